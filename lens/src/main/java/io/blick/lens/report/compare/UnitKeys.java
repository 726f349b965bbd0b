package io.blick.lens.report.compare;

import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of units: units of two sides are the same if their keys are equal. */
final class UnitKeys {
  private UnitKeys() {}

  /** The characters of a unit, as they are shown. */
  private record Shown(boolean added, String surface) {}

  /** Where a unit stands; how many before it stand there too tells those that share a place. */
  private record Place(int segment, int start, int end, int before) {}

  /** Who adds a unit: a side alone, where the sides add unequally many, else both. */
  enum Owner {
    FIRST,
    SECOND,
    BOTH
  }

  /** The place of a unit that a model adds, among all that it adds. */
  private record Added(Owner owner, int number) {}

  /** Returns the keys of units that are the same if they are shown the same. */
  static List<Object> shown(TextUnits units) {
    Set<Integer> added = new HashSet<>(units.added());
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      keys.add(new Shown(added.contains(i), units.surface(i)));
    }
    return keys;
  }

  /**
   * Returns the keys of units that are the same if they cover the same characters.
   *
   * @param owner of the units that the model adds
   */
  static List<Object> places(Reading reading, TextUnits units, Owner owner) {
    Map<Object, Integer> before = new HashMap<>();
    List<Object> keys = new ArrayList<>();
    int added = 0;
    for (int i = 0; i < units.size(); i++) {
      keys.add(
          switch (first(reading.encoding(), units, i)) {
            case Piece.Added _ -> new Added(owner, added++);
            case Piece.InText piece -> {
              int end = end(reading.encoding(), units, i, piece);
              int number =
                  before.merge(List.of(piece.segment(), piece.start(), end), 1, Integer::sum);
              yield new Place(piece.segment(), piece.start(), end, number);
            }
          });
    }
    return keys;
  }

  private static Piece first(Encoding encoding, TextUnits units, int unit) {
    return encoding.pieces().get(units.pieces(unit).getFirst());
  }

  private static int end(Encoding encoding, TextUnits units, int unit, Piece.InText first) {
    return switch (units.granularity()) {
      // An uncased model's last piece may end before a mark that belongs to the word.
      case WORDS -> first.start() + units.surface(unit).length();
      case PIECES ->
        encoding.pieces().get(units.pieces(unit).getLast()) instanceof Piece.InText last
            ? last.end()
            : first.end();
    };
  }
}
