package io.blick.core.attention;

/** The key position of each query: query t is at key t + offset. */
public sealed interface Alignment {

  /** Query 0 is at key 0. */
  record TopLeft() implements Alignment {}

  /**
   * The last query is at the last key: offset S − T, as with a cache of keys. Where a mask gives
   * batch entries lengths, an entry's last key is the last of its length.
   */
  record BottomRight() implements Alignment {}

  /**
   * Query 0 is at a given key.
   *
   * @param offset may be negative or beyond the last key
   */
  record At(int offset) implements Alignment {}

  /** Returns the alignment in which query 0 is at key 0. */
  static Alignment topLeft() {
    return new TopLeft();
  }

  /** Returns the alignment in which the last query is at the last key. */
  static Alignment bottomRight() {
    return new BottomRight();
  }

  /** Returns the alignment in which query 0 is at key {@code offset}. */
  static Alignment at(int offset) {
    return new At(offset);
  }

  /** Returns the key position of query {@code t} of {@code queries}. */
  default long position(int t, int queries, int keys) {
    return switch (this) {
      case TopLeft _ -> t;
      case BottomRight _ -> (long) t + keys - queries;
      case At(int offset) -> (long) t + offset;
    };
  }
}
