package io.blick.lens.report.look;

import io.blick.core.tensor.Parallel;
import io.blick.lens.picture.Picture;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Threads;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The places that the heads of a model look at in a text, with a kind of result for each kind of
 * {@link LookTarget}. A result keeps the pass and computes its numbers from it each time they are
 * asked for. For each layer the pass has four tensors (pieces, heads · dimension) and the hidden
 * states: about 100 MB for 512 pieces of a BERT-base. They lie off the heap, where the JVM allows
 * as much memory as on it unless {@code -XX:MaxDirectMemorySize} says otherwise, and are freed with
 * the result.
 */
public sealed interface LookResult extends Result
    permits PairsResult, HeadMapResult, RankingResult, RolloutResult {

  /**
   * Runs the text, and takes from the pass what the request asks for.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text
   *     lacks a word of the request
   */
  static LookResult of(TextModel model, LookRequest request) {
    return LookRun.of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text
   *     lacks a word of the request
   */
  static LookResult of(Parallel threads, TextModel model, LookRequest request) {
    return LookRun.of(Threads.of("look", threads), model, request);
  }

  /** Returns the pass. */
  Trace trace();

  /** Returns the maps of all heads between the units; of a rollout those of the weights. */
  HeadMaps maps();

  /** Returns what the numbers are. */
  default EdgeScore edgeScore() {
    return maps().edgeScore();
  }

  /** Returns the picture of the numbers. */
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
   * {@code pooled} (C) and {@code embedding} (E) where the model makes them. Of a causal language
   * model, which must still be open, also {@code final} (S, C), the norm of the last states,
   * {@code logits} (S, V), and {@code ids} (S) of the pieces, in int32.
   *
   * @throws io.blick.lens.report.RequestException if a layer has more weights than a tensor holds
   */
  default void safetensors(Path path) throws IOException {
    LookTensors.write(path, trace());
  }

  /** Returns notes on what a reader should know beside that file; usually none. */
  default List<String> safetensorsNotes() {
    return LookTensors.notes(trace());
  }
}
