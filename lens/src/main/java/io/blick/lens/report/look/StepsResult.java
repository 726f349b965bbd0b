package io.blick.lens.report.look;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.json.Json;
import io.blick.lens.picture.StepsPicture;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.ForwardPass;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TextUnits;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The four steps of softmax(q kᵀ / √D) v, for one word of a text and one head.
 *
 * @param reading the text
 * @param word index of the word that looks
 * @param steps the steps for the first piece of the word
 * @param notes what a reader should know beside the numbers
 */
public record StepsResult(Reading reading, int word, Steps steps, List<String> notes)
    implements Result {
  private static final List<Column<Steps.Key>> COLUMNS = List.of(
      Column.text("piece", Steps.Key::piece),
      Column.number("dot", 3, Steps.Key::dot),
      Column.number("scaled", 3, Steps.Key::scaled),
      Column.number("weight", 3, Steps.Key::weight));

  /** Copies the list. */
  public StepsResult {
    notes = List.copyOf(notes);
  }

  /**
   * Runs the text, and reads the steps from the pass.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text
   *     lacks the word
   */
  public static StepsResult of(TextModel model, StepsRequest request) {
    return of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text
   *     lacks the word
   */
  public static StepsResult of(Parallel threads, TextModel model, StepsRequest request) {
    return of(Threads.of("steps", threads), model, request);
  }

  private static StepsResult of(Threads threads, TextModel model, StepsRequest request) {
    Required.of("steps", "model", model);
    Required.of("steps", "request", request);
    RequestedHeads.check(model, request.head());
    Reading reading = Reading.of(model, request.segments());
    TextUnits words = reading.units(Granularity.WORDS);
    var notes = new Notes();
    int word = notes.find(words, request.from());
    notes.addDecomposed(model, reading);
    Steps steps = Steps.of(
        ForwardPass.trace(threads, model, reading),
        request.head(),
        words.pieces(word).getFirst());
    return new StepsResult(reading, word, steps, notes.all());
  }

  @Override
  public String text(Terminal terminal) {
    String shown = reading.units(Granularity.WORDS).surface(word);
    return new StepsPicture(reading.model(), shown, steps).text(terminal);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(
        out,
        json -> json.text("model", reading.model())
            .text("text", reading.segments().getFirst())
            .head(steps.head())
            .text("from", reading.units(Granularity.WORDS).label(word))
            .text("piece", steps.label())
            .count("dimension", steps.dimension())
            .numbers("query", steps.query())
            .objects(
                "keys",
                steps.keys(),
                (one, key) -> one.text("piece", key.piece())
                    .number("dot", key.dot())
                    .number("scaled", key.scaled())
                    .number("weight", key.weight()))
            .numbers("output", steps.output()));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, steps.keys()).tsv(out);
  }
}
