package io.blick.lens.trace;

import io.blick.lens.text.Visible;

/** Says that a name means no unit of a text, and which names there are. */
final class UnitNames {
  private UnitNames() {}

  static TextException absent(TextUnits units, String name) {
    String kind = switch (units.unit()) {
      case WORDS -> "word";
      case PIECES -> "piece";
    };
    return new TextException(
        Visible.text("%ss: the name must be that of a %s of the text; got %s; there are %s"
            .formatted(kind, kind, name, String.join(", ", units.names()))));
  }
}
