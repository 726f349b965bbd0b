package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.Uniform;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A file has its tensors at whatever offset it has them: no operation gives other bits there. */
class ForeignMemoryTest {
  private static final EagerOps EAGER = EagerOps.on(new Parallel(2));
  private static final int[] OFFSETS = {1, 2, 4, 31};

  private final Uniform uniform = new Uniform(29);
  private final Tensor x = uniform.tensor(7, 131);

  @AfterAll
  static void close() {
    EAGER.close();
  }

  @Test
  void linear() {
    Tensor weight = uniform.tensor(67, 131);
    Tensor bias = uniform.tensor(67);
    float[] expected = EAGER.linear(x, new Linear(weight, bias)).toFloats();

    everywhere(expected, foreign -> {
      Tensor ownWeight = foreign.apply(weight);
      Tensor ownBias = foreign.apply(bias);
      return EAGER.linear(foreign.apply(x), new Linear(ownWeight, ownBias));
    });
  }

  @Test
  void layer_norm() {
    Tensor gain = uniform.tensor(131);
    Tensor bias = uniform.tensor(131);
    float[] expected = EAGER.layerNorm(x, new LayerNorm(gain, bias, 1e-5f)).toFloats();

    everywhere(expected, foreign -> {
      LayerNorm norm = new LayerNorm(foreign.apply(gain), foreign.apply(bias), 1e-5f);
      return EAGER.layerNorm(foreign.apply(x), norm);
    });
  }

  @Test
  void element_by_element() {
    Tensor y = uniform.tensor(7, 131);

    everywhere(() -> EAGER.add(x, y), foreign -> EAGER.add(foreign.apply(x), foreign.apply(y)));
    everywhere(() -> EAGER.gelu(x, Gelu.ERF), foreign -> EAGER.gelu(foreign.apply(x), Gelu.ERF));
    everywhere(() -> EAGER.gelu(x, Gelu.TANH), foreign -> EAGER.gelu(foreign.apply(x), Gelu.TANH));
    everywhere(() -> EAGER.tanh(x), foreign -> EAGER.tanh(foreign.apply(x)));
  }

  @Test
  void row_by_row() {
    Tensor ids = Tensor.of(new int[] {6, 0, 3}, 3);

    everywhere(() -> EAGER.softmax(x), foreign -> EAGER.softmax(foreign.apply(x)));
    everywhere(() -> EAGER.unit(x), foreign -> EAGER.unit(foreign.apply(x)));
    everywhere(
        () -> EAGER.mean(x.view(1, 7, 131), 5),
        foreign -> EAGER.mean(foreign.apply(x).view(1, 7, 131), 5));
    everywhere(
        () -> EAGER.embedding(ids, x),
        foreign -> EAGER.embedding(foreign.apply(ids), foreign.apply(x)));
  }

  /** What is computed of tensors that were moved. */
  @FunctionalInterface
  private interface Moved {
    Tensor compute(UnaryOperator<Tensor> foreign);
  }

  private static void everywhere(Supplier<Tensor> aligned, Moved moved) {
    everywhere(aligned.get().toFloats(), moved);
  }

  private static void everywhere(float[] expected, Moved moved) {
    for (int offset : OFFSETS) {
      Tensor got = moved.compute(tensor -> at(offset, tensor.type(), tensor));

      assertThat(got.toFloats()).as("%d bytes off", offset).containsExactly(expected);
    }
  }

  private static Tensor at(int offset, DType type, Tensor tensor) {
    MemorySegment memory = Arena.ofAuto().allocate(tensor.data().byteSize() + offset, 64);
    return Tensor.over(memory.asSlice(offset).copyFrom(tensor.data()), type, tensor.sizes());
  }
}
