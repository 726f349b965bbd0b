package io.blick.lens.report.compare;

import io.blick.lens.draw.Numbers;
import io.blick.lens.report.compare.Alignment.Match;
import io.blick.lens.trace.TextUnits;
import java.util.List;

/** Both sides' maps and their difference, to be drawn. */
final class MapsPicture {
  private static final String LEGEND = "Rows look, columns are looked at.";

  private static final String OF_DIFFERENCES =
      " In B − A it is the largest difference, whichever way that goes.";

  private final CompareResult result;
  private final String what;
  private final float[][] first;
  private final float[][] second;
  private final float[][] difference;

  /**
   * Puts maps beside each other.
   *
   * @param result the comparison
   * @param what what the maps are of
   * @param first (units, units) of the first side
   * @param second (units, units) of the second side
   * @param difference (matches, matches)
   */
  MapsPicture(
      CompareResult result, String what, float[][] first, float[][] second, float[][] difference) {
    this.result = result;
    this.what = what;
    this.first = first;
    this.second = second;
    this.difference = difference;
  }

  String what() {
    return what;
  }

  CompareHeading heading() {
    return new CompareHeading(result);
  }

  /** Returns the sentence that says how to read maps in colours. */
  String legend() {
    return LEGEND + strongest() + OF_DIFFERENCES;
  }

  private String strongest() {
    String one = Numbers.weight(scale(result.firstUnits(), first));
    String other = Numbers.weight(scale(result.secondUnits(), second));
    return switch (result.sides()) {
      case TEXTS -> " The strongest colour is %s in A and in B.".formatted(one);
      case MODELS -> " The strongest colour is %s in A, and %s in B.".formatted(one, other);
    };
  }

  /** Returns the number of the strongest colour of one side's map; two texts share theirs. */
  private double scale(TextUnits units, float[][] map) {
    return switch (result.edgeScore()) {
      case WEIGHT, ROLLOUT -> 1;
      case NORM ->
        switch (result.sides()) {
          case TEXTS ->
            Math.max(largest(result.firstUnits(), first), largest(result.secondUnits(), second));
          case MODELS -> largest(units, map);
        };
    };
  }

  private static double largest(TextUnits units, float[][] map) {
    return MapPanel.largest(MapPanel.part(map, units.inText()));
  }

  /** Returns all of each side, and the difference of what both have. */
  List<MapPanel> whole() {
    return List.of(
        side("A", result.firstUnits(), first),
        side("B", result.secondUnits(), second),
        MapPanel.ofDifference(result, difference));
  }

  private MapPanel side(String title, TextUnits units, float[][] map) {
    return MapPanel.ofSide(title, units, map, scale(units, map));
  }

  /** Returns of each side what both have, and the difference. */
  List<MapPanel> aligned() {
    List<Match> matches =
        heading().inText().stream().map(result.alignment().matches()::get).toList();
    List<MapPanel> whole = whole();
    List<String> labels = whole.getLast().labels();
    float[][] one = MapPanel.part(first, matches.stream().map(Match::first).toList());
    float[][] other = MapPanel.part(second, matches.stream().map(Match::second).toList());
    return List.of(
        whole.get(0).over(labels, one), whole.get(1).over(labels, other), whole.getLast());
  }
}
