package io.blick.lens.report.look;

import io.blick.lens.flow.Rollout;
import io.blick.lens.picture.Picture;
import io.blick.lens.picture.RolloutPicture;
import io.blick.lens.table.Column;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;

/**
 * Attention rolled out up to a layer: how much of each unit's embedding has reached each unit.
 *
 * @param rollout between pieces
 * @param unit between what the numbers are told
 * @param notes what a reader should know beside them
 */
public record RolloutResult(Rollout rollout, Granularity unit, List<String> notes)
    implements LookResult {

  /** Copies the list. */
  public RolloutResult {
    notes = List.copyOf(notes);
  }

  @Override
  public Trace trace() {
    return rollout.trace();
  }

  /** Returns the numbers (units, units): rows look, columns are looked at; a row sums to 1. */
  public float[][] weights() {
    return rollout.map(unit);
  }

  private int layer() {
    return rollout.layer() + 1;
  }

  @Override
  public Picture picture() {
    return new RolloutPicture(rollout, unit);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    LookJson.line(
        out,
        trace(),
        unit,
        EdgeScore.ROLLOUT,
        json -> json.count("layer", layer())
            .nulls("head")
            .rows("weights", weights())
            .nulls("ranking", "pairs"));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    // A rollout is of all heads of its layers.
    List<Column<Cell>> where = List.of(
        Column.count("layer", _ -> layer()), Column.maybeCount("head", _ -> OptionalLong.empty()));
    LookColumns.weights(trace().units(unit), where, weights()).tsv(out);
  }
}
