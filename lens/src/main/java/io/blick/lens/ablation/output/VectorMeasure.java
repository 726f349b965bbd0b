package io.blick.lens.ablation.output;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.output.OutputChange.VectorChange;
import io.blick.lens.vector.Cosine;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead.SentenceHead;
import java.util.Arrays;

/**
 * The vector of a text.
 *
 * @param head makes it
 */
record VectorMeasure(SentenceHead head) implements OutputMeasure<double[]> {

  @Override
  public double[] read(Ops ops, Tensor hidden, Batch batch) {
    return head.embed(ops, hidden, batch).at(0).toDoubles();
  }

  @Override
  public VectorChange change(double[] before, double[] after) {
    return new VectorChange(Arrays.equals(before, after) ? 0 : 1 - Cosine.of(before, after));
  }
}
