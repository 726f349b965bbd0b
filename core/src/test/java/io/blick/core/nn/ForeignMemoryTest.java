package io.blick.core.nn;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file has its tensors at whatever offset it has them, and a caller's may lie in an array: no
 * operation gives other bits there.
 */
class ForeignMemoryTest {
  private static final EagerOps EAGER = EagerOps.on(new Parallel(2));
  private static final int[] OFFSETS = {1, 2, 4, 31};

  private final Uniform uniform = new Uniform(29);
  private final Tensor x = uniform.tensor(7, 131);

  @AfterAll
  static void close() {
    EAGER.close();
  }

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {1, 7, 67})
  void linear(int rows) {
    Tensor x = uniform.tensor(rows, 131);
    Tensor weight = uniform.tensor(67, 131);
    Tensor bias = uniform.tensor(67);
    float[] expected = EAGER.linear(x, Linear.of(weight, bias)).toFloats();

    everywhere(expected, foreign -> {
      Tensor ownWeight = foreign.apply(weight);
      Tensor ownBias = foreign.apply(bias);
      return EAGER.linear(foreign.apply(x), Linear.of(ownWeight, ownBias));
    });
    everywhere(expected, foreign -> {
      Tensor ownWeight = foreign.apply(weight);
      Tensor ownBias = foreign.apply(bias);
      return EAGER.linear(foreign.apply(x), Linear.of(ownWeight, ownBias).packed());
    });
  }

  @ParameterizedTest(name = "{0} queries")
  @ValueSource(ints = {1, 3, 67})
  void attention(int queries) {
    Tensor q = uniform.tensor(2, queries, 4, 37);
    Tensor k = uniform.tensor(2, 101, 2, 37);
    Tensor v = uniform.tensor(2, 101, 2, 41);
    AttentionOptions options = AttentionOptions.causal(37);

    everywhere(
        () -> EAGER.attention(AttentionSite.encoder(0), q, k, v, options),
        foreign -> EAGER.attention(
            AttentionSite.encoder(0),
            foreign.apply(q),
            foreign.apply(k),
            foreign.apply(v),
            options));
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
  void rms_norm() {
    Tensor gain = uniform.tensor(131);

    everywhere(
        () -> EAGER.rmsNorm(x, new RmsNorm(gain, 1e-5f)),
        foreign -> EAGER.rmsNorm(foreign.apply(x), new RmsNorm(foreign.apply(gain), 1e-5f)));
  }

  @ParameterizedTest
  @EnumSource
  void rotation(Rotary.Pairs pairs) {
    Tensor heads = uniform.tensor(7, 3, 47);
    Tensor positions = Tensor.of(new int[] {0, 1, 5, 63, 64, 65, 1009}, 7);
    Rotary rotary = RotaryTest.rotary(pairs, 42);

    everywhere(
        () -> EAGER.rotate(heads, positions, rotary),
        foreign -> EAGER.rotate(foreign.apply(heads), foreign.apply(positions), rotary));
  }

  @Test
  void element_by_element() {
    Tensor y = uniform.tensor(7, 131);

    everywhere(() -> EAGER.add(x, y), foreign -> EAGER.add(foreign.apply(x), foreign.apply(y)));
    everywhere(
        () -> EAGER.multiply(x, y), foreign -> EAGER.multiply(foreign.apply(x), foreign.apply(y)));
    everywhere(() -> EAGER.scale(x, 0.3f), foreign -> EAGER.scale(foreign.apply(x), 0.3f));
    everywhere(() -> EAGER.softCap(x, 1.3f), foreign -> EAGER.softCap(foreign.apply(x), 1.3f));
    everywhere(() -> EAGER.gelu(x, Gelu.ERF), foreign -> EAGER.gelu(foreign.apply(x), Gelu.ERF));
    everywhere(() -> EAGER.gelu(x, Gelu.TANH), foreign -> EAGER.gelu(foreign.apply(x), Gelu.TANH));
    everywhere(() -> EAGER.relu(x), foreign -> EAGER.relu(foreign.apply(x)));
    everywhere(() -> EAGER.silu(x), foreign -> EAGER.silu(foreign.apply(x)));
    everywhere(() -> EAGER.tanh(x), foreign -> EAGER.tanh(foreign.apply(x)));
  }

  @Test
  void row_by_row() {
    Tensor ids = Tensor.of(new int[] {6, 0, 3}, 3);

    everywhere(() -> EAGER.softmax(x), foreign -> EAGER.softmax(foreign.apply(x)));
    everywhere(() -> EAGER.unit(x), foreign -> EAGER.unit(foreign.apply(x)));
    everywhere(
        () -> EAGER.mean(x, Sequences.of(5, 2)),
        foreign -> EAGER.mean(foreign.apply(x), Sequences.of(5, 2)));
    everywhere(
        () -> EAGER.embedding(ids, Embedding.of(x)),
        foreign -> EAGER.embedding(foreign.apply(ids), Embedding.of(foreign.apply(x))));
    everywhere(
        () -> EAGER.gather(x, ids), foreign -> EAGER.gather(foreign.apply(x), foreign.apply(ids)));
  }

  /** A computation over tensors that were moved to other memory. */
  @FunctionalInterface
  private interface Moved {
    Tensor compute(UnaryOperator<Tensor> foreign);
  }

  private static void everywhere(Supplier<Tensor> aligned, Moved moved) {
    everywhere(aligned.get().toFloats(), moved);
  }

  private static void everywhere(float[] expected, Moved moved) {
    for (int offset : OFFSETS) {
      Tensor got = moved.compute(tensor -> in(allocated(tensor, offset), tensor));

      assertThat(got.toFloats()).as("%d bytes off", offset).containsExactly(expected);
    }
    Tensor ofArrays = moved.compute(tensor -> in(array(tensor), tensor));
    Tensor ofFiles = moved.compute(tensor -> in(file(tensor), tensor));

    assertThat(ofArrays.toFloats()).as("in arrays").containsExactly(expected);
    assertThat(ofFiles.toFloats()).as("in mapped files").containsExactly(expected);
  }

  private static MemorySegment allocated(Tensor tensor, int offset) {
    return Arena.ofAuto().allocate(tensor.data().byteSize() + offset, 64).asSlice(offset);
  }

  private static MemorySegment array(Tensor tensor) {
    return MemorySegment.ofArray(new byte[(int) tensor.data().byteSize()]);
  }

  private static MemorySegment file(Tensor tensor) {
    try {
      Path file = Files.createTempFile("foreign", null);
      file.toFile().deleteOnExit();
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        return channel.map(MapMode.READ_WRITE, 0, tensor.data().byteSize(), Arena.ofAuto());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor in(MemorySegment memory, Tensor tensor) {
    return Tensor.over(memory.copyFrom(tensor.data()), tensor.type(), tensor.sizes());
  }
}
