package io.blick.lens.picture;

import io.blick.lens.argument.Required;
import io.blick.lens.draw.CellMap;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.TextUnits;
import java.util.List;
import java.util.stream.Stream;

/** A map between the units of a text, with its title, model, legend and caution. */
public final class CaptionedMap implements Picture {
  /** A map of more units would be wider than a screen, and its numbers as small as its cells. */
  private static final int MOST_NUMBERED = 60;

  private final String title;
  private final String model;
  private final String legend;
  private final List<String> below;
  private final TextUnits units;
  private final float[][] map;
  private final double scale;

  CaptionedMap(
      String title,
      String model,
      String legend,
      EdgeScore edgeScore,
      TextUnits units,
      float[][] map,
      List<String> facts) {
    this.title = title;
    this.model = model;
    this.legend = legend;
    this.below = Stream.concat(facts.stream(), Stream.of(Caution.of(edgeScore))).toList();
    this.units = units;
    this.map = map;
    this.scale = ScoreLabels.scale(edgeScore, units, map);
  }

  /**
   * Makes a map whose rows sum to 1.
   *
   * @param title says what it is
   * @param model name of the model, and what else is to be known of it; safe to show
   * @param legend the sentence that says how to read it, without the sums of its rows
   * @param caution the sentences that say how not to read it
   * @param map (units, units): rows look, columns are looked at
   */
  public CaptionedMap(
      String title, String model, String legend, String caution, TextUnits units, float[][] map) {
    this.title = Required.of("picture", "title", title);
    this.model = Required.of("picture", "model", model);
    this.below = List.of(Required.of("picture", "caution", caution));
    this.units = Required.of("picture", "units", units);
    this.legend = Required.of("picture", "legend", legend) + ScoreLabels.rowSums(units);
    this.map =
        Stream.of(Required.of("picture", "map", map)).map(float[]::clone).toArray(float[][]::new);
    this.scale = 1;
  }

  @Override
  public String text(Terminal terminal) {
    return HeadText.of(this, terminal);
  }

  @Override
  public String svg() {
    return HeadSvg.of(this);
  }

  String title() {
    return title;
  }

  String model() {
    return model;
  }

  /** Returns the sentence that says how to read the map. */
  String legend() {
    return legend;
  }

  /** Returns the sentences below the map, the caution last. */
  List<String> below() {
    return below;
  }

  TextUnits units() {
    return units;
  }

  /** Returns the numbers (units, units): rows look, columns are looked at. */
  float[][] map() {
    return map;
  }

  /** Returns the number with the strongest colour. */
  double scale() {
    return scale;
  }

  /** Whether the units are so many that numbers could not be read. */
  boolean isLarge() {
    return units.inText().size() > MOST_NUMBERED;
  }

  /** Returns the map as cells without numbers. */
  CellMap cells() {
    List<Integer> shown = units.inText();
    List<AddedUnits> added = AddedUnits.of(units);
    float[][] numbers = new float[shown.size()][shown.size()];
    double[][] masses = new double[shown.size()][added.size()];
    for (int row = 0; row < shown.size(); row++) {
      float[] from = map[shown.get(row)];
      for (int column = 0; column < shown.size(); column++) {
        numbers[row][column] = from[shown.get(column)];
      }
      for (int piece = 0; piece < added.size(); piece++) {
        masses[row][piece] = added.get(piece).mass(from);
      }
    }
    return new CellMap(
        title,
        List.of(model, legend, tooMany(shown.size())),
        below,
        shown.stream().map(unit -> Labels.label(units, unit)).toList(),
        added.stream().map(AddedUnits::label).toList(),
        numbers,
        masses);
  }

  private String tooMany(int count) {
    return "%s %s are too many for numbers in a map; --format tsv has all."
        .formatted(count, Labels.plural(units));
  }
}
