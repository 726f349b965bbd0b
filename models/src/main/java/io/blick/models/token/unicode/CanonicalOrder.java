package io.blick.models.token.unicode;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The canonical order of several marks on one letter: by combining class, as canonical
 * decomposition requires. Most marks are removed afterwards, so that their order does not matter;
 * this class is for the few that stay and change places (Hangul tone marks, musical stems).
 *
 * <p>The JVM orders marks, but it gives neither their classes nor the origin of each mark, and
 * needs time quadratic in the length of a run of marks. So the order of classes is found by asking
 * the JVM whether two marks are in order.
 *
 * @see <a href="https://www.unicode.org/reports/tr15/">Unicode Normalization Forms</a>
 */
final class CanonicalOrder {
  private static final int MARK_OF_HIGHEST_CLASS = 0x345;

  /**
   * Ranges of marks that Unicode 9.0 introduced. The Hugging Face tokenizer orders them, though its
   * categories are those of Unicode 8.0.
   */
  private static final int[] OF_UNICODE_9 = {
    0x8D4, 0x8E1, 0x1DFB, 0x1DFB, 0x11442, 0x11442, 0x11446, 0x11446, 0x11C3F, 0x11C3F, 0x1E000,
    0x1E02A, 0x1E944, 0x1E94A
  };

  private CanonicalOrder() {}

  /**
   * Sorts the marks of a decomposed text. As in the Hugging Face tokenizer, places in the text do
   * not move with the marks: the first part of a character gets the next place in the text, a
   * following part that of the part before it.
   *
   * @param following the parts that are not the first of their character
   */
  static void restore(AlignedText parts, BitSet following) {
    int done = 0;
    for (int i = 0; i < parts.size(); i++) {
      int code = parts.code(i);
      if (isMark(code) && !CharacterKinds.isNonspacingMark(code) && moves(code)) {
        int from = i;
        while (from > done && isMark(parts.code(from - 1)) && moves(parts.code(from - 1))) {
          from--;
        }
        done = i + 1;
        while (done < parts.size() && isMark(parts.code(done)) && moves(parts.code(done))) {
          done++;
        }
        order(parts, following, from, done);
        i = done - 1;
      }
    }
  }

  private static void order(AlignedText parts, BitSet following, int from, int to) {
    Map<Integer, Integer> ranks = ranks(parts, from, to);
    int[] sorted = IntStream.range(from, to)
        .boxed()
        .sorted(Comparator.comparing(i -> ranks.get(parts.code(i))))
        .mapToInt(i -> i)
        .toArray();
    AlignedText ordered = new AlignedText(to - from);
    int place = from - 1;
    for (int part : sorted) {
      if (!following.get(part)) {
        place = following.nextClearBit(place + 1);
      }
      ordered.add(parts.code(part), parts.start(place), parts.end(place));
    }
    for (int i = from; i < to; i++) {
      parts.set(i, ordered.code(i - from), ordered.start(i - from), ordered.end(i - from));
    }
  }

  /** Returns a rank for each mark, in the order of combining classes. */
  private static Map<Integer, Integer> ranks(AlignedText parts, int from, int to) {
    List<Integer> marks = IntStream.range(from, to)
        .map(parts::code)
        .distinct()
        .boxed()
        .sorted((a, b) -> Boolean.compare(mustPrecede(b, a), mustPrecede(a, b)))
        .toList();
    Map<Integer, Integer> ranks = new HashMap<>();
    int rank = 0;
    for (int i = 0; i < marks.size(); i++) {
      if (i > 0 && mustPrecede(marks.get(i - 1), marks.get(i))) {
        rank++;
      }
      ranks.put(marks.get(i), rank);
    }
    return ranks;
  }

  private static boolean isKnown(int mark) {
    if (!CharacterKinds.isAfterUnicode8(mark)) {
      return true;
    }
    for (int i = 0; i < OF_UNICODE_9.length; i += 2) {
      if (OF_UNICODE_9[i] <= mark && mark <= OF_UNICODE_9[i + 1]) {
        return true;
      }
    }
    return false;
  }

  private static boolean mustPrecede(int one, int other) {
    String reversed = Character.toString(other) + Character.toString(one);
    return !Normalizer.isNormalized(reversed, Normalizer.Form.NFD);
  }

  private static boolean moves(int mark) {
    return mark == MARK_OF_HIGHEST_CLASS
        || (isKnown(mark) && mustPrecede(mark, MARK_OF_HIGHEST_CLASS));
  }

  private static boolean isMark(int code) {
    int type = Unicode16.type(code);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
