package io.blick.lens.report.look;

import io.blick.lens.measure.Norms;
import io.blick.lens.measure.Rollout;
import io.blick.lens.picture.Picture;
import io.blick.lens.report.Notes;
import io.blick.lens.report.Passes;
import io.blick.lens.report.Result;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the heads of a model look at in a text: a kind of result for each kind of
 * {@link LookTarget}. It keeps the pass; numbers are computed from it each time they are asked for.
 */
public sealed interface LookResult extends Result
    permits PairsResult, HeadMapResult, RankingResult, RolloutResult {

  /**
   * Runs a text, and looks.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or a name is that
   *     of no word of it
   */
  static LookResult of(TextModel model, LookRequest request) {
    request.target().check(model);
    Reading reading = Reading.of(model, request.segments());
    var notes = new Notes();
    notes.compositions(model, reading);
    Trace trace = Passes.trace(model, reading);
    HeadMaps maps = maps(model, trace, request);
    return switch (request.target()) {
      case LookTarget.Everything _ -> new PairsResult(trace, maps, notes.all());
      case LookTarget.OneHead(Head head) -> new HeadMapResult(trace, maps, head, notes.all());
      case LookTarget.FromTo(String from, String to) -> {
        int looks = notes.find(maps.units(), from);
        int seen = notes.find(maps.units(), to);
        yield new RankingResult(trace, maps, looks, seen, notes.all());
      }
      case LookTarget.Rollout(int layer) -> rollout(trace, layer, request, notes);
      case LookTarget.WholeRollout _ -> rollout(trace, trace.layers() - 1, request, notes);
    };
  }

  private static RolloutResult rollout(Trace trace, int layer, LookRequest request, Notes notes) {
    return new RolloutResult(Rollout.of(trace, layer), request.unit(), notes.all());
  }

  private static HeadMaps maps(TextModel model, Trace trace, LookRequest request) {
    return switch (request.measure()) {
      case WEIGHT, ROLLOUT -> trace.maps(request.unit());
      case NORM -> Norms.of(model, trace).maps(request.unit());
    };
  }

  /** Returns the pass. */
  Trace trace();

  /** Returns the picture of what is shown. */
  Picture picture();

  @Override
  default String text(Terminal terminal) {
    return picture().text(terminal);
  }

  /** Returns the picture as one SVG document. */
  default String svg() {
    return picture().svg();
  }

  /**
   * Writes the whole pass, whatever was asked for, into a new file in the format of safetensors:
   * {@code weights.1} … {@code weights.L} (H, S, S), {@code hidden.0} … {@code hidden.L} (S, C),
   * {@code pooled} (C) and {@code embedding} (E) where the model makes them.
   *
   * @throws io.blick.lens.report.RequestException if a layer has more weights than a tensor holds
   */
  default void safetensors(Path path) throws IOException {
    LookTensors.write(path, trace());
  }

  /** Returns what a reader should know beside that file; usually nothing. */
  default List<String> safetensorsNotes() {
    return LookTensors.notes(trace());
  }
}
