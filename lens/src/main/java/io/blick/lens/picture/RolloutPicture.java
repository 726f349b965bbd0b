package io.blick.lens.picture;

import io.blick.lens.flow.Rollout;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.HeadMaps;
import java.util.List;
import java.util.function.Supplier;

/**
 * The map of a rollout: how much of each unit's embedding would have reached each unit if only
 * attention and the residual connections moved it.
 *
 * @param maps of the heads of the same text, which name its units and model
 * @param layer the last layer that takes part, counted from 0
 * @param rollout gives the map (units, units)
 */
public record RolloutPicture(HeadMaps maps, int layer, Supplier<float[][]> rollout)
    implements Picture {

  /**
   * Draws a rollout.
   *
   * @param granularity between words or between pieces
   */
  public RolloutPicture(Rollout rollout, Granularity granularity) {
    this(rollout.trace().maps(granularity), rollout.layer(), () -> rollout.map(granularity));
  }

  @Override
  public String text(Terminal terminal) {
    return HeadText.of(map(), terminal);
  }

  @Override
  public String svg() {
    return HeadSvg.of(map());
  }

  private CaptionedMap map() {
    String legend =
        "Rows look, columns are looked at: ½ the mean of a layer's heads + ½ the piece itself,"
            + " multiplied from layer 1 on (Abnar & Zuidema 2020)";
    return new CaptionedMap(
        "rollout up to layer %s".formatted(layer + 1),
        Labels.model(maps),
        legend + ScoreLabels.rowSums(maps.units()),
        EdgeScore.ROLLOUT,
        maps.units(),
        rollout.get(),
        List.of());
  }
}
