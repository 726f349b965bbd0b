package io.blick.lens.window;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.flow.Norms;
import io.blick.lens.flow.Rollout;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The passes of a text's windows, kept so that any map of any head can be asked for: each window
 * computes its part when it is asked. Of S pieces, nothing S × S is stored.
 */
public final class WindowedTrace {
  private final Reading reading;
  private final Windows windows;
  private final List<Trace> traces;

  private WindowedTrace(Reading reading, Windows windows, List<Trace> traces) {
    this.reading = reading;
    this.windows = windows;
    this.traces = List.copyOf(traces);
  }

  /**
   * Runs the windows one after another.
   *
   * @param reading one text, of any length, made by the same model
   * @param windows of that text, which fit the model
   * @throws IllegalArgumentException if the windows are of another text
   * @throws IllegalStateException if the model computes a number that is not finite
   */
  public static WindowedTrace on(
      Parallel threads, TextModel model, Reading reading, Windows windows) {
    Required.of("windows", "threads", threads);
    Required.of("windows", "model", model);
    Required.of("windows", "reading", reading);
    Required.of("windows", "windows", windows);
    if (!windows.text().equals(reading.encoding())) {
      throw new IllegalArgumentException(
          ("windows: they must be of the text that is read, of %d pieces; got those of another,"
                  + " of %d")
              .formatted(
                  reading.encoding().pieces().size(), windows.text().pieces().size()));
    }
    List<Trace> traces = new ArrayList<>();
    for (int window = 0; window < windows.all().size(); window++) {
      var part = new Reading(reading.model(), reading.segments(), windows.encoding(window));
      traces.add(Trace.on(threads, model, part));
    }
    return new WindowedTrace(reading, windows, traces);
  }

  /** Returns the whole text as the model would read it. */
  public Reading reading() {
    return reading;
  }

  /** Returns the windows. */
  public Windows windows() {
    return windows;
  }

  /** Returns the pass of each window. */
  public List<Trace> traces() {
    return traces;
  }

  /** Returns the number of layers. */
  public int layers() {
    return traces.getFirst().layers();
  }

  /** Returns the number of heads of each layer. */
  public int heads() {
    return traces.getFirst().heads();
  }

  /** Returns the weights of all heads between the units of the whole text. */
  public HeadMaps maps(Granularity granularity) {
    TextUnits units = reading.units(granularity);
    List<Integer> rows = windows.rows(units);
    HeadMaps maps = HeadMaps.of(
            reading.model(),
            units,
            layers(),
            heads(),
            (layer, head) -> windows.floats(rows, w -> traces.get(w).pieces(layer, head)))
        .seeing(layer -> windows.floats(rows, w -> traces.get(w).even(layer)));
    return traces.size() == 1 ? maps : maps.inWindows(windows.size());
  }

  /**
   * Returns the norms ‖α f(v)‖ of all heads between the units of the whole text.
   *
   * @param model that of the passes, still open
   */
  public HeadMaps norms(TextModel model, Granularity granularity) {
    Required.of("windows", "model", model);
    List<Integer> rows = windows.rows(reading.units(granularity));
    List<Norms> norms = traces.stream().map(trace -> Norms.of(model, trace)).toList();
    return maps(granularity)
        .with(
            EdgeScore.NORM,
            (layer, head) -> windows.floats(rows, w -> norms.get(w).pieces(layer, head)));
  }

  /**
   * Returns the rollout of each window, put together.
   *
   * @param layer the last layer that takes part, counted from 0
   * @return (units, units): rows look, columns are looked at; each row sums to 1
   */
  public float[][] rollout(int layer, Granularity granularity) {
    TextUnits units = reading.units(granularity);
    return units.map(windows.doubles(
        windows.rows(units), w -> Rollout.of(traces.get(w), layer).pieces()));
  }
}
