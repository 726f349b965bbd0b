package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.attention.Mask;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fast operations against the obvious ones in float64, at sizes that are prime or at an edge.
 */
class OpsTest {
  private static final Sequences RAGGED = Sequences.of(4, 1, 2);
  // Half the distance from 1 to the next float: the most that one rounding errs by.
  private static final double UNIT = 0x1p-24;

  private static final Tensor POSITIONS = Tensor.of(new int[] {0, 3, 5, 7, 60, 70, 199}, 7);
  private static final Rotary TURN_HALVES = RotaryTest.rotary(Rotary.Pairs.HALVES, 16);
  private static final Rotary TURN_NEIGHBOURS = RotaryTest.rotary(Rotary.Pairs.INTERLEAVED, 10);

  private static final EagerOps EAGER = EagerOps.on(new Parallel(2));
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private final SplittableRandom random = new SplittableRandom(2);

  @AfterAll
  static void close() {
    EAGER.close();
  }

  @ParameterizedTest(name = "{0} rows, {1} inputs, {2} outputs")
  @CsvSource({
    "1, 1, 1",
    "5, 127, 63",
    "6, 256, 64",
    "7, 129, 65",
    "97, 257, 131",
    "193, 2, 3",
    "521, 257, 67",
    "1, 769, 67"
  })
  void linear_errs_by_no_more_than_its_roundings(int rows, int inputs, int outputs) {
    Tensor x = uniform(rows, inputs);
    Tensor w = uniform(outputs, inputs);
    Tensor bias = uniform(outputs);
    // Higham, Accuracy and Stability of Numerical Algorithms, eq. 3.5, for each element's own
    // terms.
    double[] magnitude = REFERENCE.linear(abs(x), Linear.of(abs(w), abs(bias))).toDoubles();

    Tensor got = EAGER.linear(x, Linear.of(w, bias)).copy();

    double[] exact = REFERENCE.linear(x, Linear.of(w, bias)).toDoubles();
    for (int i = 0; i < exact.length; i++) {
      assertThat(got.get(i)).isCloseTo(exact[i], within((inputs + 1) * UNIT * magnitude[i]));
    }
  }

  @ParameterizedTest(name = "{0} at a time")
  @ValueSource(ints = {1, 2, 3, 4, 9})
  void a_row_gives_the_same_bits_alone_and_among_others(int few) {
    int rows = 108;
    int inputs = 613;
    Tensor x = uniform(rows, inputs);
    Linear layer = Linear.of(uniform(71, inputs), uniform(71));
    Tensor all = EAGER.linear(x, layer).copy();

    for (int r = 0; r < rows; r += few) {
      Tensor some = EAGER.linear(x.view(rows / few, few, inputs).at(r / few), layer);

      Tensor same = all.view(rows / few, few, 71).at(r / few);
      assertThat(some.toFloats()).containsExactly(same.toFloats());
    }
  }

  @ParameterizedTest(name = "{0} rows, {1}")
  @MethodSource("rowsAndActivations")
  void an_activation_gives_the_same_bits_as_a_step_of_its_own(int rows, Activation f) {
    Tensor x = uniform(rows, 521);
    Linear layer = Linear.of(uniform(113, 521), uniform(113));

    for (Linear each : List.of(layer, layer.packed())) {
      assertThat(EAGER.linear(x, each, f).toFloats())
          .containsExactly(inTwoSteps(EAGER, x, each, f).toFloats());
    }
    assertThat(REFERENCE.linear(x, layer, f).toDoubles())
        .containsExactly(inTwoSteps(REFERENCE, x, layer, f).toDoubles());
  }

  static Stream<Arguments> rowsAndActivations() {
    List<Activation> all = List.of(
        Activation.NONE, Activation.RELU, Activation.SILU, Activation.TANH, Gelu.ERF, Gelu.TANH);
    return IntStream.of(0, 1, 3, 5, 7, 8, 67, 131)
        .boxed()
        .flatMap(rows -> all.stream().map(f -> Arguments.of(rows, f)));
  }

  private static Tensor inTwoSteps(Ops ops, Tensor x, Linear layer, Activation f) {
    Tensor y = ops.linear(x, layer);
    return switch (f) {
      case Activation.None _ -> y;
      case Activation.Relu _ -> ops.relu(y);
      case Activation.Silu _ -> ops.silu(y);
      case Activation.Tanh _ -> ops.tanh(y);
      case Gelu kind -> ops.gelu(y, kind);
    };
  }

  @Test
  void every_operation_by_row_is_within_its_roundings() {
    Tensor x = uniform(3, 5, 773);
    Tensor y = uniform(3, 5, 773);
    LayerNorm norm = new LayerNorm(uniform(773), uniform(773), 1e-12f);
    RmsNorm rms = new RmsNorm(uniform(773), 1e-6f);

    // Each bound: roundings on the longest way through the formula, times the largest value.
    close(ops -> ops.add(x, y), 1);
    close(ops -> ops.multiply(x, y), 1);
    close(ops -> ops.scale(x, 1.7f), 1);
    // The quotient, 2 units in the last place of tanh, each two of these, and the product.
    close(ops -> ops.softCap(x, 0.7f), 6);
    close(ops -> ops.softCap(x, 30), 6);
    close(ops -> ops.layerNorm(x, norm), 773 / 16 + 16);
    close(ops -> ops.rmsNorm(x, rms), 773 / 16 + 16);
    close(ops -> ops.gelu(x, Gelu.ERF), 8);
    close(ops -> ops.gelu(x, Gelu.TANH), 64);
    close(ops -> ops.relu(x), 0);
    close(ops -> ops.silu(x), 8);
    close(ops -> ops.tanh(x), 1);
    close(ops -> ops.softmax(x), 773 / 16 + 16);
    close(ops -> ops.unit(x), 773 / 16 + 16);
    close(ops -> ops.mean(ops.rows(x), Sequences.of(2, 5, 8)), 8);
    Tensor ids = Tensor.of(new int[] {4, 0, 2, 2}, 2, 2);
    close(ops -> ops.embedding(ids, Embedding.of(ops.rows(x))), 0);
    close(ops -> ops.gather(ops.rows(x), ids), 0);
  }

  private static void close(Function<Ops, Tensor> operation, int roundings) {
    double[] exact = operation.apply(REFERENCE).toDoubles();
    Tensor got = operation.apply(EAGER);
    double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < exact.length; i++) {
      assertThat(got.get(i)).isCloseTo(exact[i], within(roundings * UNIT * largest));
    }
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 3, 8})
  void the_number_of_threads_changes_no_bit(int threads) {
    Tensor x = uniform(2, 67, 131);
    Linear layer = Linear.of(uniform(197, 131), uniform(197));
    LayerNorm norm = new LayerNorm(uniform(131), uniform(131), 1e-5f);
    Tensor q = uniform(2, 67, 3, 13);
    RmsNorm rms = new RmsNorm(uniform(131), 1e-5f);
    Tensor wide = uniform(3, 16_411);
    AttentionOptions options = AttentionOptions.full(13).withMask(Mask.padding(67, 31));
    try (Parallel one = new Parallel(1);
        Parallel several = new Parallel(threads);
        EagerOps alone = EagerOps.on(one);
        EagerOps shared = EagerOps.on(several)) {

      assertThat(shared.linear(x, layer).toFloats())
          .containsExactly(alone.linear(x, layer).toFloats());
      assertThat(shared.layerNorm(x, norm).toFloats())
          .containsExactly(alone.layerNorm(x, norm).toFloats());
      assertThat(shared.rmsNorm(x, rms).toFloats())
          .containsExactly(alone.rmsNorm(x, rms).toFloats());
      assertThat(shared.multiply(wide, wide).toFloats())
          .containsExactly(alone.multiply(wide, wide).toFloats());
      assertThat(shared.softCap(wide, 1.3f).toFloats())
          .containsExactly(alone.softCap(wide, 1.3f).toFloats());
      assertThat(shared.softmax(x).toFloats()).containsExactly(alone.softmax(x).toFloats());
      assertThat(shared.attention(AttentionSite.encoder(0), q, q, q, options).toFloats())
          .containsExactly(
              alone.attention(AttentionSite.encoder(0), q, q, q, options).toFloats());
    }
  }

  @Test
  void a_scope_frees_all_but_its_result() {
    Tensor x = uniform(3, 7);

    Tensor kept = EAGER.scoped(() -> EAGER.add(EAGER.add(x, x), EAGER.tanh(x)));
    float[] before = kept.toFloats();
    Tensor next = EAGER.add(x, x);

    assertThat(kept.toFloats()).containsExactly(before);
    assertThat(next.data().address()).isGreaterThan(kept.data().address());
  }

  /**
   * A pass makes 56 results, parts and views. Each is an object of 40 bytes, its sizes twice (at
   * most 32 bytes each: those that are asked for, and the tensor's own) and a segment of 48; two
   * attentions and a reset need 512 bytes besides. The smallest result has 1,792 bytes of numbers.
   */
  @Test
  void a_pass_that_is_repeated_allocates_no_memory_for_numbers() {
    long most = 56 * (40 + 2 * 32 + 48) + 512;
    Tensor x = uniform(1, 7, 64);
    Tensor single = uniform(1, 1, 64);
    Tensor wide = uniform(1, 7, 1531);
    Linear layer = Linear.of(uniform(64, 64), uniform(64));
    LayerNorm norm = new LayerNorm(uniform(64), uniform(64), 1e-5f);
    RmsNorm rms = new RmsNorm(uniform(64), 1e-5f);
    AttentionOptions options = AttentionOptions.full(8);
    try (Parallel parallel = new Parallel(2);
        EagerOps ops = EagerOps.on(parallel)) {
      Allocation allocation = new Allocation();
      // The virtual machine compiles meanwhile, and what is interpreted may allocate.
      long bytes = Long.MAX_VALUE;
      for (int round = 0; round < 1000 && bytes > 100 * most; round++) {
        allocation.start();
        for (int i = 0; i < 100; i++) {
          pass(ops, x, layer, norm, options);
          turned(ops, ops.scale(ops.softCap(ops.multiply(x, ops.rmsNorm(x, rms)), 30), 0.5f));
          ops.linear(single, layer, Gelu.TANH);
          ops.linear(single, layer, Activation.RELU);
          ops.silu(wide);
          ops.gelu(wide, Gelu.ERF);
          ops.reset();
        }
        bytes = allocation.bytes();
      }

      assertThat(bytes / 100).isLessThanOrEqualTo(most);
    }
  }

  private static void pass(
      EagerOps ops, Tensor x, Linear layer, LayerNorm norm, AttentionOptions options) {
    Tensor y = ops.gelu(ops.layerNorm(ops.linear(x, layer, Gelu.ERF), norm), Gelu.ERF);
    Tensor z = ops.softmax(ops.tanh(ops.add(y, x)));
    Tensor heads = ops.splitHeads(z, 8);
    ops.unit(ops.joinHeads(ops.attention(AttentionSite.encoder(0), heads, heads, heads, options)));
    Tensor rows = ops.splitHeads(ops.rows(z), 8);
    Tensor ragged = ops.attention(
        AttentionSite.encoder(0), rows, RAGGED, new KvSource.Fresh(rows, rows, RAGGED), options);
    ops.mean(ops.joinHeads(ragged), RAGGED);
  }

  private static void turned(EagerOps ops, Tensor x) {
    Tensor heads = ops.splitHeads(ops.rows(x), 4);
    ops.rotate(heads, POSITIONS, TURN_HALVES);
    ops.rotate(heads, POSITIONS, TURN_NEIGHBOURS);
  }

  private Tensor uniform(int... sizes) {
    float[] values = new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return Tensor.of(values, sizes);
  }

  private static Tensor abs(Tensor x) {
    float[] values = x.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return Tensor.of(values, x.sizes());
  }
}
