package io.blick.models.encoder;

import io.blick.core.nn.Activation;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.Activations;

/**
 * The sizes of layers, which are the same in each.
 *
 * @param count number of layers, L
 * @param width of the hidden states, C
 * @param heads number of heads, H
 * @param feedForward width between the two linear layers, F
 * @param activation between these two
 * @param epsilon of the layer norms
 */
public record LayerSizes(
    int count, int width, int heads, int feedForward, Activation activation, float epsilon) {

  /**
   * Returns the sizes in a config.json that calls them as BERT does.
   *
   * @throws io.blick.models.format.FormatException if one is missing or no size
   */
  public static LayerSizes of(ConfigFile file) {
    file.requireMultiple("hidden_size", "num_attention_heads");
    return new LayerSizes(
        file.size("num_hidden_layers"),
        file.size("hidden_size"),
        file.size("num_attention_heads"),
        file.size("intermediate_size"),
        Activations.of(file, "hidden_act"),
        file.positive("layer_norm_eps", 1e-12));
  }

  /** Returns the head dimension D = C / H. */
  public int headDim() {
    return width / heads;
  }
}
