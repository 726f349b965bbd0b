package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import io.blick.lens.json.Json;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Notes;
import io.blick.lens.text.Isolates;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Word;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The pieces that a model reads for a text, which may be empty or longer than what the model runs.
 *
 * @param text the text as it was given
 * @param encoding the pieces and words of the text
 * @param notes what a reader should know beside the pieces
 */
public record TokensResult(String text, Encoding encoding, List<String> notes) implements Result {

  /** Copies the list. */
  public TokensResult {
    notes = List.copyOf(notes);
  }

  /** Cuts a text into pieces. */
  public static TokensResult of(TextModel model, TokensRequest request) {
    Required.of("tokens", "model", model);
    Required.of("tokens", "request", request);
    String text = request.text();
    Encoding encoding = model.tokenizer().encode(text);
    var notes = new Notes();
    notes.addDecomposed(model, List.of(text), encoding);
    return new TokensResult(text, encoding, notes.all());
  }

  /** Cuts one of many texts into pieces, without notes: those on each text would be too many. */
  public static TokensResult ofMany(TextModel model, TokensRequest request) {
    Required.of("tokens", "model", model);
    Required.of("tokens", "request", request);
    String text = request.text();
    return new TokensResult(text, model.tokenizer().encode(text), List.of());
  }

  /** Returns the pieces on one line, those of a word joined by {@code +}. */
  @Override
  public String text(Terminal terminal) {
    String line = encoding.words().stream().map(this::joined).collect(Collectors.joining(" "));
    return Isolates.line(line) + "\n";
  }

  private String joined(Word word) {
    return word.pieces().stream()
        .map(piece -> Isolates.whole(Visible.text(encoding.pieces().get(piece).text())))
        .collect(Collectors.joining("+"));
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(
        out,
        json -> json.text("text", text)
            .objects(
                "pieces",
                encoding.pieces(),
                (one, piece) -> one.text("text", piece.text())
                    .count("start", PieceOffsets.start(piece))
                    .count("end", PieceOffsets.end(piece))
                    .count("word", piece.word())));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new TokensTsv(out).add(this);
  }
}
