package io.blick.core.cache;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Keys and values of the positions of one text that were computed already, of each layer: the next
 * pass computes only those of new positions. A pass appends to one layer after the other behind
 * {@link #length}, and {@link #advance} then makes what it appended part of the text; a pass that
 * failed leaves nothing.
 *
 * <p>Memory grows in blocks of 192 positions, and nothing that is there is copied. A {@link #fork}
 * shares what both have until one of them writes behind another length.
 *
 * <p>A cache serves one thread at a time; forks are caches of their own.
 */
public final class KvCache implements AutoCloseable {
  private final CacheSizes sizes;
  private final List<KvMemory> layers;
  private int length;
  private boolean closed;

  private KvCache(CacheSizes sizes, List<KvMemory> layers, int length) {
    this.sizes = sizes;
    this.layers = layers;
    this.length = length;
  }

  /**
   * Returns an empty cache.
   *
   * @param layers number of layers, L
   * @param keyHeads number of key-value heads, Hkv
   * @param dim elements of a key, D
   * @param valueDim elements of a value, Dv
   * @throws ShapeException if one is below 1
   */
  public static KvCache empty(int layers, int keyHeads, int dim, int valueDim) {
    CacheSizes sizes = new CacheSizes(layers, keyHeads, dim, valueDim);
    return new KvCache(
        sizes, Stream.generate(() -> new KvMemory(sizes)).limit(layers).toList(), 0);
  }

  /** Returns the number of positions that every layer has. */
  public int length() {
    requireOpen();
    return length;
  }

  /** Returns the number of layers, L. */
  public int layers() {
    return sizes.layers();
  }

  /**
   * Writes keys and values of new positions behind the {@link #length} positions of the text. A
   * second append to a layer begins another pass: what the first one appended, to any layer, is
   * forgotten.
   *
   * @param layer counted from 0
   * @param k keys of the new positions (T, Hkv, D), float32
   * @param v values of the new positions (T, Hkv, Dv), float32
   * @return the layer with the new positions, until the next append to it
   * @throws IndexOutOfBoundsException if there is no such layer
   * @throws ShapeException if the sizes are not those of the cache
   * @throws IllegalStateException if the cache is closed
   */
  public KvLayer append(int layer, Tensor k, Tensor v) {
    requireOpen();
    if (layer < 0 || layer >= layers()) {
      throw new IndexOutOfBoundsException(
          "cache: the layer must be from 0 to %d; got %d".formatted(layers() - 1, layer));
    }
    Objects.requireNonNull(k, "cache: k must not be null");
    Objects.requireNonNull(v, "cache: v must not be null");
    sizes.check(k, v);
    k.demand(DType.F32, "cache: k");
    v.demand(DType.F32, "cache: v");
    k.demandReadable("cache: k");
    v.demandReadable("cache: v");
    KvMemory appended = layers.get(layer);
    if (appended.hasAppended()) {
      layers.forEach(memory -> memory.beginPass(length));
    }
    appended.write(length, k, v);
    return new KvLayer(appended);
  }

  /**
   * Makes positions that were appended to every layer part of the text.
   *
   * @param positions how many, T
   * @throws IllegalStateException if a layer was not given so many, or the cache is closed
   */
  public void advance(int positions) {
    requireOpen();
    for (int l = 0; l < layers(); l++) {
      KvMemory layer = layers.get(l);
      int has = layer.hasAppended() ? layer.length() : length;
      if (has != length + positions) {
        throw new IllegalStateException(
            ("cache: every layer must have %d positions before the text has them; got %d in layer"
                    + " %d; run the whole pass")
                .formatted(length + positions, has, l));
      }
    }
    layers.forEach(KvMemory::endPass);
    length += positions;
  }

  /**
   * Forgets the last positions, so that other ones can follow the first.
   *
   * @param newLength how many stay
   * @throws IllegalArgumentException if it is negative or more than there are
   * @throws IllegalStateException if the cache is closed
   */
  public void cutBack(int newLength) {
    requireOpen();
    if (newLength < 0 || newLength > length) {
      throw new IllegalArgumentException(
          "cache: a length to cut back to must be from 0 to %d; got %d"
              .formatted(length, newLength));
    }
    length = newLength;
    layers.forEach(layer -> layer.cutBack(newLength));
  }

  /**
   * Returns a cache with the same positions, which shares their memory: both can go on, each with
   * its own.
   *
   * @throws IllegalStateException if the cache is closed
   */
  public KvCache fork() {
    requireOpen();
    List<KvMemory> forks = new ArrayList<>();
    layers.forEach(layer -> forks.add(layer.fork(length)));
    return new KvCache(sizes, List.copyOf(forks), length);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "cache: it must be open; got a call after close(); make another");
    }
  }

  /**
   * Ends the cache; memory that no fork shares is freed when the collector runs next. Does nothing
   * if it was ended already.
   */
  @Override
  public void close() {
    closed = true;
    length = 0;
    layers.forEach(KvMemory::clear);
  }
}
