package io.blick.lens.report.compare;

import io.blick.lens.report.compare.Alignment.Match;
import java.util.List;

/** Both sides' maps and their difference, to be drawn. */
final class MapsPicture {
  private static final String LEGEND = "Rows look, columns are looked at.";

  private static final String STRONGEST =
      " In B − A the strongest colour is the largest difference, whichever way it goes.";

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
  static String legend() {
    return LEGEND + STRONGEST;
  }

  /** Returns all of each side, and the difference of what both have. */
  List<MapPanel> whole() {
    return List.of(
        MapPanel.ofSide("A", result.firstUnits(), first, result.edgeScore()),
        MapPanel.ofSide("B", result.secondUnits(), second, result.edgeScore()),
        MapPanel.ofDifference(result, difference));
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
