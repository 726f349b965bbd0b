package io.blick.lens.picture;

import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.TextUnits;
import java.util.List;

/** The names of units and models in pictures, safe to show and not too wide. */
final class Labels {
  /** Columns at which a word is cut. */
  private static final int MOST_COLUMNS = 24;

  private Labels() {}

  /** Returns a unit; of equal words each but the first with its number, as {@code the#2}. */
  static String label(TextUnits units, int index) {
    return visible(units.surface(index)) + units.suffix(index);
  }

  static String visible(String text) {
    return Columns.cut(Visible.text(text), MOST_COLUMNS);
  }

  static String plural(TextUnits units) {
    return switch (units.granularity()) {
      case WORDS -> "words";
      case PIECES -> "pieces";
    };
  }

  static String singular(TextUnits units) {
    return switch (units.granularity()) {
      case WORDS -> "word";
      case PIECES -> "piece";
    };
  }

  static String model(HeadMaps maps) {
    String windows = maps.window().isPresent()
        ? " · in windows of %d pieces, 0 outside".formatted(maps.window().getAsInt())
        : "";
    return "%s · %s layers × %s heads · by %s%s"
        .formatted(
            Visible.text(maps.model()), maps.layers(), maps.heads(), plural(maps.units()), windows);
  }

  /** Returns the width of the widest label; 0 if there are none. */
  static int widest(TextUnits units, List<Integer> indices) {
    return indices.stream().mapToInt(i -> Columns.of(label(units, i))).max().orElse(0);
  }
}
