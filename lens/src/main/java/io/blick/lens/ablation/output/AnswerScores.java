package io.blick.lens.ablation.output;

import io.blick.core.tensor.Tensor;
import io.blick.models.task.Answerer;
import io.blick.models.text.Probabilities;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The probabilities that an answer begins and ends at each piece of a text, as the command that
 * answers questions has them, which reads a text of this length at once.
 */
final class AnswerScores {
  private static final Comparator<Span> BEST_FIRST = Comparator.comparingDouble(Span::score)
      .reversed()
      .thenComparingInt(Span::first)
      .thenComparingInt(Span::last);

  // For each piece of the text the index of its word, ascending (n).
  private final int[] words;
  // Of the pieces of the text, and behind them of the piece that the model puts first (n, n + 1).
  private final double[] starts;
  private final double[] ends;

  private AnswerScores(int[] words, double[] starts, double[] ends) {
    this.words = words;
    this.starts = starts;
    this.ends = ends;
  }

  /**
   * A stretch of whole words.
   *
   * @param first index of its first word
   * @param last index of its last word
   * @param score the largest product of a begin in the one and an end in the other
   */
  record Span(int first, int last, double score) {}

  /**
   * Reads the logits of a pair, question and text.
   *
   * @param logits of each piece: that an answer begins there, and that one ends there (N, 2)
   */
  static AnswerScores of(Encoding pair, Tensor logits) {
    int[] text = IntStream.range(0, pair.pieces().size())
        .filter(i -> pair.pieces().get(i) instanceof Piece.InText in && in.segment() == 2)
        .toArray();
    IntStream none =
        pair.pieces().getFirst() instanceof Piece.Added ? IntStream.of(0) : IntStream.empty();
    int[] rows = IntStream.concat(Arrays.stream(text), none).toArray();
    return new AnswerScores(
        Arrays.stream(text).map(i -> pair.pieces().get(i).word()).toArray(),
        probabilities(logits, rows, 0),
        probabilities(logits, rows, 1));
  }

  private static double[] probabilities(Tensor logits, int[] rows, int column) {
    return Probabilities.softmax(
        Arrays.stream(rows).mapToDouble(row -> logits.at(row).get(column)).toArray());
  }

  /** Returns the mean of two total variations: of where an answer begins, and of where it ends. */
  double distance(AnswerScores other) {
    double begins = ScoreDistances.totalVariation(starts, other.starts);
    return (begins + ScoreDistances.totalVariation(ends, other.ends)) / 2;
  }

  /** Returns the best stretch; of equal ones the one that begins first, then the shorter one. */
  Span best() {
    return IntStream.range(0, words.length)
        .boxed()
        .flatMap(this::from)
        .min(BEST_FIRST)
        .orElseThrow();
  }

  /** Returns the stretches that begin at a piece. */
  private Stream<Span> from(int i) {
    return IntStream.range(i, Math.min(words.length, i + Answerer.MOST_ANSWER_PIECES))
        .mapToObj(j -> new Span(words[i], words[j], starts[i] * ends[j]));
  }

  /** Returns the score of a stretch from its first word to its last. */
  double score(int first, int last) {
    return IntStream.range(0, words.length)
        .filter(i -> words[i] == first)
        .boxed()
        .flatMap(this::from)
        .filter(span -> span.last() == last)
        .mapToDouble(Span::score)
        .max()
        .orElse(0);
  }
}
