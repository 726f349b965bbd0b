package io.blick.lens.ablation.output;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.output.OutputChange.VectorChange;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead.SentenceHead;
import java.util.Arrays;

/**
 * The vector of a text.
 *
 * @param head makes it
 */
record VectorMeasure(SentenceHead head) implements OutputMeasure<float[]> {

  @Override
  public float[] read(Ops ops, Tensor hidden, Batch batch) {
    return head.embed(ops, hidden, batch).at(0).toFloats();
  }

  @Override
  public VectorChange change(float[] before, float[] after) {
    if (Arrays.equals(before, after)) {
      return new VectorChange(0);
    }
    double lengths = StrictMath.sqrt(product(before, before) * product(after, after));
    // Rounding may take the cosine of vectors of one direction above 1.
    double cosine = lengths == 0 ? 0 : Math.min(1, product(before, after) / lengths);
    return new VectorChange(1 - cosine);
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
