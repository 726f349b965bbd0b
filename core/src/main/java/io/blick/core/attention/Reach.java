package io.blick.core.attention;

/** The extent of a window to one side of a query's own position. */
public sealed interface Reach {

  /** To the end of the keys. */
  record Open() implements Reach {}

  /**
   * A number of keys beyond the query's own position.
   *
   * @param keys at least 0
   */
  record Keys(int keys) implements Reach {
    /** Checks the number. */
    public Keys {
      if (keys < 0) {
        throw new IllegalArgumentException("window: keys must be at least 0; got " + keys);
      }
    }
  }

  /** Returns the reach to the end of the keys. */
  static Reach open() {
    return new Open();
  }

  /** Returns the reach of some keys beyond the query's own position. */
  static Reach of(int keys) {
    return new Keys(keys);
  }

  /** Returns the first key of a window to the left of {@code position}. */
  default long first(long position) {
    return switch (this) {
      case Open _ -> 0;
      case Keys(int keys) -> position - keys;
    };
  }

  /** Returns the key after the last one of a window to the right of {@code position}. */
  default long end(long position) {
    return switch (this) {
      case Open _ -> Long.MAX_VALUE;
      case Keys(int keys) -> position + keys + 1;
    };
  }
}
