package io.blick.lens.picture;

import io.blick.lens.flow.Rollout;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.HeadMaps;

/**
 * How much of each unit's embedding has reached each unit, if attention were all that moves it.
 *
 * @param rollout up to a layer
 * @param unit between words or between pieces
 */
public record RolloutPicture(Rollout rollout, Granularity unit) implements Picture {

  @Override
  public String text(Terminal terminal) {
    return HeadText.of(map(), terminal);
  }

  @Override
  public String svg() {
    return HeadSvg.of(map());
  }

  private OneMap map() {
    HeadMaps maps = rollout.trace().maps(unit);
    String legend =
        "Rows look, columns are looked at: ½ the mean of a layer's heads + ½ the piece itself,"
            + " multiplied from layer 1 on (Abnar & Zuidema 2020)";
    return new OneMap(
        "rollout up to layer %s".formatted(rollout.layer() + 1),
        Labels.model(maps),
        legend + ScoreLabels.sums(maps.units()),
        EdgeScore.ROLLOUT,
        maps.units(),
        rollout.map(unit));
  }
}
