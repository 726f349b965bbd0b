package io.blick.lens.trace;

import io.blick.lens.text.Visible;

/** The names of a text's units, as the error lists them when a name means none of them. */
final class UnitNames {
  private UnitNames() {}

  static TextException notFound(TextUnits units, String name) {
    String kind = switch (units.granularity()) {
      case WORDS -> "word";
      case PIECES -> "piece";
    };
    return new TextException(
        Visible.text("%ss: the name must be that of a %s of the text; got %s; there are %s"
            .formatted(kind, kind, name, String.join(", ", units.names()))));
  }
}
