package io.blick.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.kernel.Memory;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cache gives back is what was appended, whatever was cut back, shared or failed. */
class KvCacheTest {
  private static final int LAYERS = 2;
  private static final int HEADS = 3;
  private static final int DIM = 5;
  private static final int VALUE_DIM = 7;

  private final SplittableRandom random = new SplittableRandom(11);

  /** A cache beside the rows that it must have: for each layer keys and values of a position. */
  private record Kept(KvCache cache, List<List<float[]>> keys, List<List<float[]>> values) {
    static Kept empty() {
      return new Kept(KvCache.empty(LAYERS, HEADS, DIM, VALUE_DIM), lists(), lists());
    }

    private static List<List<float[]>> lists() {
      return List.of(new ArrayList<>(), new ArrayList<>());
    }

    Kept fork() {
      Kept fork = new Kept(cache.fork(), lists(), lists());
      for (int l = 0; l < LAYERS; l++) {
        fork.keys.get(l).addAll(keys.get(l).subList(0, cache.length()));
        fork.values.get(l).addAll(values.get(l).subList(0, cache.length()));
      }
      return fork;
    }

    void cutBack(int length) {
      cache.cutBack(length);
      keys.forEach(rows -> rows.subList(length, rows.size()).clear());
      values.forEach(rows -> rows.subList(length, rows.size()).clear());
    }
  }

  private void append(Kept kept, int layer, int positions) {
    float[] k = random(positions * HEADS * DIM);
    float[] v = random(positions * HEADS * VALUE_DIM);
    kept.cache.append(
        layer, Tensor.of(k, positions, HEADS, DIM), Tensor.of(v, positions, HEADS, VALUE_DIM));
    for (int t = 0; t < positions; t++) {
      kept.keys.get(layer).add(row(k, t, HEADS * DIM));
      kept.values.get(layer).add(row(v, t, HEADS * VALUE_DIM));
    }
  }

  private void pass(Kept kept, int positions) {
    for (int l = 0; l < LAYERS; l++) {
      append(kept, l, positions);
    }
    kept.cache.advance(positions);
  }

  private float[] random(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  private static float[] row(float[] numbers, int row, int width) {
    float[] copy = new float[width];
    System.arraycopy(numbers, row * width, copy, 0, width);
    return copy;
  }

  private static void check(Kept kept) {
    for (int l = 0; l < LAYERS; l++) {
      KvLayer layer = layer(kept.cache, l);
      Tensor keys = Tensor.zeros(layer.length(), HEADS, DIM);
      Tensor values = Tensor.zeros(layer.length(), HEADS, VALUE_DIM);
      layer.keys(keys);
      layer.values(values);

      assertThat(layer.length()).isEqualTo(kept.cache.length());
      assertThat(keys.toFloats()).isEqualTo(joined(kept.keys.get(l)));
      assertThat(values.toFloats()).isEqualTo(joined(kept.values.get(l)));
    }
  }

  /** Returns a layer: a pass of nothing shows it without changing it. */
  private static KvLayer layer(KvCache cache, int layer) {
    return cache.append(layer, Tensor.zeros(0, HEADS, DIM), Tensor.zeros(0, HEADS, VALUE_DIM));
  }

  private static float[] joined(List<float[]> rows) {
    int width = rows.isEmpty() ? 0 : rows.getFirst().length;
    float[] all = new float[rows.size() * width];
    for (int s = 0; s < rows.size(); s++) {
      System.arraycopy(rows.get(s), 0, all, s * width, width);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 63, 64, 67, 191, 193, 401})
  void rows_come_back_as_they_were_appended_in_any_chunks(int positions) {
    Kept kept = Kept.empty();
    for (int done = 0; done < 401; done += positions) {
      pass(kept, positions);
    }
    check(kept);
    kept.cache.close();
  }

  @Test
  void keys_of_64_positions_lie_side_by_side() {
    Kept kept = Kept.empty();
    pass(kept, 131);
    KvLayer layer = layer(kept.cache, 1);

    for (int s : new int[] {0, 1, 63, 64, 130}) {
      for (int d = 0; d < DIM; d++) {
        long at = layer.keyAt(2, s) + (long) d * KvLayer.PANEL;
        float number = Memory.get(layer.block(s), at);
        assertThat(number).isEqualTo(kept.keys.get(1).get(s)[2 * DIM + d]);
      }
    }
    assertThat(layer.keyAt(0, 1)).isEqualTo(layer.keyAt(0, 0) + 1);
  }

  @Test
  void what_was_cut_back_is_written_over() {
    Kept kept = Kept.empty();
    pass(kept, 607);
    kept.cutBack(197);
    check(kept);
    pass(kept, 3);
    check(kept);
    kept.cutBack(0);
    check(kept);
    pass(kept, 211);
    check(kept);
  }

  @Test
  void blocks_that_were_cut_off_are_given_back_but_for_one() {
    Kept kept = Kept.empty();
    pass(kept, 607);
    KvLayer layer = layer(kept.cache, 0);
    MemorySegment second = layer.block(192);
    MemorySegment third = layer.block(384);
    kept.cutBack(10);
    pass(kept, 419);

    assertThat(layer.block(192)).isSameAs(second);
    assertThat(layer.block(384)).isNotSameAs(third);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 191, 192, 193, 251})
  void forks_go_on_apart(int cut) {
    Kept kept = Kept.empty();
    pass(kept, 251);
    kept.cutBack(cut);
    Kept fork = kept.fork();
    Kept second = fork.fork();

    pass(fork, 17);
    pass(kept, 29);
    second.cutBack(cut / 2);
    pass(second, 41);

    check(kept);
    check(fork);
    check(second);
    kept.cache.close();
    check(fork);
    pass(fork, 5);
    check(fork);
    check(second);
  }

  @Test
  void what_a_failed_pass_appended_is_no_part_of_the_text() {
    Kept kept = Kept.empty();
    pass(kept, 71);
    kept.cache.append(0, Tensor.zeros(7, HEADS, DIM), Tensor.zeros(7, HEADS, VALUE_DIM));

    assertThat(kept.cache.length()).isEqualTo(71);
    check(kept);
    pass(kept, 2);
    check(kept);
  }

  @Test
  void layers_of_different_passes_are_no_text() {
    KvCache cache = KvCache.empty(LAYERS, HEADS, DIM, VALUE_DIM);
    Tensor k = Tensor.zeros(1, HEADS, DIM);
    Tensor v = Tensor.zeros(1, HEADS, VALUE_DIM);
    cache.append(0, k, v);
    cache.append(1, k, v);
    cache.append(0, k, v);

    assertThatThrownBy(() -> cache.advance(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cache: every layer must have 1 positions before the text has them;"
            + " got 0 in layer 1; run the whole pass");
    cache.append(1, k, v);
    cache.advance(1);
    assertThat(cache.length()).isEqualTo(1);
  }

  @Test
  void a_layer_is_not_read_once_its_cache_is_another() {
    KvCache cache = KvCache.empty(1, HEADS, DIM, VALUE_DIM);
    Tensor keys = Tensor.zeros(2, HEADS, DIM);
    KvLayer first = cache.append(0, keys, Tensor.zeros(2, HEADS, VALUE_DIM));
    first.keys(keys);
    cache.advance(2);
    first.keys(keys);
    KvLayer second = cache.append(0, keys, Tensor.zeros(2, HEADS, VALUE_DIM));
    String message = "cache: a layer must be read before its cache is appended to again, cut back"
        + " or closed; got cache(S=%d, Hkv=3, D=5, Dv=7) afterwards; append again";

    assertThatThrownBy(() -> first.keys(keys))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message.formatted(2));
    cache.cutBack(2);
    assertThatThrownBy(second::demandReadable)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message.formatted(4));
    KvLayer third = cache.append(0, keys, Tensor.zeros(2, HEADS, VALUE_DIM));
    cache.close();
    assertThatThrownBy(() -> third.values(keys)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_fork_that_is_shared_takes_no_memory_of_its_own() {
    Kept kept = Kept.empty();
    pass(kept, 389);
    KvCache fork = kept.cache.fork();
    KvLayer own = layer(kept.cache, 0);
    KvLayer shared = layer(fork, 0);

    assertThat(shared.block(191)).isSameAs(own.block(191));

    fork.append(0, Tensor.zeros(1, HEADS, DIM), Tensor.zeros(1, HEADS, VALUE_DIM));

    assertThat(shared.block(383)).isSameAs(own.block(383));
    assertThat(shared.block(388)).isNotSameAs(own.block(388));
  }

  @Test
  void errors_say_what_must_hold() {
    KvCache cache = KvCache.empty(LAYERS, HEADS, DIM, VALUE_DIM);
    Tensor k = Tensor.zeros(2, HEADS, DIM);
    Tensor v = Tensor.zeros(2, HEADS, VALUE_DIM);

    assertThatThrownBy(() -> KvCache.empty(2, 3, 0, 7))
        .isInstanceOf(ShapeException.class)
        .hasMessage("cache: sizes must be at least 1; got L=2, Hkv=3, D=0, Dv=7");
    assertThatThrownBy(() -> KvCache.empty(1, Integer.MAX_VALUE, Integer.MAX_VALUE, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("cache: 192 positions of a layer must be below 2^40 numbers;"
            + " got Hkv=2147483647, D=2147483647, Dv=1");
    assertThatThrownBy(() -> cache.append(2, k, v))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("cache: the layer must be from 0 to 1; got 2");
    assertThatThrownBy(() -> cache.append(0, v, v))
        .isInstanceOf(ShapeException.class)
        .hasMessage("cache: sizes must be Hkv=3, D=5, Dv=7; k is F32(2, 3, 7), v is F32(2, 3, 7)");
    cache.append(0, k, v);
    assertThatThrownBy(() -> cache.advance(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cache: every layer must have 2 positions before the text has them;"
            + " got 0 in layer 1; run the whole pass");
    assertThatThrownBy(() -> cache.cutBack(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cache: a length to cut back to must be from 0 to 0; got 1");
    cache.close();
    cache.close();
    assertThatThrownBy(() -> cache.append(0, k, v))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cache: it must be open; got a call after close(); make another");
    assertThatThrownBy(cache::length).isInstanceOf(IllegalStateException.class);
  }
}
