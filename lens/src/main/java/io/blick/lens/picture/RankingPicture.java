package io.blick.lens.picture;

import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.TextUnits;

/**
 * The ranking of all heads by how much one unit looks at another.
 *
 * @param maps maps of all heads
 * @param ranking ranking of the same heads
 */
public record RankingPicture(HeadMaps maps, Ranking ranking) implements Picture {

  @Override
  public String text(Terminal terminal) {
    return RankingText.of(this, terminal);
  }

  @Override
  public String svg() {
    return RankingSvg.of(this);
  }

  String title() {
    TextUnits units = maps.units();
    return Labels.label(units, ranking.from()) + " → " + Labels.label(units, ranking.to());
  }

  /** Returns the sentence that says what the numbers are and what to compare them with. */
  String legend() {
    return switch (maps.edgeScore()) {
      case WEIGHT, ROLLOUT -> weightLegend();
      case NORM ->
        "All %s heads by the norm of what the first takes from the second: mean %s.%s"
            .formatted(
                ranking.heads().size(),
                Numbers.weight(ranking.mean()),
                ScoreLabels.definition(maps.edgeScore()));
    };
  }

  /** Returns the number with the strongest colour. */
  double scale() {
    return switch (maps.edgeScore()) {
      case WEIGHT, ROLLOUT -> 1;
      case NORM -> Math.max(ranking.heads().getFirst().weight(), Float.MIN_NORMAL);
    };
  }

  private String weightLegend() {
    float[] row = maps.even()[ranking.from()];
    return ("All %s heads by the weight that the first gives to the second: mean %s; spread evenly"
            + " over all pieces%s it would be %s.%s")
        .formatted(
            ranking.heads().size(),
            Numbers.weight(ranking.mean()),
            seen(),
            Numbers.weight(row[ranking.to()]),
            row[ranking.to()] == 0 ? " No head sees the second from the first." : "");
  }

  private String seen() {
    return maps.window().isPresent() ? " of its window" : maps.seesAll() ? "" : " that it sees";
  }
}
