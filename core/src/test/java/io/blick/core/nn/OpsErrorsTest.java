package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The errors of each operation for arguments that do not fit, the same for both implementations.
 */
class OpsErrorsTest {
  private static final EagerOps EAGER = EagerOps.on(new Parallel(1));
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  @AfterAll
  static void close() {
    EAGER.close();
  }

  @FunctionalInterface
  private interface Operation {
    void apply(Ops ops);
  }

  private static void refused(Operation operation, String message) {
    for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
      assertThatThrownBy(() -> operation.apply(ops))
          .isInstanceOf(ShapeException.class)
          .hasMessage(message);
    }
  }

  @Test
  void an_id_that_is_no_row_is_said_with_its_place() {
    Tensor table = Tensor.zeros(7, 3);
    for (int id : new int[] {-1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      Tensor ids = Tensor.of(new int[] {0, 6, id, 3}, 2, 2);
      for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
        assertThatThrownBy(() -> ops.embedding(ids, Embedding.of(table)))
            .isInstanceOf(IndexOutOfBoundsException.class)
            .hasMessage(
                "embedding: ids must be from 0 to 6, the rows of table; got " + id + " at place 2");
        assertThatThrownBy(() -> ops.gather(table, ids))
            .isInstanceOf(IndexOutOfBoundsException.class)
            .hasMessage(
                "gather: rows must be from 0 to 6, the rows of x; got " + id + " at place 2");
      }
    }
  }

  @Test
  void ids_are_whole_numbers() {
    for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
      assertThatThrownBy(() -> ops.embedding(Tensor.zeros(3), Embedding.of(Tensor.zeros(7, 5))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("embedding: ids must be I32; got F32(3)");
      assertThatThrownBy(() -> ops.gather(Tensor.zeros(7, 5), Tensor.zeros(3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("gather: rows must be I32; got F32(3)");
    }
  }

  @Test
  void a_table_has_two_axes() {
    refused(
        ops -> ops.embedding(Tensor.of(new int[] {0}, 1), Embedding.of(Tensor.zeros(7))),
        "embedding: table must have the axes (V C); got F32(7)");
    refused(
        ops -> ops.gather(Tensor.zeros(7), Tensor.of(new int[] {0}, 1)),
        "gather: x must have the axes (N C); got F32(7)");
  }

  @Test
  void addends_have_equal_sizes() {
    refused(
        ops -> ops.add(Tensor.zeros(2, 3), Tensor.zeros(3, 2)),
        "add: sizes must be equal; a is F32(2, 3), b is F32(3, 2)");
    refused(
        ops -> ops.add(Tensor.zeros(6), Tensor.zeros(6, 1)),
        "add: sizes must be equal; a is F32(6), b is F32(6, 1)");
  }

  @Test
  void factors_have_equal_sizes() {
    refused(
        ops -> ops.multiply(Tensor.zeros(2, 3), Tensor.zeros(2, 1)),
        "multiply: sizes must be equal; a is F32(2, 3), b is F32(2, 1)");
  }

  @Test
  void a_cap_is_positive_and_finite() {
    for (float cap : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
        wrongType(
            () -> ops.softCap(Tensor.zeros(3), cap),
            "softCap: cap must be positive and finite; got " + cap);
      }
    }
  }

  @Test
  void heads_turn_by_a_position_each() {
    Tensor x = Tensor.zeros(5, 3, 7);
    Rotary rotary = RotaryTest.rotary(Rotary.Pairs.HALVES, 6);
    Rotary wide = RotaryTest.rotary(Rotary.Pairs.HALVES, 8);
    Tensor positions = Tensor.zeros(DType.I32, 5);

    refused(
        ops -> ops.rotate(x.view(15, 7), positions, rotary),
        "rotate: x must have the axes (N H D); got F32(15, 7)");
    refused(
        ops -> ops.rotate(x, positions.slice(0, 2), rotary),
        "rotate: axis N is 5 in x but 2 in positions; x is (N=5, H=3, D=7), positions is (N=2)");
    refused(
        ops -> ops.rotate(x, positions, wide),
        "rotate: D must be at least the rotated elements; x is F32(5, 3, 7), rotated are 8");
    for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
      wrongType(
          () -> ops.rotate(x, Tensor.zeros(5), rotary),
          "rotate: positions must be I32; got F32(5)");
      assertThatThrownBy(() -> ops.rotate(x, Tensor.of(new int[] {0, 1, 2, -3, 4}, 5), rotary))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("rotate: positions must not be negative; got -3 at place 3");
    }
  }

  @Test
  void a_linear_layer_takes_rows_of_its_width() {
    Linear layer = Linear.of(Tensor.zeros(5, 7), Tensor.zeros(5));

    refused(
        ops -> ops.linear(Tensor.zeros(2, 11), layer),
        "linear: axis I is 11 in x but 7 in weight; x is (2, I=11), weight is (O=5, I=7),"
            + " bias is (O=5)");
    refused(
        ops -> ops.linear(Tensor.zeros(2, 3, 11), Linear.of(Tensor.zeros(5, 7))),
        "linear: axis I is 11 in x but 7 in weight; x is (2, 3, I=11), weight is (O=5, I=7)");
    refused(
        ops -> ops.linear(Tensor.zeros(), layer), "linear: x must have the axes (… I); got F32()");
  }

  @Test
  void a_linear_layer_has_one_bias_for_each_output() {
    String message =
        "linear: axis O is 5 in weight but 7 in bias; weight is (O=5, I=7), bias is (O=7)";
    Tensor weight = Tensor.zeros(5, 7);
    Tensor bias = Tensor.zeros(7);

    assertThatThrownBy(() -> Linear.of(weight, bias))
        .isInstanceOf(ShapeException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Linear.of(weight, Tensor.zeros(5, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("linear: bias must have the axes (O); got F32(5, 1)");
    assertThatThrownBy(() -> Linear.of(bias))
        .isInstanceOf(ShapeException.class)
        .hasMessage("linear: weight must have the axes (O I); got F32(7)");
  }

  @Test
  void a_layer_norm_takes_rows_of_its_width() {
    refused(
        ops -> ops.layerNorm(
            Tensor.zeros(2, 3, 11), new LayerNorm(Tensor.zeros(11), Tensor.zeros(7), 1)),
        "layerNorm: axis C is 11 in x but 7 in bias; x is (2, 3, C=11), gain is (C=11),"
            + " bias is (C=7)");
  }

  @Test
  void an_rms_norm_takes_rows_of_its_width() {
    refused(
        ops -> ops.rmsNorm(Tensor.zeros(2, 11), new RmsNorm(Tensor.zeros(7), 1)),
        "rmsNorm: axis C is 11 in x but 7 in gain; x is (2, C=11), gain is (C=7)");
    refused(
        ops -> ops.rmsNorm(Tensor.zeros(), new RmsNorm(Tensor.zeros(7), 1)),
        "rmsNorm: x must have the axes (… C); got F32()");
  }

  @Test
  void sequences_have_the_rows_of_what_they_divide() {
    Tensor x = Tensor.zeros(7, 5);
    Tensor q = Tensor.zeros(7, 2, 3);

    refused(
        ops -> ops.mean(x, Sequences.of(3)),
        "mean: x must have 3 rows, those of sequences of [3]; got F32(7, 5)");
    refused(
        ops -> ops.mean(x, Sequences.of(3, 5)),
        "mean: x must have 8 rows, those of sequences of [3, 5]; got F32(7, 5)");
    refused(
        ops -> ops.mean(x.at(0), Sequences.of(3)), "mean: x must have the axes (N C); got F32(5)");
    refused(
        ops -> ops.attention(
            AttentionSite.encoder(0),
            q,
            Sequences.of(2, 3),
            new KvSource.Fresh(q, q, Sequences.of(2, 3)),
            AttentionOptions.full(3)),
        "attention: q must have 5 rows, those of sequences of [2, 3]; got F32(7, 2, 3)");
    refused(
        ops -> ops.attention(
            AttentionSite.encoder(0),
            x,
            Sequences.of(7),
            new KvSource.Fresh(x, x, Sequences.of(7)),
            AttentionOptions.full(3)),
        "attention: q must have the axes (N H D); got F32(7, 5)");
  }

  @Test
  void heads_divide_the_width() {
    Tensor x = Tensor.zeros(2, 3, 10);
    String message =
        "splitHeads: C must be a multiple of the heads; x is F32(2, 3, 10), heads are ";

    refused(ops -> ops.splitHeads(x, 3), message + 3);
    refused(ops -> ops.splitHeads(x, 0), message + 0);
    refused(
        ops -> ops.splitHeads(x.at(0).at(0), 2),
        "splitHeads: x must have the axes (N C) or (B T C); got F32(10)");
    refused(
        ops -> ops.joinHeads(x.at(0)),
        "joinHeads: x must have the axes (N H D) or (B T H D); got F32(3, 10)");
  }

  @Test
  void attention_takes_four_axes() {
    Tensor x = Tensor.zeros(2, 3, 5, 7);

    refused(
        ops -> ops.attention(AttentionSite.encoder(0), x, x.at(0), x, AttentionOptions.full(7)),
        "attention: k must have the axes (B S Hkv D); got F32(3, 5, 7)");
  }

  @Test
  void the_fast_operations_refuse_other_types_than_float32() {
    Tensor doubles = Tensor.zeros(DType.F64, 2, 3);
    Tensor floats = Tensor.zeros(2, 3);
    Tensor row = Tensor.zeros(3);
    Tensor halves = Tensor.zeros(DType.BF16, 3);

    wrongType(() -> EAGER.add(doubles, floats), "add: a must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.add(floats, doubles), "add: b must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.gelu(doubles, Gelu.ERF), "gelu: x must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.gelu(doubles, Gelu.TANH), "gelu: x must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.relu(doubles), "relu: x must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.silu(doubles), "silu: x must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.tanh(doubles), "tanh: x must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.softmax(doubles), "softmax: x must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.unit(doubles), "unit: x must be F32; got F64(2, 3)");
    wrongType(
        () -> EAGER.mean(doubles.view(2, 3), Sequences.of(2)),
        "mean: x must be F32; got F64(2, 3)");
    wrongType(() -> Embedding.of(doubles), "embedding: table must be F32; got F64(2, 3)");
    wrongType(
        () -> EAGER.gather(doubles, Tensor.of(new int[] {0}, 1)),
        "gather: x must be F32; got F64(2, 3)");
    wrongType(
        () -> EAGER.layerNorm(doubles, new LayerNorm(row, row, 1)),
        "layerNorm: x must be F32; got F64(2, 3)");
    wrongType(
        () -> EAGER.layerNorm(floats, new LayerNorm(halves, row, 1)),
        "layerNorm: gain must be F32; got BF16(3)");
    wrongType(
        () -> EAGER.layerNorm(floats, new LayerNorm(row, halves, 1)),
        "layerNorm: bias must be F32; got BF16(3)");
    wrongType(
        () -> EAGER.linear(doubles, Linear.of(Tensor.zeros(3, 3), row)),
        "linear: x must be F32; got F64(2, 3)");
    wrongType(
        () -> EAGER.linear(floats, Linear.of(Tensor.zeros(DType.BF16, 3, 3), row)),
        "linear: weight must be F32; got BF16(3, 3)");
    wrongType(
        () -> EAGER.linear(floats, Linear.of(Tensor.zeros(3, 3), halves)),
        "linear: bias must be F32; got BF16(3)");
    wrongType(
        () -> Linear.of(Tensor.zeros(DType.BF16, 3, 3), row).packed(),
        "linear: weight must be F32; got BF16(3, 3)");
    wrongType(
        () -> Linear.of(Tensor.zeros(3, 3), halves).packed(),
        "linear: bias must be F32; got BF16(3)");
  }

  @Test
  void the_fast_operations_of_causal_models_refuse_other_types_than_float32() {
    Tensor doubles = Tensor.zeros(DType.F64, 2, 3);
    Tensor floats = Tensor.zeros(2, 3);
    Tensor row = Tensor.zeros(3);
    Tensor halves = Tensor.zeros(DType.BF16, 3);

    wrongType(() -> EAGER.multiply(doubles, floats), "multiply: a must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.multiply(floats, doubles), "multiply: b must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.scale(doubles, 2), "scale: x must be F32; got F64(2, 3)");
    wrongType(() -> EAGER.softCap(doubles, 2), "softCap: x must be F32; got F64(2, 3)");
    wrongType(
        () -> EAGER.rmsNorm(doubles, new RmsNorm(row, 1)), "rmsNorm: x must be F32; got F64(2, 3)");
    wrongType(
        () -> EAGER.rmsNorm(floats, new RmsNorm(halves, 1)),
        "rmsNorm: gain must be F32; got BF16(3)");
    wrongType(
        () -> EAGER.rotate(
            doubles.view(2, 1, 3),
            Tensor.zeros(DType.I32, 2),
            RotaryTest.rotary(Rotary.Pairs.HALVES, 2)),
        "rotate: x must be F32; got F64(2, 1, 3)");
  }

  private static void wrongType(ThrowingCallable operation, String message) {
    assertThatThrownBy(operation).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
