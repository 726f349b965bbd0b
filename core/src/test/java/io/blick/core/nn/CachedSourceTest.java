package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.cache.KvCache;
import io.blick.core.cache.KvLayer;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts of a batch that go on from caches of their own, each as it does without a cache. */
class CachedSourceTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final AttentionSite SITE = AttentionSite.decoder(0);
  private static final AttentionOptions OPTIONS = AttentionOptions.causal(16);
  private static final int HEADS = 6;
  private static final int KEY_HEADS = 2;
  private static final Sequences NEW = Sequences.of(1, 7, 67, 1);
  private static final Sequences ALL = Sequences.of(197, 7, 131, 2);

  private final Uniform uniform = new Uniform(37);
  private final Tensor q = uniform.tensor(NEW.rows(), HEADS, 16);
  private final Tensor k = uniform.tensor(ALL.rows(), KEY_HEADS, 16);
  private final Tensor v = uniform.tensor(ALL.rows(), KEY_HEADS, 32);
  private final List<KvCache> caches = new ArrayList<>();
  private final KvSource fresh = new KvSource.Fresh(k, v, ALL);

  @AfterAll
  static void end() {
    PARALLEL.close();
  }

  @AfterEach
  void close() {
    caches.forEach(KvCache::close);
  }

  /** Returns the caches' layers: what came before was kept, what is new was appended. */
  private KvSource cached() {
    List<KvLayer> layers = new ArrayList<>();
    for (int i = 0; i < ALL.count(); i++) {
      KvCache cache = KvCache.empty(1, KEY_HEADS, 16, 32);
      caches.add(cache);
      int before = ALL.length(i) - NEW.length(i);
      Tensor keys = ALL.rows(k, i);
      Tensor values = ALL.rows(v, i);
      cache.append(0, keys.slice(0, before), values.slice(0, before));
      cache.advance(before);
      layers.add(
          cache.append(0, keys.slice(before, NEW.length(i)), values.slice(before, NEW.length(i))));
    }
    return new KvSource.Cached(layers);
  }

  @Test
  void each_has_the_bits_that_it_has_without_a_cache() {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      float[] expected = ops.attention(SITE, q, NEW, fresh, OPTIONS).toFloats();

      assertThat(ops.attention(SITE, q, NEW, cached(), OPTIONS).toFloats()).isEqualTo(expected);
    }
  }

  @Test
  void a_probe_sees_keys_and_values_of_all_positions_and_changes_no_bit() {
    List<AttentionCall> seen = new ArrayList<>();
    try (EagerOps plain = EagerOps.on(PARALLEL);
        EagerOps probed = EagerOps.on(PARALLEL, call -> seen.add(call.copy()))) {
      KvSource source = cached();
      float[] expected = plain.attention(SITE, q, NEW, source, OPTIONS).toFloats();

      float[] shown = probed.attention(SITE, q, NEW, source, OPTIONS).toFloats();

      assertThat(shown).isEqualTo(expected);
      for (int i = 0; i < ALL.count(); i++) {
        assertThat(seen.get(i).sequence()).isEqualTo(i);
        assertThat(seen.get(i).k().toFloats()).isEqualTo(ALL.rows(k, i).toFloats());
        assertThat(seen.get(i).v().toFloats()).isEqualTo(ALL.rows(v, i).toFloats());
      }
    }
  }

  @Test
  void the_reference_reads_the_caches_too() {
    try (EagerOps ops = EagerOps.on(PARALLEL);
        ReferenceOps exact = new ReferenceOps()) {
      double[] expected = exact.attention(SITE, q, NEW, fresh, OPTIONS).toDoubles();
      KvSource source = cached();

      assertThat(exact.attention(SITE, q, NEW, source, OPTIONS).toDoubles()).isEqualTo(expected);
      Tensor got = ops.attention(SITE, q, NEW, source, OPTIONS);
      for (int i = 0; i < expected.length; i++) {
        // At most 197 values below 2 and as many roundings of each, and of the weights.
        assertThat(got.get(i)).isCloseTo(expected[i], within(2 * 2 * 197 * 0x1p-24));
      }
    }
  }

  @Test
  void errors_say_what_must_hold() {
    try (EagerOps ops = EagerOps.on(PARALLEL);
        KvCache narrow = KvCache.empty(1, KEY_HEADS, 16, 31);
        KvCache empty = KvCache.empty(1, KEY_HEADS, 16, 32)) {
      KvLayer full =
          empty.append(0, Tensor.zeros(3, KEY_HEADS, 16), Tensor.zeros(3, KEY_HEADS, 32));
      KvLayer other =
          narrow.append(0, Tensor.zeros(3, KEY_HEADS, 16), Tensor.zeros(3, KEY_HEADS, 31));
      Sequences two = Sequences.of(1, 1);
      Tensor queries = Tensor.zeros(2, HEADS, 16);

      assertThatThrownBy(() ->
              ops.attention(SITE, queries, two, new KvSource.Cached(List.of(full, other)), OPTIONS))
          .isInstanceOf(ShapeException.class)
          .hasMessage("attention: every cache must have a position, D of the queries, and Hkv and"
              + " Dv of the first; q is F32(2, 6, 16), the first is"
              + " cache(S=3, Hkv=2, D=16, Dv=32), got cache(S=3, Hkv=2, D=16, Dv=31)");
      assertThatThrownBy(
              () -> ops.attention(SITE, queries, two, new KvSource.Cached(List.of(full)), OPTIONS))
          .isInstanceOf(ShapeException.class)
          .hasMessageStartingWith("attention: queries and keys must be of as many sequences;"
              + " got 2 of queries, 1 of keys;");
    }
  }
}
