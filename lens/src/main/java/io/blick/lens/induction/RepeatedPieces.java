package io.blick.lens.induction;

import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sequences of random pieces, each said twice. A piece is drawn among those of the vocabulary that
 * have text of their own: special pieces, and parts of a character that spell none alone, are left
 * out, since they do not stand in running text. No piece comes twice in one saying, so that each
 * has one first occurrence.
 */
final class RepeatedPieces {
  private RepeatedPieces() {}

  static List<int[]> of(Tokenizer tokenizer, int repeats, int length, long seed) {
    int[] ordinary = IntStream.range(0, tokenizer.size())
        .filter(id -> isOrdinary(tokenizer, id))
        .toArray();
    if (ordinary.length < length) {
      throw new IllegalArgumentException(
          "induction: the length must be at most %d, the ordinary pieces of the vocabulary; got %d"
              .formatted(ordinary.length, length));
    }
    var random = new SplittableRandom(seed);
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      all.add(twice(ordinary, length, random));
    }
    return all;
  }

  private static boolean isOrdinary(Tokenizer tokenizer, int id) {
    if (tokenizer.isSpecial(id)) {
      return false;
    }
    String text = tokenizer.text(List.of(id));
    return !text.isBlank() && text.indexOf('\uFFFD') < 0;
  }

  /** The first draws of a Fisher–Yates shuffle, twice over. */
  private static int[] twice(int[] ordinary, int length, SplittableRandom random) {
    int[] sequence = new int[2 * length];
    for (int i = 0; i < length; i++) {
      int at = random.nextInt(i, ordinary.length);
      int piece = ordinary[at];
      ordinary[at] = ordinary[i];
      ordinary[i] = piece;
      sequence[i] = piece;
      sequence[length + i] = piece;
    }
    return sequence;
  }
}
