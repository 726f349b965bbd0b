package io.blick.core.attention;

import io.blick.core.tensor.ShapeException;
import java.util.Arrays;

/** Which keys a query may look at: of each query one range of keys. */
public sealed interface Mask {

  /** Every query may look at every key. */
  record None() implements Mask {}

  /**
   * In batch entry b every query may look at the first {@code lengths[b]} keys; the rest is
   * padding.
   */
  final class Padding implements Mask {
    private final int[] lengths;

    private Padding(int[] lengths) {
      this.lengths = lengths;
    }

    private void fit(int batch, int keys) {
      boolean inside = Arrays.stream(lengths).allMatch(length -> length >= 0 && length <= keys);
      if (lengths.length != batch || !inside) {
        throw new ShapeException(
            "attention: padding must give each of %d batch entries a length from 0 to %d; got %s"
                .formatted(batch, keys, Arrays.toString(lengths)));
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Padding that && Arrays.equals(lengths, that.lengths);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(lengths);
    }

    @Override
    public String toString() {
      return "Padding" + Arrays.toString(lengths);
    }
  }

  /** Returns the mask that hides nothing. */
  static Mask none() {
    return new None();
  }

  /**
   * Returns the mask that hides what stands behind each batch entry's length.
   *
   * @param lengths keys of each batch entry that may be looked at (B)
   */
  static Mask padding(int... lengths) {
    return new Padding(lengths.clone());
  }

  /** Returns the first key that query {@code t} of batch entry {@code b} may look at. */
  default int firstKey(int b, int t) {
    return switch (this) {
      case None _, Padding _ -> 0;
    };
  }

  /**
   * Returns the key behind the last one that query {@code t} of batch entry {@code b} may look at.
   *
   * @param keys how many there are, S
   */
  default int endKey(int b, int t, int keys) {
    return switch (this) {
      case None _ -> keys;
      case Padding padding -> padding.lengths[b];
    };
  }

  /** Checks that the mask is for {@code batch} entries of at most {@code keys} keys. */
  default void check(int batch, int keys) {
    switch (this) {
      case None _ -> {}
      case Padding padding -> padding.fit(batch, keys);
    }
  }
}
