package io.blick.models.causal;

import io.blick.core.attention.Alignment;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.Mask;
import io.blick.core.attention.Reach;
import io.blick.models.format.json.ConfigFile;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Which layers look at a window of keys: a piece looks at itself and the {@code size − 1} before
 * it. Beltagy et al. 2020 (arXiv 2004.05150).
 *
 * @param size of the window; without one no layer looks at a window
 * @param layers those that look at it, counted from 0; the others look at all keys before them
 */
public record Windows(OptionalInt size, IntPredicate layers) {
  private static final String TYPES = "layer_types";
  private static final String SLIDING = "sliding_attention";
  private static final List<String> KNOWN = List.of("full_attention", SLIDING);
  private static final String SIZE = "sliding_window";

  /**
   * Returns the windows of a config.json: of the layers that {@code layer_types} names or, where it
   * is absent, of those that {@code otherwise} names.
   *
   * @param count number of layers, L
   * @throws io.blick.models.format.FormatException if a layer is of no known type, there are more
   *     or fewer types than layers, or a layer has a window of no size
   */
  public static Windows of(ConfigFile file, int count, IntPredicate otherwise) {
    List<String> types = types(file, count);
    if (types.isEmpty()) {
      return ofAll(file, otherwise);
    }
    OptionalInt size =
        types.contains(SLIDING) ? OptionalInt.of(file.size(SIZE)) : OptionalInt.empty();
    return new Windows(size, l -> types.get(l).equals(SLIDING));
  }

  /** Returns the windows of a config.json whose {@code sliding_window}, if any, is all it says. */
  public static Windows ofAll(ConfigFile file, IntPredicate layers) {
    return new Windows(
        file.has(SIZE) ? OptionalInt.of(file.size(SIZE)) : OptionalInt.empty(), layers);
  }

  private static List<String> types(ConfigFile file, int count) {
    List<String> types = file.texts(TYPES);
    if (!types.isEmpty() && (types.size() != count || !KNOWN.containsAll(types))) {
      throw file.wrong(
          TYPES,
          "must have %d names, one for each layer, each %s"
              .formatted(count, String.join(" or ", KNOWN)));
    }
    return types;
  }

  /** Whether a layer looks at a window. */
  public boolean has(int layer) {
    return size.isPresent() && layers.test(layer);
  }

  /**
   * Returns the options of a layer.
   *
   * @param causal those of a layer that looks at all keys before it
   */
  public AttentionOptions options(AttentionOptions causal, int layer) {
    return has(layer)
        ? causal.withMask(
            Mask.window(Alignment.bottomRight(), Reach.of(size.orElseThrow() - 1), Reach.of(0)))
        : causal;
  }
}
