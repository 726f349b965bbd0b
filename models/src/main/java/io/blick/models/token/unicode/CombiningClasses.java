package io.blick.models.token.unicode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The canonical combining classes of Unicode 9.0, by which marks on a letter are ordered. */
final class CombiningClasses {
  private static final String FILE = "combining-classes-9.txt";
  private static final int FIRST_MARK = 0x300;

  // Ranges, ascending: the first code point, the last, and the class.
  private static final int[][] RANGES = ranges();
  private static final int[] FIRSTS =
      Arrays.stream(RANGES).mapToInt(range -> range[0]).toArray();

  private CombiningClasses() {}

  /** Returns the class of a code point; 0 for one that begins a new letter. */
  static int of(int code) {
    if (code < FIRST_MARK) {
      return 0;
    }
    int at = Arrays.binarySearch(FIRSTS, code);
    int[] range = RANGES[at >= 0 ? at : Math.max(0, -at - 2)];
    return range[0] <= code && code <= range[1] ? range[2] : 0;
  }

  private static int[][] ranges() {
    try (InputStream in = CombiningClasses.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(
            "tokenizer: %s must be in the jar; got none".formatted(FILE));
      }
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
      return lines.stream().map(CombiningClasses::range).toArray(int[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] range(String line) {
    String[] parts = line.split(" ", -1);
    String[] ends = parts[0].split("\\.\\.", -1);
    return new int[] {
      Integer.parseInt(ends[0], 16),
      Integer.parseInt(ends[ends.length - 1], 16),
      Integer.parseInt(parts[1])
    };
  }
}
