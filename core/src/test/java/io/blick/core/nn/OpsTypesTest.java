package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The types of tensors: views keep them, and operations that compute check them. */
class OpsTypesTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final EagerOps EAGER = EagerOps.on(PARALLEL);
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private static final Map<String, BiFunction<Ops, Tensor, Tensor>> VIEWS = Map.of(
      "rows", Ops::rows,
      "splitHeads", (ops, x) -> ops.splitHeads(x, 5),
      "joinHeads", (ops, x) -> ops.joinHeads(x.view(2, 3, 5, 7)),
      "scoped", (ops, x) -> ops.scoped(() -> x),
      "scoped rows", (ops, x) -> ops.scoped(() -> ops.rows(x)),
      "rows of four axes", (ops, x) -> ops.rows(x.view(2, 3, 5, 7)),
      "rows of one axis", (ops, x) -> ops.rows(x.view(210)),
      "scoped, of one axis", (ops, x) -> ops.scoped(() -> x.view(210)),
      "scoped heads", (ops, x) -> ops.scoped(() -> ops.splitHeads(x, 7)));

  private static final Map<String, BiFunction<Ops, Tensor, Tensor>> ARITHMETIC = Map.of(
      "linear: x",
      (ops, x) -> ops.linear(x, Linear.of(Tensor.zeros(11, 35), Tensor.zeros(11))),
      "linear: weight",
      (ops, x) -> ops.linear(Tensor.zeros(2, 35), Linear.of(x.view(6, 35), Tensor.zeros(6))),
      "add: a",
      (ops, x) -> ops.add(x, Tensor.zeros(2, 3, 35)),
      "add: b",
      (ops, x) -> ops.add(Tensor.zeros(2, 3, 35), x),
      "layerNorm: x",
      (ops, x) -> ops.layerNorm(x, new LayerNorm(Tensor.zeros(35), Tensor.zeros(35), 1)),
      "gelu: x",
      (ops, x) -> ops.gelu(x, Gelu.TANH),
      "tanh: x",
      Ops::tanh,
      "softmax: x",
      Ops::softmax,
      "mean: x",
      (ops, x) -> ops.mean(ops.rows(x), Sequences.of(x.size(0) * x.size(1))),
      "attention: q",
      (ops, x) -> {
        Tensor q = x.view(2, 3, 5, 7);
        return ops.attention(AttentionSite.encoder(0), q, q, q, AttentionOptions.full(7));
      });

  @AfterAll
  static void close() {
    EAGER.close();
    PARALLEL.close();
  }

  /** 210 bytes that change, so that no two types read the same. */
  private static Tensor numbers(DType type, int... sizes) {
    Tensor x = Tensor.zeros(type, sizes);
    for (long i = 0; i < x.data().byteSize(); i++) {
      byte value = (byte) (type == DType.BOOL ? i % 2 : 1 + i * 37 % 101);
      x.data().set(java.lang.foreign.ValueLayout.JAVA_BYTE, i, value);
    }
    return x;
  }

  static Stream<Arguments> viewsOfTypes() {
    return VIEWS.entrySet().stream()
        .flatMap(view -> Stream.of(DType.values())
            .map(type -> Arguments.of(view.getKey(), type, view.getValue())));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("viewsOfTypes")
  void a_view_keeps_type_sizes_and_values(
      String name, DType type, BiFunction<Ops, Tensor, Tensor> view) {
    Tensor x = numbers(type, 2, 3, 35);
    Tensor wanted = view.apply(REFERENCE, x);

    Tensor got = view.apply(EAGER, x);

    assertThat(got.type()).as(name).isEqualTo(type);
    assertThat(got.sizes()).containsExactly(wanted.sizes());
    assertThat(got.toDoubles()).containsExactly(wanted.toDoubles());
    assertThat(wanted.toDoubles()).containsExactly(x.toDoubles());
  }

  /** The workspace hands out the same objects again, and must not take one type for another. */
  @Test
  void one_memory_seen_as_two_types_in_turns_is_never_confused() {
    Tensor ints = numbers(DType.I32, 2, 3, 35);
    Tensor floats = Tensor.over(ints.data(), DType.F32, 2, 3, 35);
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      for (int turn = 0; turn < 3; turn++) {
        for (Tensor x : List.of(ints, floats)) {
          ops.reset();
          Tensor rows = ops.rows(x);
          Tensor kept = ops.scoped(() -> x);

          assertThat(rows.type()).isEqualTo(x.type());
          assertThat(rows.toDoubles()).containsExactly(x.toDoubles());
          assertThat(kept.type()).isEqualTo(x.type());
          assertThat(kept.toDoubles()).containsExactly(x.toDoubles());
        }
      }
    }
  }

  @Test
  void results_of_scopes_lie_apart_whatever_their_types() {
    List<Tensor> wanted = new ArrayList<>();
    List<Tensor> got = new ArrayList<>();
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      for (DType type : DType.values()) {
        Tensor x = numbers(type, 3, 7);
        wanted.add(x);
        got.add(ops.scoped(() -> x));
      }

      for (int i = 0; i < got.size(); i++) {
        assertThat(got.get(i).toDoubles()).containsExactly(wanted.get(i).toDoubles());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, mode = EnumSource.Mode.EXCLUDE, names = "F32")
  void what_computes_says_that_it_wants_float32(DType type) {
    Tensor x = numbers(type, 2, 3, 35);

    ARITHMETIC.forEach((name, operation) -> assertThatThrownBy(() -> operation.apply(EAGER, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be F32; got " + type));
  }
}
