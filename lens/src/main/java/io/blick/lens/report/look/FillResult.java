package io.blick.lens.report.look;

import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.Prediction;
import io.blick.lens.argument.Required;
import io.blick.lens.draw.TextPage;
import io.blick.lens.json.Json;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.ForwardPass;
import io.blick.lens.report.request.Guesser;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model's guesses for each mask of a text; a causal language model's for the piece that comes
 * next.
 *
 * @param reading the text
 * @param guesses the guesses for each mask, in reading order; of a causal model one, its position
 *     the number of pieces
 * @param notes what a reader should know beside the guesses
 */
public record FillResult(Reading reading, List<MaskGuess> guesses, List<String> notes)
    implements Result {
  private static final List<Column<Row>> COLUMNS = List.of(
      Column.<Row>count("position", Row::position).forPrograms(),
      Column.<Row>text("piece", row -> row.prediction.piece()).forPrograms(),
      Column.number("probability", 4, row -> row.prediction.probability()),
      Column.<Row>text("piece", row -> row.prediction.piece())
          .forPeople()
          .bar(row -> row.prediction.probability()));

  /** Copies the lists. */
  public FillResult {
    guesses = List.copyOf(guesses);
    notes = List.copyOf(notes);
  }

  /**
   * Runs the text, and guesses what its masks stand for, or what comes next.
   *
   * @throws RequestException if the model guesses no pieces, or guesses masked ones and its
   *     tokenizer has no mask piece, or the text no mask
   * @throws io.blick.lens.trace.TextException if the model cannot run the text
   */
  public static FillResult of(TextModel model, FillRequest request) {
    return of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws RequestException if the model guesses no pieces, or guesses masked ones and its
   *     tokenizer has no mask piece, or the text no mask
   * @throws io.blick.lens.trace.TextException if the model cannot run the text
   */
  public static FillResult of(Parallel threads, TextModel model, FillRequest request) {
    return of(Threads.of("fill", threads), model, request);
  }

  private static FillResult of(Threads threads, TextModel model, FillRequest request) {
    Required.of("fill", "model", model);
    Required.of("fill", "request", request);
    Optional<TextHead.NextPieceHead> next = model.head(TextHead.NextPieceHead.class);
    return next.isPresent()
        ? next(threads, model, next.get(), request)
        : masked(threads, model, request);
  }

  private static FillResult next(
      Threads threads, TextModel model, TextHead.NextPieceHead head, FillRequest request) {
    Reading reading = Reading.of(model, request.segments());
    var notes = new Notes();
    notes.addDecomposed(model, reading);
    MaskGuess guess = ForwardPass.on(threads, reading, all -> {
      Trace trace = Trace.on(all, model, reading);
      return MaskGuess.next(all, model, head, trace, request.top());
    });
    return new FillResult(reading, List.of(guess), notes.all());
  }

  private static FillResult masked(Threads threads, TextModel model, FillRequest request) {
    Guesser guesser = Guesser.of("fill", model);
    Reading reading = Reading.of(model, request.segments());
    List<Integer> masks = masks(model, guesser.mask(), reading);
    var notes = new Notes();
    notes.addDecomposed(model, reading);
    List<MaskGuess> guesses = ForwardPass.on(threads, reading, all -> {
      Trace trace = Trace.on(all, model, reading);
      return MaskGuess.all(all, model, guesser.head(), trace, masks, request.top());
    });
    return new FillResult(reading, guesses, notes.all());
  }

  private static List<Integer> masks(TextModel model, int mask, Reading reading) {
    List<Integer> masks = IntStream.range(0, reading.encoding().pieces().size())
        .filter(i -> reading.encoding().pieces().get(i).id() == mask)
        .boxed()
        .toList();
    if (masks.isEmpty()) {
      throw new RequestException(
          "",
          "fill: TEXT must have a %s to be guessed; got none"
              .formatted(model.tokenizer().piece(mask)));
    }
    return masks;
  }

  @Override
  public String text(Terminal terminal) {
    var page = new TextPage(terminal.columns());
    reading.segments().forEach(segment -> page.quote(Visible.text(segment)));
    for (MaskGuess guess : guesses) {
      page.blank().add(what(guess.position()));
      table(List.of(guess)).text(page, terminal);
    }
    return page.toString();
  }

  private String what(int position) {
    List<Piece> pieces = reading.encoding().pieces();
    return position == pieces.size()
        ? "what comes next, piece %d".formatted(position)
        : "%s, piece %d".formatted(Visible.text(pieces.get(position).text()), position);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(
        out,
        json -> json.text("model", reading.model())
            .text("text", reading.segments().getFirst())
            .objects(
                "masks",
                guesses,
                (one, guess) -> one.count("position", guess.position())
                    .predictions("predictions", guess.predictions()))
            .text("second", reading.segments().stream().skip(1).findFirst()));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    table(guesses).tsv(out);
  }

  private static Table<Row> table(List<MaskGuess> guesses) {
    List<Row> rows = guesses.stream()
        .flatMap(guess -> guess.predictions().stream().map(one -> new Row(guess.position(), one)))
        .toList();
    return new Table<>(COLUMNS, rows);
  }

  /** One guess for one mask. */
  private record Row(int position, Prediction prediction) {}
}
