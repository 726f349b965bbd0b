package io.blick.models.sentence;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import io.blick.models.text.SentencePrompts;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.PooledPieces;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The vector of a text: its pieces pooled, then a sequence of steps.
 *
 * @param model the model's name, for errors
 * @param poolings one or more; their results are concatenated
 * @param steps the steps after the pooling
 * @param longest maximum number of pieces of a text, if the folder has a limit of its own
 * @param prompts the folder's prompts
 */
record SentenceVector(
    String model,
    List<Pooling> poolings,
    List<SentenceStep> steps,
    OptionalInt longest,
    SentencePrompts prompts)
    implements TextHead.SentenceHead {
  static final String NUMBERS = "the numbers of the sentence embedding";

  @Override
  public Tensor embed(Ops ops, Tensor hidden, Batch batch, int leftOut) {
    if (!fits(batch)) {
      throw new IllegalArgumentException(
          "embedding: a text must have at most %d pieces, where the folder of %s cuts it; got %d"
              .formatted(longest.orElseThrow(), model, batch.longest()));
    }
    batch.sequences().check("embedding: hidden", hidden);
    Tensor x = leftOut == 0
        ? pooled(ops, hidden, batch.sequences(), 0)
        : pooledWithout(ops, hidden, batch.sequences(), leftOut);
    for (SentenceStep step : steps) {
      x = step.apply(model, ops, x);
    }
    return Finite.checked(model, NUMBERS, x);
  }

  @Override
  public PooledPieces pooledPieces() {
    if (poolings.equals(List.of(Pooling.CLS))) {
      return PooledPieces.FIRST;
    }
    return poolings.equals(List.of(Pooling.LAST)) ? PooledPieces.LAST : PooledPieces.ALL;
  }

  /** Returns the vectors of the pieces that follow those of a prompt. */
  private Tensor pooledWithout(Ops ops, Tensor hidden, Sequences texts, int leftOut) {
    int[] lengths = new int[texts.count()];
    Arrays.setAll(lengths, b -> texts.length(b) - leftOut);
    int[] rows = IntStream.range(0, lengths.length)
        .flatMap(b -> IntStream.range(texts.start(b) + leftOut, texts.start(b) + texts.length(b)))
        .toArray();
    if (Arrays.stream(lengths).anyMatch(length -> length < 1)) {
      throw new IllegalArgumentException(
          "embedding: a text must have a piece behind those of the prompt, %d, which are left out;"
                  .formatted(leftOut)
              + " got none");
    }
    Tensor kept = ops.gather(hidden, Tensor.of(rows, rows.length));
    return pooled(ops, kept, Sequences.of(lengths), leftOut);
  }

  private Tensor pooled(Ops ops, Tensor hidden, Sequences texts, int before) {
    List<Tensor> parts = poolings.stream()
        .map(pooling -> pooling.pool(ops, hidden, texts, before))
        .toList();
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int width = hidden.size(1);
    int all = parts.size() * width;
    double[] joined = new double[texts.count() * all];
    for (int p = 0; p < parts.size(); p++) {
      double[] part = parts.get(p).toDoubles();
      for (int b = 0; b < texts.count(); b++) {
        System.arraycopy(part, b * width, joined, b * all + p * width, width);
      }
    }
    return Pooling.like(hidden, joined, texts.count(), all);
  }
}
