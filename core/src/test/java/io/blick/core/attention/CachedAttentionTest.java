package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.Uniform;
import io.blick.core.cache.KvCache;
import io.blick.core.cache.KvLayer;
import io.blick.core.kernel.Memory;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pass that goes on from a cache, cut anywhere, has the bits of one full pass. */
class CachedAttentionTest {
  /**
   * Sizes of one text.
   *
   * @param length of the text, S
   */
  record Sizes(int length, int heads, int keyHeads, int dim, int valueDim) {}

  static Stream<Sizes> sizes() {
    return Stream.of(
        new Sizes(397, 9, 3, 64, 64),
        new Sizes(211, 4, 4, 32, 16),
        new Sizes(199, 5, 5, 7, 11),
        new Sizes(131, 7, 1, 128, 128),
        new Sizes(193, 3, 3, 80, 48),
        new Sizes(67, 10, 5, 16, 64));
  }

  static List<AttentionOptions> options(int dim) {
    AttentionOptions full = AttentionOptions.full(dim);
    return List.of(
        AttentionOptions.causal(dim),
        AttentionOptions.causal(dim).withCap(SoftCap.at(2.5f)),
        full.withMask(Mask.window(Alignment.bottomRight(), Reach.of(31), Reach.of(0))));
  }

  /** Runs a text in chunks, the queries of each attending to all that is cached. */
  private static float[] inChunks(
      Attention attention, Text text, AttentionOptions options, int... chunks) {
    Sizes sizes = text.sizes;
    float[] all = new float[sizes.length * sizes.heads * sizes.valueDim];
    try (KvCache cache = KvCache.empty(1, sizes.keyHeads, sizes.dim, sizes.valueDim)) {
      for (int turn = 0; cache.length() < sizes.length; turn++) {
        int from = cache.length();
        int count = Math.min(chunks[turn % chunks.length], sizes.length - from);
        KvLayer layer = cache.append(0, text.k.slice(from, count), text.v.slice(from, count));
        Tensor output = Tensor.zeros(1, count, sizes.heads, sizes.valueDim);
        Tensor q = text.q.slice(from, count).view(1, count, sizes.heads, sizes.dim);
        attention.attend(q, layer, options, output, Tensor.zeros(1, sizes.heads, count));
        float[] rows = output.toFloats();
        System.arraycopy(rows, 0, all, from * sizes.heads * sizes.valueDim, rows.length);
        cache.advance(count);
      }
    }
    return all;
  }

  /** Queries, keys and values of a text, (S, H, D), (S, Hkv, D) and (S, Hkv, Dv). */
  private record Text(Sizes sizes, Tensor q, Tensor k, Tensor v) {
    static Text of(Sizes sizes, long seed) {
      Uniform uniform = new Uniform(seed);
      return new Text(
          sizes,
          uniform.tensor(sizes.length, sizes.heads, sizes.dim),
          uniform.tensor(sizes.length, sizes.keyHeads, sizes.dim),
          uniform.tensor(sizes.length, sizes.keyHeads, sizes.valueDim));
    }

    float[] whole(Attention attention, AttentionOptions options) {
      return attention
          .attend(
              q.view(1, sizes.length, sizes.heads, sizes.dim),
              k.view(1, sizes.length, sizes.keyHeads, sizes.dim),
              v.view(1, sizes.length, sizes.keyHeads, sizes.valueDim),
              options)
          .output()
          .toFloats();
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void any_chunks_give_the_bits_of_one_pass(Sizes sizes) {
    Text text = Text.of(sizes, 3);
    try (Parallel threads = new Parallel(2)) {
      Attention attention = new Attention(threads);
      for (AttentionOptions options : options(sizes.dim)) {
        float[] whole = text.whole(attention, options);

        assertThat(inChunks(attention, text, options, 1)).isEqualTo(whole);
        assertThat(inChunks(attention, text, options, sizes.length)).isEqualTo(whole);
        assertThat(inChunks(attention, text, options, 3, 1, 71, 2, 5)).isEqualTo(whole);
      }
    }
  }

  @Test
  void a_long_text_has_several_parts() {
    Text text = Text.of(new Sizes(3203, 4, 2, 32, 32), 5);
    try (Parallel threads = new Parallel(3)) {
      Attention attention = new Attention(threads);
      AttentionOptions options = AttentionOptions.causal(32);

      assertThat(inChunks(attention, text, options, 1601, 1, 1, 2, 3, 601))
          .isEqualTo(text.whole(attention, options));
    }
  }

  @Test
  void a_value_that_is_not_finite_reaches_only_who_sees_it() {
    Text text = Text.of(new Sizes(101, 6, 3, 16, 16), 7);
    Memory.set(text.v.data(), 83 * 3 * 16 + 17, Float.NaN);
    Memory.set(text.v.data(), 97 * 3 * 16 + 1, Float.POSITIVE_INFINITY);
    try (Parallel threads = new Parallel(1)) {
      Attention attention = new Attention(threads);
      AttentionOptions options = AttentionOptions.causal(16);

      assertThat(inChunks(attention, text, options, 90, 1, 2))
          .isEqualTo(text.whole(attention, options));
    }
  }

  @Test
  void errors_say_what_must_hold() {
    try (Parallel threads = new Parallel(1);
        KvCache cache = KvCache.empty(1, 3, 5, 7)) {
      KvLayer layer = cache.append(0, Tensor.zeros(2, 3, 5), Tensor.zeros(2, 3, 7));
      Attention attention = new Attention(threads);
      AttentionOptions options = AttentionOptions.causal(5);
      Tensor output = Tensor.zeros(1, 2, 6, 7);
      Tensor lse = Tensor.zeros(1, 6, 2);

      assertThatThrownBy(
              () -> attention.attend(Tensor.zeros(1, 2, 6, 11), layer, options, output, lse))
          .isInstanceOf(ShapeException.class)
          .hasMessage("attention: one text's queries must have D=5 and its outputs Dv=7, as the"
              + " cache has; q is F32(1, 2, 6, 11), output is F32(1, 2, 6, 7)");
      assertThatThrownBy(() -> attention.attend(
              Tensor.zeros(1, 2, 7, 5),
              layer,
              options,
              Tensor.zeros(1, 2, 7, 7),
              Tensor.zeros(1, 7, 2)))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              "attention: query heads must be a multiple of key-value heads;" + " got H=7, Hkv=3");
      assertThatThrownBy(() -> new KvSource.Cached(Arrays.asList(layer, null)))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("attention: layer must not be null");
      KvCache ended = KvCache.empty(1, 3, 5, 7);
      KvLayer gone = ended.append(0, Tensor.zeros(2, 3, 5), Tensor.zeros(2, 3, 7));
      ended.close();
      assertThatThrownBy(
              () -> attention.attend(Tensor.zeros(1, 2, 6, 5), gone, options, output, lse))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cache: a layer must be read before its cache is");
      assertThatThrownBy(() -> new KvSource.Cached(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("attention: there must be a cache for each sequence; got none");
    }
  }
}
