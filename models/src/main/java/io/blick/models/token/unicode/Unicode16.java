package io.blick.models.token.unicode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Characters as of Unicode 16.0, whatever the JVM's version is. A later version assigns code points
 * that were unassigned; assigned ones keep their case, decomposition and combining class.
 *
 * @see <a href="https://www.unicode.org/policies/stability_policy.html">Stability policies</a>
 */
final class Unicode16 {
  private static final int FIRST_UNASSIGNED = 0x378;

  // The beginnings and ends (exclusive) of assigned ranges in turn, ascending.
  private static final int[] EDGES = edges();

  private Unicode16() {}

  /**
   * Returns the category, as {@link Character#getType(int)}; that of an unassigned code point is
   * unassigned.
   */
  static int type(int code) {
    return isAssigned(code) ? Character.getType(code) : Character.UNASSIGNED;
  }

  /** Returns the lower-case form of a letter, or the code point itself if it has none. */
  static int lowerCase(int code) {
    int lower = Character.toLowerCase(code);
    return lower == code || isAssigned(code) ? lower : code;
  }

  /** Whether it is assigned. */
  static boolean isAssigned(int code) {
    if (code < FIRST_UNASSIGNED) {
      return true;
    }
    int at = Arrays.binarySearch(EDGES, code);
    // Found: an edge itself. Not found: inside a range if the edge before is a beginning.
    return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
  }

  private static int[] edges() {
    try (InputStream in = Unicode16.class.getResourceAsStream("unicode-16.txt")) {
      if (in == null) {
        throw new IllegalStateException("tokenizer: unicode-16.txt must be in the jar; got none");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMapToInt(Unicode16::edges)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IntStream edges(String range) {
    String[] ends = range.split("\\.\\.", -1);
    return IntStream.of(
        Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
  }
}
