package io.blick.models.ggml;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tensors of a GGUF file are called in safetensors: {@code blk.3.attn_q.weight} is
 * {@code model.layers.3.self_attn.q_proj.weight}. A name that is not known stays.
 *
 * @param shared of what all layers share, without {@code .weight} or {@code .bias}
 * @param layers what the names of layers begin with, up to their number
 * @param own of what each layer has, after its number
 */
record TensorNames(Map<String, String> shared, String layers, Map<String, String> own)
    implements UnaryOperator<String> {
  private static final Pattern LAYER = Pattern.compile("blk\\.(\\d{1,9})\\.(\\w+)\\.(weight|bias)");
  private static final Pattern SHARED = Pattern.compile("(\\w+)\\.(weight|bias)");

  /** The names of Llama and all that have its parts. */
  static final TensorNames LLAMA = new TensorNames(
      Map.of("token_embd", "model.embed_tokens", "output_norm", "model.norm", "output", "lm_head"),
      "model.layers.",
      Map.of(
          "attn_norm", "input_layernorm",
          "attn_q", "self_attn.q_proj",
          "attn_k", "self_attn.k_proj",
          "attn_v", "self_attn.v_proj",
          "attn_output", "self_attn.o_proj",
          "ffn_norm", "post_attention_layernorm",
          "ffn_gate", "mlp.gate_proj",
          "ffn_up", "mlp.up_proj",
          "ffn_down", "mlp.down_proj"));

  @Override
  public String apply(String name) {
    Matcher layer = LAYER.matcher(name);
    if (layer.matches() && own.containsKey(layer.group(2))) {
      return String.join(
          ".", layers + layer.group(1), own.getOrDefault(layer.group(2), ""), layer.group(3));
    }
    Matcher other = SHARED.matcher(name);
    return other.matches() && shared.containsKey(other.group(1))
        ? String.join(".", List.of(shared.getOrDefault(other.group(1), ""), other.group(2)))
        : name;
  }
}
