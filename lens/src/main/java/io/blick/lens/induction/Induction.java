package io.blick.lens.induction;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Induction heads (Olsson et al. 2022, arXiv 2209.11895), previous-token and duplicate-token heads:
 * sequences of n random pieces are said twice, and of each head the weights of the second saying
 * are averaged. Query n + j of 2 n pieces looks for j + 1 (induction), n + j − 1 (previous) and j
 * (duplicate). A head that spreads evenly gives each 1 / (n + j + 1).
 *
 * @param model its name
 * @param repeats the number of sequences
 * @param length n, pieces of a saying
 * @param seed of the pieces
 * @param heads the largest induction first; among equals the lower layer, then the lower head
 * @param uniform what a head that spreads evenly over what it sees would score, on all three
 * @param first mean −ln p of the pieces of the first saying that have one before them, in nats
 * @param second of those of the second saying
 * @param silenced the heads that were silenced, those of the largest induction
 * @param secondSilenced {@code second} with them silenced
 */
public record Induction(
    String model,
    int repeats,
    int length,
    long seed,
    List<InductionHead> heads,
    double uniform,
    double first,
    double second,
    List<Head> silenced,
    double secondSilenced) {
  /** The number of heads that are silenced. */
  public static final int SILENCED = 5;

  /** Copies the lists. */
  public Induction {
    heads = List.copyOf(heads);
    silenced = List.copyOf(silenced);
  }

  /**
   * Measures on the caller's threads. Memory does not grow with the number of sequences.
   *
   * @param repeats at least 1
   * @param length at least 2; twice as many pieces must fit the model
   * @throws IllegalArgumentException if the model has no next-piece head, or a number is none of
   *     these
   */
  public static Induction on(
      Parallel threads, TextModel model, int repeats, int length, long seed) {
    Required.of("induction", "threads", threads);
    Required.of("induction", "model", model);
    TextHead.NextPieceHead head = model
        .head(TextHead.NextPieceHead.class)
        .orElseThrow(
            () -> new IllegalArgumentException("induction: the model must read from left to right; "
                + model.name() + " does not; name a causal language model"));
    if (repeats < 1 || length < 2 || !model.fits(2 * length)) {
      throw new IllegalArgumentException(
          "induction: repeats must be at least 1 and length from 2 to %d; got %d and %d"
              .formatted(model.positions() / 2, repeats, length));
    }
    List<int[]> sequences = RepeatedPieces.of(model.tokenizer(), repeats, length, seed);
    var run = new InductionRun(model, head, sequences);
    var losses = run.losses(threads, Set.of());
    List<InductionHead> heads = run.heads().stream()
        .sorted(Comparator.comparingDouble((InductionHead one) -> -one.induction()))
        .toList();
    List<Head> silenced =
        heads.stream().limit(SILENCED).map(InductionHead::head).toList();
    var without = new InductionRun(model, head, sequences)
        .losses(threads, silenced.stream().collect(Collectors.toSet()));
    return new Induction(
        model.name(),
        repeats,
        length,
        seed,
        heads,
        uniform(length),
        losses.first(),
        losses.second(),
        silenced,
        without.second());
  }

  private static double uniform(int length) {
    double sum = 0;
    for (int j = 0; j < length; j++) {
      sum += 1.0 / (length + j + 1);
    }
    return sum / length;
  }
}
