package io.blick.models.sentence;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import io.blick.models.text.TextModel;
import java.util.List;
import java.util.OptionalInt;

/**
 * The vector of a text: its pieces pooled, then a sequence of steps.
 *
 * @param model the model's name, for errors
 * @param poolings one or more; their results are concatenated
 * @param steps the steps after the pooling
 * @param longest maximum number of pieces of a text, if the folder has a limit of its own
 */
record SentenceVector(
    String model, List<Pooling> poolings, List<SentenceStep> steps, OptionalInt longest)
    implements TextModel.SentenceHead {
  static final String NUMBERS = "the numbers of the sentence embedding";

  @Override
  public Tensor embed(Ops ops, Tensor hidden, Batch batch) {
    if (!fits(batch)) {
      throw new IllegalArgumentException(
          "embedding: a text must have at most %d pieces, where the folder of %s cuts it; got %d"
              .formatted(longest.orElseThrow(), model, batch.longest()));
    }
    Tensor x = pooled(ops, hidden, batch.lengths());
    for (SentenceStep step : steps) {
      x = step.apply(model, ops, x);
    }
    return Finite.checked(model, NUMBERS, x);
  }

  @Override
  public boolean fits(Batch batch) {
    return longest.isEmpty() || batch.longest() <= longest.getAsInt();
  }

  private Tensor pooled(Ops ops, Tensor hidden, int... lengths) {
    List<Tensor> parts =
        poolings.stream().map(pooling -> pooling.pool(ops, hidden, lengths)).toList();
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int width = hidden.size(2);
    int all = parts.size() * width;
    double[] joined = new double[lengths.length * all];
    for (int p = 0; p < parts.size(); p++) {
      double[] part = parts.get(p).toDoubles();
      for (int b = 0; b < lengths.length; b++) {
        System.arraycopy(part, b * width, joined, b * all + p * width, width);
      }
    }
    return Pooling.like(hidden, joined, lengths.length, all);
  }
}
