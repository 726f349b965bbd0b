package io.blick.lens.coreference;

import io.blick.lens.corpus.GapExample;
import io.blick.lens.corpus.GapExample.Mention;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.List;
import java.util.Optional;

/**
 * An example with one right name as a model reads it.
 *
 * @param encoding its pieces and words
 * @param pronoun indices of the pronoun's pieces
 * @param right indices of the pieces of the name that it means
 * @param wrong indices of the pieces of the other name
 */
record PronounCase(
    Encoding encoding, List<Integer> pronoun, List<Integer> right, List<Integer> wrong) {

  /** Returns the case of an example, if each of its three places has a piece. */
  static Optional<PronounCase> of(GapExample example, Encoding encoding) {
    List<Integer> a = pieces(encoding, example.a());
    List<Integer> b = pieces(encoding, example.b());
    List<Integer> pronoun = pieces(encoding, example.pronoun());
    if (a.isEmpty() || b.isEmpty() || pronoun.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        example.meansA()
            ? new PronounCase(encoding, pronoun, a, b)
            : new PronounCase(encoding, pronoun, b, a));
  }

  /** Returns all pieces of the words of which some piece stands at least partly in a place. */
  private static List<Integer> pieces(Encoding encoding, Mention mention) {
    return encoding.words().stream()
        .filter(word ->
            word.pieces().stream().anyMatch(i -> touches(encoding.pieces().get(i), mention)))
        .map(Word::pieces)
        .flatMap(List::stream)
        .toList();
  }

  private static boolean touches(Piece piece, Mention mention) {
    return switch (piece) {
      case Piece.InText own -> own.start() < mention.end() && own.end() > mention.start();
      case Piece.Added _ -> false;
    };
  }

  /**
   * Whether a row of weights that is the sum over the pronoun's pieces looks more at the right name
   * than at the other, each the sum over its pieces. (Word by word it would be the mean over the
   * pronoun's pieces: both names divided by the same.)
   */
  boolean isHit(double[] weights) {
    return sum(weights, right) > sum(weights, wrong);
  }

  private static double sum(double[] weights, List<Integer> pieces) {
    double sum = 0;
    for (int s : pieces) {
      sum += weights[s];
    }
    return sum;
  }

  boolean firstIsRight() {
    return right.getFirst() < wrong.getFirst();
  }

  boolean nearestIsRight() {
    int toRight = distance(right);
    int toWrong = distance(wrong);
    return toRight == toWrong ? firstIsRight() : toRight < toWrong;
  }

  private int distance(List<Integer> name) {
    int least = Integer.MAX_VALUE;
    for (int t : pronoun) {
      for (int s : name) {
        least = Math.min(least, Math.abs(t - s));
      }
    }
    return least;
  }
}
