package io.blick.lens.picture;

import io.blick.lens.flow.Rollout;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.HeadMaps;

/**
 * The map of a rollout: how much of each unit's embedding would have reached each unit if only
 * attention and the residual connections moved it.
 *
 * @param rollout rollout up to a layer
 * @param granularity between words or between pieces
 */
public record RolloutPicture(Rollout rollout, Granularity granularity) implements Picture {

  @Override
  public String text(Terminal terminal) {
    return HeadText.of(map(), terminal);
  }

  @Override
  public String svg() {
    return HeadSvg.of(map());
  }

  private CaptionedMap map() {
    HeadMaps maps = rollout.trace().maps(granularity);
    String legend =
        "Rows look, columns are looked at: ½ the mean of a layer's heads + ½ the piece itself,"
            + " multiplied from layer 1 on (Abnar & Zuidema 2020)";
    return new CaptionedMap(
        "rollout up to layer %s".formatted(rollout.layer() + 1),
        Labels.model(maps),
        legend + ScoreLabels.rowSums(maps.units()),
        EdgeScore.ROLLOUT,
        maps.units(),
        rollout.map(granularity));
  }
}
