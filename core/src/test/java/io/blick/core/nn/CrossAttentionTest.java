package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Queries of one length attend to keys of another, each sequence as it does alone. */
class CrossAttentionTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final AttentionSite SITE = AttentionSite.cross(3);
  private static final Sequences QUERIES = Sequences.of(7, 1, 67, 2);
  private static final Sequences KEYS = Sequences.of(3, 197, 1, 31);
  private static final int HEADS = 6;
  private static final int KEY_HEADS = 2;
  private static final AttentionOptions OPTIONS = AttentionOptions.full(13);

  private final Uniform uniform = new Uniform(31);
  private final Tensor q = uniform.tensor(77, HEADS, 13);
  private final Tensor k = uniform.tensor(232, KEY_HEADS, 13);
  private final Tensor v = uniform.tensor(232, KEY_HEADS, 11);
  private final KvSource source = new KvSource.Fresh(k, v, KEYS);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  private Tensor alone(Ops ops, int i, AttentionOptions options) {
    Tensor queries = QUERIES.rows(q, i).view(1, QUERIES.length(i), HEADS, 13);
    Tensor keys = KEYS.rows(k, i).view(1, KEYS.length(i), KEY_HEADS, 13);
    Tensor values = KEYS.rows(v, i).view(1, KEYS.length(i), KEY_HEADS, 11);
    return ops.attention(SITE, queries, keys, values, options);
  }

  @Test
  void each_has_the_bits_that_it_has_alone() {
    for (AttentionOptions options : List.of(OPTIONS, AttentionOptions.causal(13))) {
      try (EagerOps ops = EagerOps.on(PARALLEL)) {
        Tensor together = ops.attention(SITE, q, QUERIES, source, options);

        assertThat(together.sizes()).containsExactly(77, HEADS, 11);
        for (int i = 0; i < QUERIES.count(); i++) {
          assertThat(QUERIES.rows(together, i).toFloats())
              .containsExactly(alone(ops, i, options).toFloats());
        }
      }
    }
  }

  @Test
  void the_reference_computes_each_as_it_does_alone() {
    try (ReferenceOps ops = new ReferenceOps()) {
      Tensor together = ops.attention(SITE, q, QUERIES, source, OPTIONS);

      assertThat(together.sizes()).containsExactly(77, HEADS, 11);
      for (int i = 0; i < QUERIES.count(); i++) {
        assertThat(QUERIES.rows(together, i).toDoubles())
            .containsExactly(alone(ops, i, OPTIONS).toDoubles());
      }
    }
  }

  @Test
  void the_fast_operations_are_near_the_reference() {
    try (EagerOps ops = EagerOps.on(PARALLEL);
        ReferenceOps exact = new ReferenceOps()) {
      Tensor got = ops.attention(SITE, q, QUERIES, source, OPTIONS);

      Tensor expected = exact.attention(SITE, q, QUERIES, source, OPTIONS);
      for (int i = 0; i < got.count(); i++) {
        // At most 197 keys of values below 1: as many roundings, of weights too.
        assertThat(got.get(i)).isCloseTo(expected.get(i), within(2 * 197 * 0x1p-24));
      }
    }
  }

  @Test
  void a_probe_sees_the_queries_and_keys_of_each() {
    List<String> heard = new ArrayList<>();
    try (EagerOps ops = EagerOps.on(
        PARALLEL,
        call -> heard.add(
            call.sequence() + " " + call.site().kind() + " " + call.q() + " " + call.v()))) {
      ops.attention(SITE, q, QUERIES, source, OPTIONS);
    }

    assertThat(heard)
        .containsExactly(
            "0 CROSS F32(1, 7, 6, 13) F32(1, 3, 2, 11)",
            "1 CROSS F32(1, 1, 6, 13) F32(1, 197, 2, 11)",
            "2 CROSS F32(1, 67, 6, 13) F32(1, 1, 2, 11)",
            "3 CROSS F32(1, 2, 6, 13) F32(1, 31, 2, 11)");
  }

  @Test
  void queries_and_keys_are_of_as_many_sequences() {
    refused(
        new KvSource.Fresh(k, v, Sequences.of(201, 31)),
        "attention: queries and keys must be of as many sequences; got 4 of queries, 2 of keys;"
            + " give the keys of each sequence");
  }

  @Test
  void keys_and_values_have_the_rows_of_their_sequences() {
    refused(
        new KvSource.Fresh(k, v, Sequences.of(3, 193, 1, 31)),
        "attention: k must have 228 rows, those of sequences of [3, 193, 1, 31];"
            + " got F32(232, 2, 13)");
    refused(
        new KvSource.Fresh(k, v.slice(0, 229), KEYS),
        "attention: axis M is 232 in k but 229 in v; q is (N=77, H=6, D=13),"
            + " k is (M=232, Hkv=2, D=13), v is (M=229, Hkv=2, Dv=11)");
  }

  private void refused(KvSource wrong, String message) {
    try (EagerOps fast = EagerOps.on(PARALLEL);
        ReferenceOps exact = new ReferenceOps()) {
      for (Ops ops : List.of(fast, exact)) {
        assertThatThrownBy(() -> ops.attention(SITE, q, QUERIES, wrong, OPTIONS))
            .isInstanceOf(ShapeException.class)
            .hasMessage(message);
      }
    }
  }
}
