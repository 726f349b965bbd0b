package io.blick.lens.attribution;

import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Operations that write zeros into the value vectors of some pieces before attention. */
final class ZeroedValueOps {
  private static final int SOURCE = 3;

  private ZeroedValueOps() {}

  /** Returns operations that do so in some layers of a pass of one text. */
  static Ops over(Ops ops, Set<Integer> layers, List<Integer> pieces) {
    return (Ops) Proxy.newProxyInstance(
        Ops.class.getClassLoader(), new Class<?>[] {Ops.class}, (_, method, given) -> {
          Object[] arguments = given == null ? new Object[0] : given.clone();
          if (method.getName().equals("attention") && isIn(layers, arguments[0])) {
            var fresh = (KvSource.Fresh) arguments[SOURCE];
            arguments[SOURCE] =
                new KvSource.Fresh(fresh.k(), zeroed(fresh.v(), pieces), fresh.sequences());
          }
          try {
            return method.invoke(ops, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }

  private static boolean isIn(Set<Integer> layers, Object site) {
    return layers.contains(((AttentionSite) site).layer());
  }

  /** Returns a copy of the values (S, H, D) with zeros for some pieces. */
  private static Tensor zeroed(Tensor values, List<Integer> pieces) {
    int width = values.size(1) * values.size(2);
    double[] all = values.toDoubles();
    for (int piece : pieces) {
      Arrays.fill(all, piece * width, (piece + 1) * width, 0);
    }
    int[] sizes = {values.size(0), values.size(1), values.size(2)};
    if (values.type() == DType.F64) {
      return Tensor.of(all, sizes);
    }
    float[] rounded = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      rounded[i] = (float) all[i];
    }
    return Tensor.of(rounded, sizes);
  }
}
