package io.blick.lens.report.look;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.picture.StepsPicture;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.ForwardPass;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.QueryOrigin;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The four steps of softmax(q kᵀ / √D) v, for one word of a text and one head.
 *
 * @param reading the text
 * @param word index of the word that looks
 * @param steps the steps for a piece of the word, or the means over its pieces
 * @param notes what a reader should know beside the numbers
 * @param piece which piece was asked for
 * @param origin where its query comes from; empty if the result was made without the model
 */
public record StepsResult(
    Reading reading,
    int word,
    Steps steps,
    List<String> notes,
    StepsPiece piece,
    Optional<QueryOrigin> origin)
    implements Result {
  private static final List<Column<Steps.Key>> COLUMNS = List.of(
      Column.text("piece", Steps.Key::piece),
      Column.number("dot", 3, Steps.Key::dot),
      Column.number("scaled", 3, Steps.Key::scaled),
      Column.number("weight", 3, Steps.Key::weight),
      Column.maybe("score", 3, StepsResult::score));

  /** Copies the list. */
  public StepsResult {
    notes = List.copyOf(notes);
  }

  /** Makes the result for the first piece of the word. */
  public StepsResult(Reading reading, int word, Steps steps, List<String> notes) {
    this(reading, word, steps, notes, StepsPiece.first(), Optional.empty());
  }

  /**
   * Runs the text, and reads the steps from the pass.
   *
   * @throws RequestException if the model has no such layer or head, or the word no such piece
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text
   *     lacks the word
   */
  public static StepsResult of(TextModel model, StepsRequest request) {
    return of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws RequestException if the model has no such layer or head, or the word no such piece
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
    List<Integer> pieces = pieces(reading, words, word, request.piece());
    notes.addDecomposed(model, reading);
    Trace trace = ForwardPass.trace(threads, model, reading);
    Steps steps = Steps.of(trace, request.head(), pieces);
    QueryOrigin origin = QueryOrigin.of(model, trace, steps);
    return new StepsResult(reading, word, steps, notes.all(), request.piece(), Optional.of(origin));
  }

  /** Returns x, where q is W_Q x + b_Q. */
  private Optional<List<Float>> input() {
    return origin.flatMap(from -> switch (from) {
      case QueryOrigin.Projection(List<Float> x, int _, List<Float> _, float _) -> Optional.of(x);
      case QueryOrigin.Changed() -> Optional.empty();
    });
  }

  private static List<Integer> pieces(
      Reading reading, TextUnits words, int word, StepsPiece choice) {
    List<Integer> pieces = words.pieces(word);
    return switch (choice) {
      case StepsPiece.All _ -> pieces;
      case StepsPiece.Numbered(int number)
      when number < pieces.size() -> List.of(pieces.get(number));
      case StepsPiece.Numbered(int number) ->
        throw new RequestException(
            "piece",
            "must be from 0 to %d: %s has %d %s, %s; got %d"
                .formatted(
                    pieces.size() - 1,
                    Visible.text(words.label(word)),
                    pieces.size(),
                    pieces.size() == 1 ? "piece" : "pieces",
                    Visible.text(String.join(", ", spellings(reading, pieces))),
                    number));
    };
  }

  private static List<String> spellings(Reading reading, List<Integer> pieces) {
    return pieces.stream()
        .map(piece -> reading.encoding().pieces().get(piece).text())
        .toList();
  }

  @Override
  public String text(Terminal terminal) {
    return picture().text(terminal);
  }

  /** Returns the picture as an SVG document, self-contained and inert. */
  public String svg() {
    return picture().svg();
  }

  private StepsPicture picture() {
    return StepsPicture.of(reading.model(), words(), word, steps, origin);
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
                IntStream.range(0, steps.keys().size()).boxed().toList(),
                (one, at) -> key(one, steps.keys().get(at)).numbers("products", steps.products(at)))
            .numbers("output", steps.output())
            .count("number", number())
            .texts("pieces", spellings(reading, words().pieces(word)))
            .objects(
                "words",
                seen(),
                (one, seen) -> one.text("text", seen.text())
                    .counts("pieces", seen.pieces())
                    .number("weight", seen.weight()))
            .text("second", second())
            .numbers("input", input()));
  }

  private static JsonWriter key(JsonWriter json, Steps.Key key) throws IOException {
    return json.text("piece", key.piece())
        .number("dot", key.dot())
        .number("scaled", key.scaled())
        .number("weight", key.weight())
        .number("score", score(key));
  }

  private TextUnits words() {
    return reading.units(Granularity.WORDS);
  }

  private Optional<String> second() {
    return reading.segments().stream().skip(1).findFirst();
  }

  /** Returns the argument of the softmax; empty where the mask hides the key, and it is −∞. */
  private static OptionalDouble score(Steps.Key key) {
    return key.score() == Float.NEGATIVE_INFINITY
        ? OptionalDouble.empty()
        : OptionalDouble.of(key.score());
  }

  /** Returns the number of the piece in its word; empty for the mean of all. */
  private OptionalLong number() {
    return switch (piece) {
      case StepsPiece.All _ -> OptionalLong.empty();
      case StepsPiece.Numbered(int number) -> OptionalLong.of(number);
    };
  }

  /** A word that is looked at. */
  private record Seen(String text, List<Integer> pieces, float weight) {}

  private List<Seen> seen() {
    TextUnits words = words();
    return IntStream.range(0, steps.words().size())
        .mapToObj(i -> new Seen(words.label(i), words.pieces(i), steps.words().get(i)))
        .toList();
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, steps.keys()).tsv(out);
  }
}
