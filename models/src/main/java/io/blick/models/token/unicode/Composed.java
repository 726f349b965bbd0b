package io.blick.models.token.unicode;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Canonical composition (NFC) as of Unicode 9.0, as in the Hugging Face tokenizer: letters and
 * their marks become one character where there is one.
 *
 * <p>Places do not move with the marks, as there: each character that comes out has the place of
 * the first of those that it takes from the text, in the order of the text.
 *
 * @see <a href="https://www.unicode.org/reports/tr15/">Unicode Normalization Forms</a>
 */
public record Composed() implements Normaliser {
  private static final int FIRST_MARK = 0x300;
  private static final int NONE = -1;

  /** Characters of later versions that are put together of two: first and last of a range. */
  private static final int[] AFTER_UNICODE_9 = {
    0x105C9, 0x105E4, 0x11383, 0x113C8, 0x11938, 0x11938, 0x16121, 0x16128, 0x16D68, 0x16D6A
  };

  /** Characters that are no marks and join the one before them all the same, ascending. */
  private static final int[] JOINING = {
    0x9BE, 0x9D7, 0xB3E, 0xB56, 0xB57, 0xBBE, 0xBD7, 0xCC2, 0xCD5, 0xCD6, 0xD3E, 0xD57, 0xDCF,
    0xDDF, 0x102E, 0x1B35, 0x11127, 0x1133E, 0x11357, 0x114B0, 0x114BA, 0x114BD, 0x115AF
  };

  private static final int FIRST_VOWEL_OF_HANGUL = 0x1161;
  private static final int LAST_OF_HANGUL = 0x11C2;

  @Override
  public AlignedText apply(String text, int from, int to) {
    AlignedText read = new Unchanged().apply(text, from, to);
    for (int i = 0; i < read.size(); i++) {
      if (read.code(i) >= FIRST_MARK) {
        Parts parts = new Parts(read.size());
        parts.decompose(read);
        parts.order();
        return parts.composed(read);
      }
    }
    return read;
  }

  /** Returns the character that two become, or {@link #NONE}. */
  private static int composed(int first, int second) {
    if (CombiningClasses.of(second) == 0 && !joins(second)) {
      return NONE;
    }
    String both = Character.toString(first) + Character.toString(second);
    String one = Normalizer.normalize(both, Normalizer.Form.NFC);
    int code = one.codePointAt(0);
    return Character.charCount(code) == one.length() && !isLate(code) ? code : NONE;
  }

  private static boolean joins(int code) {
    return (code >= FIRST_VOWEL_OF_HANGUL && code <= LAST_OF_HANGUL)
        || Arrays.binarySearch(JOINING, code) >= 0;
  }

  private static boolean isLate(int code) {
    for (int i = 0; i < AFTER_UNICODE_9.length; i += 2) {
      if (AFTER_UNICODE_9[i] <= code && code <= AFTER_UNICODE_9[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** The characters of a text taken apart, each with how many more of the text it takes. */
  private static final class Parts {
    private int[] codes;
    // 0 for a part that takes its own character of the text, 1 for one that takes none of its own,
    // and below 0 for as many more as were joined to it.
    private int[] changes;
    private int size;

    Parts(int capacity) {
      codes = new int[capacity];
      changes = new int[capacity];
    }

    private void add(int code, int change) {
      if (size == codes.length) {
        codes = Arrays.copyOf(codes, 2 * size + 1);
        changes = Arrays.copyOf(changes, codes.length);
      }
      codes[size] = code;
      changes[size++] = change;
    }

    void decompose(AlignedText text) {
      for (int i = 0; i < text.size(); i++) {
        int code = text.code(i);
        if (code < 0xC0 || isLate(code) || !Unicode16.isAssigned(code)) {
          add(code, 0);
        } else {
          String all = Normalizer.normalize(Character.toString(code), Normalizer.Form.NFD);
          for (int at = 0; at < all.length(); at += Character.charCount(all.codePointAt(at))) {
            add(all.codePointAt(at), at == 0 ? 0 : 1);
          }
        }
      }
    }

    /** Sorts each run of marks by their classes, equal ones as they stand. */
    void order() {
      int end;
      for (int i = 0; i < size; i = end) {
        end = i + 1;
        if (CombiningClasses.of(codes[i]) != 0) {
          while (end < size && CombiningClasses.of(codes[end]) != 0) {
            end++;
          }
          order(i, end);
        }
      }
    }

    private void order(int from, int to) {
      // The class in the upper half and the place in the lower: a number that sorts as it should.
      long[] keys = new long[to - from];
      for (int i = from; i < to; i++) {
        keys[i - from] = ((long) CombiningClasses.of(codes[i]) << Integer.SIZE) | i;
      }
      Arrays.sort(keys);
      int[] sortedCodes = Arrays.stream(keys).mapToInt(key -> codes[(int) key]).toArray();
      int[] sortedChanges =
          Arrays.stream(keys).mapToInt(key -> changes[(int) key]).toArray();
      System.arraycopy(sortedCodes, 0, codes, from, sortedCodes.length);
      System.arraycopy(sortedChanges, 0, changes, from, sortedChanges.length);
    }

    /** Joins letters and marks, and gives each character its place. */
    AlignedText composed(AlignedText text) {
      int starter = NONE;
      int before = NONE;
      int kept = 0;
      for (int i = 0; i < size; i++) {
        int kind = CombiningClasses.of(codes[i]);
        boolean free = before == NONE || before < kind;
        int joined = starter != NONE && free ? Composed.composed(codes[starter], codes[i]) : NONE;
        if (joined != NONE) {
          codes[starter] = joined;
          changes[starter] += changes[i] - 1;
        } else {
          if (kind == 0) {
            starter = kept;
            before = NONE;
          } else {
            before = kind;
          }
          codes[kept] = codes[i];
          changes[kept++] = changes[i];
        }
      }
      return placed(text, kept);
    }

    private AlignedText placed(AlignedText text, int kept) {
      AlignedText result = new AlignedText(kept);
      int next = 0;
      for (int i = 0; i < kept; i++) {
        int place = Math.max(0, changes[i] > 0 ? next - 1 : next);
        place = Math.min(place, text.size() - 1);
        result.add(codes[i], text.start(place), text.end(place));
        next += changes[i] > 0 ? 0 : 1 - changes[i];
      }
      return result;
    }
  }
}
