package io.blick.models.causal;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The weights of a file that a causal language model does not use. One within its layers is
 * refused: the numbers would be others than those of the model that the file is of. Buffers that no
 * result depends on are left out: those of masks and rotary positions, and the state of an
 * optimizer.
 */
record LeftOver(List<String> names) {
  private static final Pattern HARMLESS = Pattern.compile(
      ".*\\.(?:rotary_emb\\.inv_freq|attn\\.(?:bias|masked_bias)|attention\\.(?:bias|masked_bias))"
          // Read with the config of a GGUF file.
          + "|rope_freqs\\.weight"
          + "|(?:optimizer|lr_scheduler|scheduler)\\..*|.*[./](?:adam_[mv]|exp_avg|exp_avg_sq)");

  /**
   * Returns what is left.
   *
   * @param used the names of the weights that are used
   * @throws FormatException if a weight within the layers is not used
   */
  static LeftOver of(TensorFile file, WeightPlaces places, Set<String> used) {
    List<String> left = file.names().stream()
        .filter(name -> !used.contains(name) && !HARMLESS.matcher(name).matches())
        .toList();
    left.stream().filter(places::isWithin).findFirst().ifPresent(name -> {
      throw new FormatException(
          places.plan().names().model(),
          file.path(),
          0,
          "the layers must have the weights that config.json asks for; got %s as well"
              .formatted(Escaped.text(name)));
    });
    return new LeftOver(left);
  }

  /** Returns a sentence that names them, if there are any. */
  Optional<String> note() {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String first = names.getFirst();
    return Optional.of(
        names.size() == 1
            ? first + " is not used"
            : "%s and %d more weights are not used".formatted(first, names.size() - 1));
  }
}
