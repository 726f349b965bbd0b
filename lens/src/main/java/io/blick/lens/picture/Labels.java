package io.blick.lens.picture;

import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.TextUnits;
import java.util.List;

/** What units and models are called in pictures: safe to show, and not too wide. */
final class Labels {
  /** A word may take so many columns before it is cut. */
  private static final int WIDEST = 24;

  private Labels() {}

  static String label(TextUnits units, int index) {
    return shown(units.shown(index));
  }

  static String shown(String text) {
    return Columns.cut(Visible.text(text), WIDEST);
  }

  static String many(TextUnits units) {
    return switch (units.unit()) {
      case WORDS -> "words";
      case PIECES -> "pieces";
    };
  }

  static String one(TextUnits units) {
    return switch (units.unit()) {
      case WORDS -> "word";
      case PIECES -> "piece";
    };
  }

  static String model(HeadMaps maps) {
    return "%s · %s layers × %s heads · by %s"
        .formatted(Visible.text(maps.model()), maps.layers(), maps.heads(), many(maps.units()));
  }

  /** Returns the columns of the widest label, 0 if there is none. */
  static int widest(TextUnits units, List<Integer> indices) {
    return indices.stream().mapToInt(i -> Columns.of(label(units, i))).max().orElse(0);
  }
}
