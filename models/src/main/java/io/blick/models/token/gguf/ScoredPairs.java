package io.blick.models.token.gguf;

import io.blick.models.token.bpe.BytePieces;
import io.blick.models.token.bpe.Merges;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The merges of a vocabulary that has no list of them, but a score for each piece: of every piece
 * all pairs of pieces that it may be put together of. Larger scores come first; pairs whose pieces
 * have the same are of the same rank.
 */
final class ScoredPairs {
  private final BytePieces vocabulary;
  private final GgufTokens tokens;
  private long[] pairs = new long[1024];
  private int[] made = new int[1024];
  private int[] ranks = new int[1024];
  private int size;

  private ScoredPairs(GgufTokens tokens, BytePieces vocabulary) {
    this.tokens = tokens;
    this.vocabulary = vocabulary;
  }

  static Merges of(GgufTokens tokens, double[] scores, BytePieces vocabulary) {
    ScoredPairs all = new ScoredPairs(tokens, vocabulary);
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    for (int row = 0; row < tokens.size(); row++) {
      if (tokens.isOfWords(row)) {
        all.add(row, sorted.length - firstOf(sorted, scores[row]));
      }
    }
    return new Merges(
        Arrays.copyOf(all.pairs, all.size),
        Arrays.copyOf(all.made, all.size),
        Arrays.copyOf(all.ranks, all.size));
  }

  /** Returns the first place of a score, so that equal ones have the same. */
  private static int firstOf(double[] sorted, double score) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void add(int row, int rank) {
    String spelling = tokens.spellings().get(row);
    for (int at = 1; at < spelling.length(); at++) {
      if (Character.isLowSurrogate(spelling.charAt(at))) {
        continue;
      }
      OptionalInt left = vocabulary.row(spelling.substring(0, at));
      OptionalInt right =
          left.isPresent() ? vocabulary.row(spelling.substring(at)) : OptionalInt.empty();
      if (right.isPresent()
          && tokens.isOfWords(left.getAsInt())
          && tokens.isOfWords(right.getAsInt())) {
        add(Merges.pair(left.getAsInt(), right.getAsInt()), row, rank);
      }
    }
  }

  private void add(long pair, int row, int rank) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * size);
      made = Arrays.copyOf(made, 2 * size);
      ranks = Arrays.copyOf(ranks, 2 * size);
    }
    pairs[size] = pair;
    made[size] = row;
    ranks[size++] = rank;
  }
}
