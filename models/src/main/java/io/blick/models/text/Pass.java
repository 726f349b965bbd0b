package io.blick.models.text;

import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.cache.KvCache;
import io.blick.core.cache.KvLayer;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One pass through the blocks of a model: the batch, and where each attention has its keys and
 * values from. They are those that the pass makes of its own texts or, where these go on from what
 * is in caches, those of the caches as well.
 */
public final class Pass {
  private final Batch batch;
  private final List<KvCache> caches;
  private final Tensor positions;
  private final int longest;

  private Pass(Batch batch, List<KvCache> caches, Tensor positions, int longest) {
    this.batch = batch;
    this.caches = caches;
    this.positions = positions;
    this.longest = longest;
  }

  /** Returns a pass over all pieces of a batch. */
  public static Pass of(Batch batch) {
    Objects.requireNonNull(batch, "pass: batch must not be null");
    return new Pass(batch, List.of(), batch.positions(), batch.longest());
  }

  /**
   * Returns a pass over pieces that follow those in caches: text i of the batch goes on from cache
   * i. When the pass is {@link #done}, the caches have these pieces as well.
   *
   * @param caches one for each text, each another, with the layers of the model
   * @param batch the pieces that are new
   * @throws IllegalArgumentException if there are not as many caches as texts, or one is given
   *     twice
   */
  public static Pass after(List<KvCache> caches, Batch batch) {
    Objects.requireNonNull(batch, "pass: batch must not be null");
    List<KvCache> each =
        List.copyOf(Objects.requireNonNull(caches, "pass: caches must not be null"));
    long apart = each.stream().map(System::identityHashCode).distinct().count();
    if (each.size() != batch.texts() || apart != each.size()) {
      throw new IllegalArgumentException(
          "pass: there must be a cache for each text, each another; got %d for %d; fork one"
              .formatted(apart, batch.texts()));
    }
    Sequences texts = batch.sequences();
    int[] positions = new int[texts.rows()];
    int longest = 0;
    for (int b = 0; b < texts.count(); b++) {
      int first = each.get(b).length();
      for (int i = 0; i < texts.length(b); i++) {
        positions[texts.start(b) + i] = first + i;
      }
      longest = Math.max(longest, first + texts.length(b));
    }
    return new Pass(batch, each, Tensor.of(positions, positions.length), longest);
  }

  /** Returns the same pass, where each of the pieces is of the first segment. */
  public Pass inOneSegment() {
    return new Pass(batch.inOneSegment(), caches, positions, longest);
  }

  /** Returns the pieces whose hidden states are computed. */
  public Batch batch() {
    return batch;
  }

  /** Returns the index of each of these pieces within its text, from 0, int32 (N). */
  public Tensor positions() {
    return positions;
  }

  /** Returns the number of pieces of the longest text, those in its cache included. */
  public int longest() {
    return longest;
  }

  /**
   * Returns the keys and values to which the queries of the batch attend.
   *
   * @param site which attention of which layer
   * @param k keys that the layer made of the pieces of the batch (N, Hkv, D)
   * @param v values that the layer made of them (N, Hkv, Dv)
   */
  public KvSource source(AttentionSite site, Tensor k, Tensor v) {
    Sequences texts = batch.sequences();
    if (caches.isEmpty()) {
      return new KvSource.Fresh(k, v, texts);
    }
    List<KvLayer> layers = new ArrayList<>();
    for (int b = 0; b < caches.size(); b++) {
      layers.add(caches.get(b).append(site.layer(), texts.rows(k, b), texts.rows(v, b)));
    }
    return new KvSource.Cached(layers);
  }

  /** Whether the pass makes all keys and values itself. */
  boolean isWhole() {
    return caches.isEmpty();
  }

  /** Makes the pieces of the batch part of what the caches have. */
  void done() {
    for (int b = 0; b < caches.size(); b++) {
      caches.get(b).advance(batch.sequences().length(b));
    }
  }
}
