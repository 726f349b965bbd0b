package io.blick.lens.report.look;

import io.blick.lens.flow.Rollout;
import io.blick.lens.picture.Picture;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

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

  @Override
  public HeadMaps maps() {
    return trace().maps(granularity);
  }

  @Override
  public EdgeScore edgeScore() {
    return EdgeScore.ROLLOUT;
  }

  /** Returns the numbers (units, units): rows look, columns are looked at; a row sums to 1. */
  public float[][] weights() {
    return rollout.map(granularity);
  }

  private LookNumbers numbers() {
    return new LookNumbers.OfRollout(maps(), rollout.layer(), this::weights);
  }

  @Override
  public Picture picture() {
    return numbers().picture();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    LookJson.line(out, trace(), numbers());
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    numbers().table().tsv(out);
  }
}
