package io.blick.lens.report.look;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.draw.TextPage;
import io.blick.lens.picture.Picture;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.ForwardPass;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedWindow;
import io.blick.lens.report.request.Threads;
import io.blick.lens.roles.measured.MeasuredRoles;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.window.WindowedTrace;
import io.blick.lens.window.Windows;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The places that the heads of a model look at in a text of any length, which is read in windows
 * that overlap by about half. It writes what a {@link LookResult} of the same request writes; a
 * text of one window has the same numbers. It keeps the passes of all windows, and computes its
 * numbers from them each time they are asked for: maps grow with the square of the text.
 */
public final class WindowedLookResult implements Result {
  private final WindowedTrace trace;
  private final LookNumbers numbers;
  private final List<String> notes;

  private WindowedLookResult(WindowedTrace trace, LookNumbers numbers, List<String> notes) {
    this.trace = trace;
    this.numbers = numbers;
    this.notes = List.copyOf(notes);
  }

  /**
   * Runs the text in windows.
   *
   * @param request of one text, not of a pair
   * @param window the largest number of pieces of a window, with those that the model adds
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head, or no
   *     such windows: they have room for a piece of the text beside those that the model adds, and
   *     no more pieces than it has positions
   * @throws TextException if the text has no piece of its own, lacks a word of the request, or has
   *     the two too far apart for a window
   * @throws IllegalArgumentException if it is a pair of texts
   */
  public static WindowedLookResult of(TextModel model, LookRequest request, int window) {
    return of(new Threads.Own(), model, request, window);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head, or no
   *     such windows
   * @throws TextException if the text has no piece of its own, or lacks a word of the request
   * @throws IllegalArgumentException if it is a pair of texts
   */
  public static WindowedLookResult of(
      Parallel threads, TextModel model, LookRequest request, int window) {
    return of(Threads.of("look", threads), model, request, window);
  }

  private static WindowedLookResult of(
      Threads threads, TextModel model, LookRequest request, int window) {
    Required.of("look", "model", model);
    Required.of("look", "request", request);
    if (request.segments().size() > 1) {
      throw new IllegalArgumentException(
          "look: windows must be of one text; got a pair; join them, or ask without windows");
    }
    request.target().check(model);
    RequestedWindow.check(model, window);
    Reading reading = Reading.ofAnyLength(model, request.segments().getFirst());
    Windows windows = Windows.of(reading.encoding(), window);
    var notes = new Notes();
    notes.addDecomposed(model, reading);
    // Before the passes: nobody should wait for them to learn of a mistyped word.
    int[] edge = edge(request.target(), reading, windows, notes);
    WindowedTrace trace =
        ForwardPass.on(threads, reading, all -> WindowedTrace.on(all, model, reading, windows));
    return new WindowedLookResult(trace, numbers(model, request, trace, edge), notes.all());
  }

  /** Returns the indices of the words that a request names; nothing if it names none. */
  private static int[] edge(LookTarget target, Reading reading, Windows windows, Notes notes) {
    if (target instanceof LookTarget.FromTo(String from, String to)) {
      TextUnits words = reading.units(Granularity.WORDS);
      int[] edge = {notes.find(words, from), notes.find(words, to)};
      if (!windows.reaches(words, edge[0], edge[1])) {
        throw new TextException(
            "text: the window of the word that looks must reach the other; got %s and %s, too far"
                    .formatted(Visible.text(from), Visible.text(to))
                + " apart for windows of %d pieces; take larger ones".formatted(windows.size()));
      }
      return edge;
    }
    return new int[0];
  }

  private static LookNumbers numbers(
      TextModel model, LookRequest request, WindowedTrace trace, int[] edge) {
    Granularity unit = request.granularity();
    HeadMaps maps = switch (request.edgeScore()) {
      case WEIGHT, ROLLOUT -> trace.maps(unit);
      case NORM -> trace.norms(model, unit);
    };
    return switch (request.target()) {
      case LookTarget.Everything _ -> new LookNumbers.OfPairs(maps);
      case LookTarget.OneHead one ->
        new LookNumbers.OfHead(maps, one.head(), MeasuredRoles.known(model, one.head()));
      case LookTarget.FromTo _ -> new LookNumbers.OfRanking(maps, edge[0], edge[1]);
      case LookTarget.Rollout rollout -> rollout(trace, maps, rollout.layer());
      case LookTarget.WholeRollout _ -> rollout(trace, maps, trace.layers() - 1);
    };
  }

  private static LookNumbers rollout(WindowedTrace trace, HeadMaps maps, int layer) {
    Granularity unit = maps.units().granularity();
    return new LookNumbers.OfRollout(maps, layer, () -> trace.rollout(layer, unit));
  }

  /** Returns the passes of the windows. */
  public WindowedTrace trace() {
    return trace;
  }

  /**
   * Returns the maps of all heads between the units of the whole text; of a rollout the weights.
   */
  public HeadMaps maps() {
    return numbers.maps();
  }

  /** Returns the picture of the numbers. */
  public Picture picture() {
    return numbers.picture();
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public String text(Terminal terminal) {
    var page = new TextPage(terminal.columns());
    page.sentence(sentence()).blank();
    return page + picture().text(terminal);
  }

  private String sentence() {
    Windows windows = trace.windows();
    int pieces = windows.text().pieces().size();
    return windows.all().size() == 1
        ? "%d pieces are seen at a time; this text has %d.".formatted(windows.size(), pieces)
        : ("%d of %d pieces are seen at a time, in %d windows that overlap by about half, cut at"
                + " words where that is possible; each row is of the window in which its unit"
                + " stands farthest from both ends, with 0 for what lies outside.")
            .formatted(windows.size(), pieces, windows.all().size());
  }

  /** Returns the picture as one SVG document. */
  public String svg() {
    return picture().svg();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    LookJson.line(out, trace, numbers);
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    numbers.table().tsv(out);
  }
}
