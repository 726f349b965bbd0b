package io.blick.lens.report.compare;

import io.blick.lens.report.look.HeadMapResult;
import io.blick.lens.table.Column;
import io.blick.lens.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The map of one head on two sides. Of two models these are two heads, which share no more than
 * their numbers.
 *
 * @param sides what the sides are
 * @param first the first side alone, A
 * @param second the second side alone, B
 * @param alignment which units of the sides are the same
 * @param notes what a reader should know beside the numbers
 */
public record ComparedHead(
    Sides sides, HeadMapResult first, HeadMapResult second, Alignment alignment, List<String> notes)
    implements CompareResult {

  /** Copies the list. */
  public ComparedHead {
    notes = List.copyOf(notes);
  }

  /** Returns the second map less the first (matches, matches): rows look, columns are looked at. */
  public float[][] weights() {
    return AlignedMaps.difference(first.weights(), second.weights(), alignment.matches());
  }

  private MapsPicture picture() {
    String title =
        "layer %d, head %d".formatted(first.head().layer() + 1, first.head().head() + 1);
    return new MapsPicture(this, title, first.weights(), second.weights(), weights());
  }

  @Override
  public String text(Terminal terminal) {
    return MapsText.of(picture(), terminal);
  }

  @Override
  public String svg() {
    return MapsSvg.of(picture());
  }

  @Override
  public void json(OutputStream out) throws IOException {
    CompareJson.line(out, this, json -> json.rows("weights", weights()).nulls("ranking", "pairs"));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    CompareColumns.map(
            this, first.weights(), second.weights(), List.of(Column.head(_ -> first.head())))
        .tsv(out);
  }
}
