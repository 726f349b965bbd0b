package io.blick.lens.ablation.output;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.output.OutputChange.ChangedClass;
import io.blick.lens.ablation.output.OutputChange.ClassChange;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextHead.ClassHead;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The classes of a text, as a score for each.
 *
 * @param head the classifier
 */
record ClassMeasure(ClassHead head) implements OutputMeasure<double[]> {

  @Override
  public double[] read(Ops ops, Tensor hidden, Batch batch) {
    return Probabilities.scores(
        head.kind(), head.logits(ops, hidden, batch).at(0).toDoubles());
  }

  @Override
  public ClassChange change(double[] before, double[] after) {
    double sum = ScoreDistances.sumOfDifferences(before, after);
    double distance = switch (head.kind()) {
      case ONE -> sum / 2;
      case MANY, SCORE -> sum / before.length;
    };
    int first = first(before);
    return new ClassChange(
        head.kind(), classes(before, after), distance, before[first] - after[first]);
  }

  private List<ChangedClass> classes(double[] before, double[] after) {
    return IntStream.range(0, before.length)
        .mapToObj(k -> new ChangedClass(head.labels().get(k), (float) before[k], (float) after[k]))
        .toList();
  }

  /** Returns the class with the largest score, as floats; of equal ones the first. */
  private static int first(double[] scores) {
    return ScoreDistances.largest(
        Arrays.stream(scores).map(score -> (float) score).toArray());
  }
}
