package io.blick.lens.report.look;

import io.blick.lens.picture.Overview;
import io.blick.lens.picture.Picture;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.Pairs;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The pairs of units over all heads: of every ordered pair the mean over the heads, and the head
 * where the number is largest.
 *
 * @param trace the pass
 * @param maps the maps of all heads
 * @param notes what a reader should know beside the numbers
 */
public record PairsResult(Trace trace, HeadMaps maps, List<String> notes) implements LookResult {

  /** Copies the list. */
  public PairsResult {
    notes = List.copyOf(notes);
  }

  /** Returns the pairs. */
  public Pairs pairs() {
    return Pairs.of(maps);
  }

  @Override
  public Picture picture() {
    return new Overview(maps);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    LookJson.line(
        out,
        trace,
        maps.units().granularity(),
        maps.edgeScore(),
        json -> json.nulls("layer", "head", "weights", "ranking")
            .objects(
                "pairs",
                pairs().all(),
                (one, pair) -> one.count("from", pair.from())
                    .count("to", pair.to())
                    .number("mean", pair.mean())
                    .head(pair.head())
                    .number("weight", pair.weight())));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    List<Column<Pair>> columns = LookColumns.join(
        LookColumns.units(maps.units(), Pair::from, Pair::to),
        List.of(
            Column.number("mean", 3, Pair::mean),
            Column.head(Pair::head),
            Column.number("weight", 3, Pair::weight),
            LookColumns.measure(maps.edgeScore())));
    new Table<>(columns, pairs().all()).tsv(out);
  }
}
