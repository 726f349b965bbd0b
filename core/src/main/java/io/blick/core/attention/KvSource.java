package io.blick.core.attention;

import io.blick.core.cache.KvLayer;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.List;

/**
 * Where an attention of a ragged batch has its keys and values from. The queries of entry i attend
 * to the keys of entry i, and may be more or fewer than these.
 */
public sealed interface KvSource {

  /**
   * Keys and values that this pass made.
   *
   * @param k keys of all sequences (M, Hkv, D)
   * @param v values of all sequences (M, Hkv, Dv)
   * @param sequences which of the M rows belong together
   */
  record Fresh(Tensor k, Tensor v, Sequences sequences) implements KvSource {
    /** Checks that all are there. */
    public Fresh {
      Attention.present("k", k);
      Attention.present("v", v);
      Attention.present("sequences", sequences);
    }
  }

  /**
   * Keys and values that earlier passes and this one appended to caches.
   *
   * @param layers the layer of the cache of each sequence, with the keys of this pass
   */
  record Cached(List<KvLayer> layers) implements KvSource {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Cached {
      Attention.present("layers", layers);
      layers.forEach(layer -> Attention.present("layer", layer));
      layers = List.copyOf(layers);
      if (layers.isEmpty()) {
        throw new IllegalArgumentException(
            "attention: there must be a cache for each sequence; got none");
      }
    }
  }
}
