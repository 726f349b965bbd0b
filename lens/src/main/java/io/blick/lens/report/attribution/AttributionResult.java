package io.blick.lens.report.attribution;

import io.blick.core.tensor.Parallel;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Threads;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.TextUnits;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much each word of a text matters for what a model says of it, beside attention.
 *
 * @param model name of the model
 * @param layers how many it has
 * @param heads how many each has
 * @param request what was asked
 * @param of what was measured
 * @param kind of classes: {@code one} holds, {@code many} may hold, or {@code score}; else empty
 * @param hider how the piece is spelled that stood instead of a word; empty if values were zero
 * @param units all words or pieces of the text, those that the model adds included
 * @param words those of the text itself, in reading order
 * @param correlation of the distances with attention
 * @param mixing of mixing the map (units, units): rows are mixed into, columns are mixed in
 * @param notes what a reader should know beside the numbers
 */
public record AttributionResult(
    String model,
    int layers,
    int heads,
    AttributionRequest request,
    AttributionOutput of,
    Optional<String> kind,
    Optional<String> hider,
    TextUnits units,
    List<AttributedWord> words,
    Correlation correlation,
    Optional<float[][]> mixing,
    List<String> notes)
    implements Result {

  /** Copies what could change. */
  public AttributionResult {
    words = List.copyOf(words);
    mixing = mixing.map(AttributionResult::copy);
    notes = List.copyOf(notes);
  }

  private static float[][] copy(float[][] map) {
    return Stream.of(map).map(float[]::clone).toArray(float[][]::new);
  }

  /** Returns a copy of the map. */
  @Override
  public Optional<float[][]> mixing() {
    return mixing.map(AttributionResult::copy);
  }

  /**
   * Measures.
   *
   * @param progress receives how many passes are done
   * @throws io.blick.lens.report.RequestException if the model lacks the output, the layer, or a
   *     piece to hide a word with
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, if it lacks a mask
   *     to be guessed, or has no word to be taken out, or none besides it where the others are
   *     measured
   * @throws IllegalArgumentException if there is a pair and the model's tokenizer makes none
   */
  public static AttributionResult of(
      TextModel model, AttributionRequest request, Progress progress) {
    return AttributionRun.of(new Threads.Own(), model, request, progress);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if the model lacks the output, the layer, or a
   *     piece to hide a word with
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, if it lacks a mask
   *     to be guessed, or has no word to be taken out, or none besides it where the others are
   *     measured
   * @throws IllegalArgumentException if there is a pair and the model's tokenizer makes none
   */
  public static AttributionResult of(
      Parallel threads, TextModel model, AttributionRequest request, Progress progress) {
    return AttributionRun.of(Threads.of("attribute", threads), model, request, progress);
  }

  @Override
  public String text(Terminal terminal) {
    return AttributionText.of(this, terminal);
  }

  /** Returns the words as one SVG document, shaded by what they matter, or the map of mixing. */
  public String svg() {
    return AttributionSvg.of(this);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    AttributionJson.write(this, out);
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    AttributionTables.values(this).tsv(out);
  }
}
