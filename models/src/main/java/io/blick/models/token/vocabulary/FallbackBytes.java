package io.blick.models.token.vocabulary;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The pieces of single bytes, spelled {@code <0x00>} to {@code <0xFF>}, by which a vocabulary of
 * characters spells those that it lacks.
 */
public final class FallbackBytes {
  /** No such piece. */
  public static final int NONE = -1;

  private static final int BYTES = 256;
  private static final int LENGTH = "<0x00>".length();
  private static final int DIGITS_AT = "<0x".length();
  private static final int HEX = 16;

  private final int[] rows = new int[BYTES];

  private FallbackBytes() {}

  /** Returns no pieces: nothing falls back. */
  public static FallbackBytes none() {
    FallbackBytes bytes = new FallbackBytes();
    Arrays.fill(bytes.rows, NONE);
    return bytes;
  }

  /**
   * Returns the pieces of a vocabulary.
   *
   * @param row returns the row of a spelling, if it is a piece
   */
  public static FallbackBytes of(Function<String, OptionalInt> row) {
    FallbackBytes bytes = new FallbackBytes();
    HexFormat digits = HexFormat.of().withUpperCase();
    for (int value = 0; value < BYTES; value++) {
      bytes.rows[value] =
          row.apply("<0x" + digits.toHexDigits((byte) value) + ">").orElse(NONE);
    }
    return bytes;
  }

  /** Returns the row of a byte, from 0 to 255, or {@link #NONE}. */
  public int row(int value) {
    return rows[value];
  }

  /** Returns the byte that a spelling stands for, if it is the spelling of one. */
  public static OptionalInt value(String spelling) {
    if (spelling.length() != LENGTH || !spelling.startsWith("<0x") || !spelling.endsWith(">")) {
      return OptionalInt.empty();
    }
    int high = Character.digit(spelling.charAt(DIGITS_AT), HEX);
    int low = Character.digit(spelling.charAt(DIGITS_AT + 1), HEX);
    return high < 0 || low < 0 ? OptionalInt.empty() : OptionalInt.of(HEX * high + low);
  }
}
