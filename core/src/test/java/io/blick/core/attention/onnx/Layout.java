package io.blick.core.attention.onnx;

import static io.blick.core.attention.onnx.AttentionOperator.demand;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.util.Map;

/**
 * The layouts of tensors: ONNX has (batch, heads, length, size), or (batch, length, heads · size);
 * Blick has (batch, length, heads, size), in float32.
 */
final class Layout {
  private Layout() {}

  /**
   * Returns an input in Blick's layout.
   *
   * @param heads how many a flat one has
   */
  static Tensor positions(Tensor x, int heads) {
    demand(x.rank() == 3 || x.rank() == 4, "Q, K and V must have 3 or 4 axes", x);
    if (x.rank() == 4) {
      return swapped(x.toF32());
    }
    demand(x.size(2) % heads == 0, "heads must divide the last axis", x);
    return x.toF32().view(x.size(0), x.size(1), heads, x.size(2) / heads);
  }

  /** Returns what a cache holds and then what is new, in Blick's layout. */
  static Tensor joined(Map<String, Tensor> given, String cache, Tensor fresh) {
    Tensor old = given.get(cache);
    if (old == null) {
      return fresh;
    }
    demand(
        old.rank() == 4
            && old.size(0) == fresh.size(0)
            && old.size(1) == fresh.size(2)
            && old.size(3) == fresh.size(3),
        cache + " must fit " + fresh,
        old);
    int batch = fresh.size(0);
    float[] first = swapped(old.toF32()).toFloats();
    float[] then = fresh.toFloats();
    float[] joined = new float[first.length + then.length];
    for (int b = 0; b < batch; b++) {
      int ofFirst = first.length / batch;
      int ofThen = then.length / batch;
      int at = b * (ofFirst + ofThen);
      System.arraycopy(first, b * ofFirst, joined, at, ofFirst);
      System.arraycopy(then, b * ofThen, joined, at + ofFirst, ofThen);
    }
    int length = old.size(2) + fresh.size(1);
    return Tensor.of(joined, batch, length, fresh.size(2), fresh.size(3));
  }

  /** Returns Blick's layout as ONNX's four axes. */
  static Tensor heads(Tensor x, DType type) {
    Tensor heads = swapped(x);
    return OnnxTensor.rounded(heads.toFloats(), type, heads.sizes());
  }

  /** Returns Blick's layout as ONNX's three axes. */
  static Tensor flat(Tensor x, DType type) {
    return OnnxTensor.rounded(x.toFloats(), type, x.size(0), x.size(1), x.size(2) * x.size(3));
  }

  /** Swaps the two axes in the middle. */
  private static Tensor swapped(Tensor x) {
    int outer = x.size(1);
    int inner = x.size(2);
    int width = x.size(3);
    float[] from = x.toFloats();
    float[] to = new float[from.length];
    for (int row = 0; row < x.size(0) * outer * inner; row++) {
      int b = row / inner / outer;
      int target = (b * inner + row % inner) * outer + row / inner % outer;
      System.arraycopy(from, row * width, to, target * width, width);
    }
    return Tensor.of(to, x.size(0), inner, outer, width);
  }
}
