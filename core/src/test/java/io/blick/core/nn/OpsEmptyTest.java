package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operations on nothing give what their obvious twins give, or both refuse with one sentence, after
 * other calls have left their numbers in memory.
 */
class OpsEmptyTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private final Uniform uniform = new Uniform(43);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  static List<int[]> products() {
    List<int[]> all = new ArrayList<>();
    for (int rows : new int[] {0, 1, 3, 5, 67, 521}) {
      for (int inputs : new int[] {0, 1, 257}) {
        for (int outputs : new int[] {0, 1, 67}) {
          if (rows * inputs * outputs == 0) {
            all.add(new int[] {rows, inputs, outputs});
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("products")
  void a_linear_layer_packed_or_not_gives_the_bias_or_nothing(int[] sizes) {
    Tensor x = uniform.tensor(sizes[0], sizes[1]);
    Linear layer = Linear.of(uniform.tensor(sizes[2], sizes[1]), uniform.tensor(sizes[2]));

    for (Linear each : List.of(layer, layer.packed())) {
      alike(ops -> ops.linear(x, each));
      alike(ops -> ops.linear(x, each, Gelu.ERF));
      alike(ops -> ops.linear(x, each, Gelu.TANH));
      alike(ops -> ops.linear(x, each, Activation.RELU));
      alike(ops -> ops.linear(x, each, Activation.SILU));
      alike(ops -> ops.linear(x, each, Activation.TANH));
    }
  }

  @Test
  void views_means_and_rows_of_nothing() {
    for (int[] sizes : new int[][] {{0, 3, 6}, {2, 0, 6}, {2, 3, 0}, {0, 0, 0}, {0, 0, 6}}) {
      Tensor x = Tensor.zeros(sizes);
      LayerNorm norm = new LayerNorm(Tensor.zeros(sizes[2]), Tensor.zeros(sizes[2]), 1);

      alike(ops -> ops.rows(x));
      alike(ops -> ops.splitHeads(x, 3));
      alike(ops -> ops.joinHeads(ops.splitHeads(x, 3)));
      alike(ops -> ops.scoped(() -> ops.add(x, x)));
      alike(ops -> ops.mean(ops.rows(x), Sequences.of()));
      alike(ops -> ops.mean(ops.rows(x), Sequences.of(3, 3)));
      alike(ops -> ops.layerNorm(x, norm));
      alike(ops -> ops.rmsNorm(x, new RmsNorm(norm.gain(), 1)));
      alike(ops -> ops.multiply(x, x));
      alike(ops -> ops.scale(x, 2));
      alike(ops -> ops.softCap(x, 2));
      Tensor positions = Tensor.zeros(DType.I32, sizes[0]);
      alike(ops -> ops.rotate(x, positions, RotaryTest.rotary(Rotary.Pairs.HALVES, 4)));
      alike(ops -> ops.splitHeads(x, 0));
    }
  }

  @Test
  void an_embedding_of_no_ids_of_no_rows_or_of_no_width() {
    Tensor none = Tensor.of(new int[0], 2, 0);
    Tensor some = Tensor.of(new int[] {0, 2, 1}, 3);

    rowsAlike(none, uniform.tensor(3, 5));
    rowsAlike(none, Tensor.zeros(0, 5));
    rowsAlike(some, Tensor.zeros(3, 0));
    rowsAlike(some, Tensor.zeros(0, 5));
    rowsAlike(Tensor.of(new int[] {-1}, 1), Tensor.zeros(3, 0));
  }

  private void rowsAlike(Tensor ids, Tensor table) {
    alike(ops -> ops.embedding(ids, Embedding.of(table)));
    alike(ops -> ops.gather(table, ids));
  }

  @Test
  void an_attention_with_an_empty_axis() {
    for (int[] sizes : new int[][] {
      {0, 3, 2, 5}, {2, 0, 2, 5}, {2, 3, 0, 5}, {2, 3, 2, 0}, {0, 0, 0, 0}, {2, 3, 0, 0}
    }) {
      Tensor x = Tensor.zeros(sizes);
      alike(ops -> ops.attention(AttentionSite.encoder(0), x, x, x, AttentionOptions.full(5)));
      alike(ops -> ops.attention(AttentionSite.encoder(0), x, x, x, AttentionOptions.causal(5)));
    }
    alike(ops -> ops.attention(
        AttentionSite.encoder(0),
        Tensor.zeros(1, 3, 2, 5),
        Tensor.zeros(1, 3, 0, 5),
        Tensor.zeros(1, 3, 0, 5),
        AttentionOptions.full(5)));
  }

  /** Both give the same sizes and numbers that differ by a few roundings, or the same sentence. */
  private void alike(Function<Ops, Tensor> operation) {
    try (EagerOps eager = EagerOps.on(PARALLEL)) {
      Tensor noise = uniform.tensor(97, 61);
      Linear layer = Linear.of(uniform.tensor(131, 61), uniform.tensor(131));
      eager.linear(noise, layer);
      eager.softmax(noise);
      eager.reset();

      Object exact = outcome(operation, REFERENCE);
      Object got = outcome(operation, eager);

      if (exact instanceof Tensor wanted && got instanceof Tensor result) {
        assertThat(result.sizes()).containsExactly(wanted.sizes());
        for (long i = 0; i < wanted.count(); i++) {
          assertThat(result.get(i)).isCloseTo(wanted.get(i), within(0x1p-20));
        }
      } else {
        assertThat(got).isEqualTo(exact);
      }
    }
  }

  private static Object outcome(Function<Ops, Tensor> operation, Ops ops) {
    try {
      return operation.apply(ops);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      assertThat(e.getMessage()).matches("\\w+: .*must.*");
      return String.valueOf(e.getMessage());
    }
  }
}
