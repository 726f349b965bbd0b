package io.blick.core.attention;

/** At which key position each query stands: query t at key t + offset. */
public sealed interface Alignment {

  /** Query 0 stands at key 0. */
  record TopLeft() implements Alignment {}

  /**
   * The last query stands at the last key: offset S − T, as a cache of keys needs it. Where a mask
   * gives batch entries lengths, an entry's last key is the last of its length.
   */
  record BottomRight() implements Alignment {}

  /**
   * Query 0 stands at a given key.
   *
   * @param offset may be negative or beyond the last key
   */
  record At(int offset) implements Alignment {}

  /** Returns the alignment of a text attending to itself from its beginning. */
  static Alignment topLeft() {
    return new TopLeft();
  }

  /** Returns the alignment of queries that are the last of their keys. */
  static Alignment bottomRight() {
    return new BottomRight();
  }

  /** Returns the alignment in which query 0 stands at key {@code offset}. */
  static Alignment at(int offset) {
    return new At(offset);
  }

  /** Returns the key at which query {@code t} of {@code queries} stands. */
  default long position(int t, int queries, int keys) {
    return switch (this) {
      case TopLeft _ -> t;
      case BottomRight _ -> (long) t + keys - queries;
      case At(int offset) -> (long) t + offset;
    };
  }
}
