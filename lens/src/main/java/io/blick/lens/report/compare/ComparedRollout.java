package io.blick.lens.report.compare;

import io.blick.lens.report.look.RolloutResult;
import io.blick.lens.table.Column;
import io.blick.lens.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;

/**
 * Attention rolled out to a layer, on two sides.
 *
 * @param sides what the sides are
 * @param first the first side alone, A
 * @param second the second side alone, B
 * @param alignment which units of the sides are the same
 * @param notes what a reader should know beside the numbers
 */
public record ComparedRollout(
    Sides sides, RolloutResult first, RolloutResult second, Alignment alignment, List<String> notes)
    implements CompareResult {

  /** Copies the list. */
  public ComparedRollout {
    notes = List.copyOf(notes);
  }

  /** Returns the second map less the first (matches, matches): rows look, columns are looked at. */
  public float[][] weights() {
    return AlignedMaps.difference(first.weights(), second.weights(), alignment.matches());
  }

  private MapsPicture picture() {
    int one = first.rollout().layer() + 1;
    int other = second.rollout().layer() + 1;
    String title = one == other
        ? "rollout up to layer %d".formatted(one)
        : "rollout up to layer %d in A, %d in B".formatted(one, other);
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
    // Two models may end at different layers, which each side's own object has.
    boolean same = first.rollout().layer() == second.rollout().layer();
    OptionalLong layer =
        same ? OptionalLong.of(first.rollout().layer() + 1L) : OptionalLong.empty();
    List<Column<CompareColumns.Cell>> where = List.of(
        Column.maybeCount("layer", _ -> layer),
        Column.maybeCount("head", _ -> OptionalLong.empty()));
    CompareColumns.map(this, first.weights(), second.weights(), where).tsv(out);
  }
}
