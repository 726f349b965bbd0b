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
 * Attention rolled out to a layer: how much of each unit's embedding has reached each unit.
 *
 * @param rollout the numbers between pieces
 * @param granularity of the units that the numbers are written between
 * @param notes what a reader should know beside the numbers
 */
public record RolloutResult(Rollout rollout, Granularity granularity, List<String> notes)
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
    return rollout.map(granularity);
  }

  private int layer() {
    return rollout.layer() + 1;
  }

  @Override
  public Picture picture() {
    return new RolloutPicture(rollout, granularity);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    LookJson.line(
        out,
        trace(),
        granularity,
        EdgeScore.ROLLOUT,
        json -> json.count("layer", layer())
            .nulls("head")
            .rows("weights", weights())
            .nulls("ranking", "pairs"));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    // No head: a rollout takes all heads of its layers together.
    List<Column<Cell>> where = List.of(
        Column.count("layer", _ -> layer()), Column.maybeCount("head", _ -> OptionalLong.empty()));
    LookColumns.weights(trace().units(granularity), where, weights(), EdgeScore.ROLLOUT).tsv(out);
  }
}
