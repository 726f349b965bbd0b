package io.blick.models.weights;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.TensorFile;
import java.util.Arrays;

/** The comparison of two tensors of a file: a tied weight may be stored twice. */
final class SameTensors {
  private SameTensors() {}

  /** Whether two tensors have the same type, sizes and bits. */
  static boolean same(TensorFile file, String name, String other) {
    if (!file.isReadable(name) || !file.isReadable(other)) {
      return false;
    }
    Tensor one = file.tensor(name);
    Tensor two = file.tensor(other);
    return one.type() == two.type()
        && Arrays.equals(one.sizes(), two.sizes())
        && one.data().mismatch(two.data()) < 0;
  }
}
