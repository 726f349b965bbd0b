package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The pieces of many texts as one table of tab-separated values, written text by text. A row names
 * its text by number: with the text itself in the row of every piece, the table would grow with the
 * square of the text's length.
 */
public final class TokensTsv {
  private static final Table<Row> TABLE = new Table<>(
      List.of(
          Column.count("text", Row::text),
          Column.text("pieces.text", row -> row.piece().text()),
          Column.maybeCount("start", row -> PieceOffsets.start(row.piece())),
          Column.maybeCount("end", row -> PieceOffsets.end(row.piece())),
          Column.count("word", row -> row.piece().word())),
      List.of());

  private final OutputStream out;
  private long texts;

  /**
   * Writes the line of keys.
   *
   * @param out the stream that the table is written to; it is not closed
   */
  public TokensTsv(OutputStream out) throws IOException {
    this.out = Required.of("tokens", "stream", out);
    TABLE.tsv(out);
  }

  /** Writes a line for each piece of the next text. */
  public void add(TokensResult result) throws IOException {
    long number = texts++;
    TABLE
        .over(result.encoding().pieces().stream()
            .map(piece -> new Row(number, piece))
            .toList())
        .tsvRows(out);
  }

  private record Row(long text, Piece piece) {}
}
