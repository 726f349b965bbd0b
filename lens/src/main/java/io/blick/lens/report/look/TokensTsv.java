package io.blick.lens.report.look;

import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The pieces of many texts as one table of tab-separated values, each text as it comes. A text is
 * called by its number: in the row of every piece it would make a long text's table endless.
 */
public final class TokensTsv {
  private static final Table<Row> NONE = new Table<>(
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
   * @param out stays open
   */
  public TokensTsv(OutputStream out) throws IOException {
    this.out = out;
    NONE.tsv(out);
  }

  /** Writes a line for each piece of a text. */
  public void add(TokensResult result) throws IOException {
    long text = texts++;
    NONE.over(result.encoding().pieces().stream()
            .map(piece -> new Row(text, piece))
            .toList())
        .tsvRows(out);
  }

  private record Row(long text, Piece piece) {}
}
