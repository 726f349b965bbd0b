package io.blick.models.gguf;

import java.util.HashMap;
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

  private static final TensorNames LLAMA = new TensorNames(
      Map.of("token_embd", "model.embed_tokens", "output_norm", "model.norm", "output", "lm_head"),
      "model.layers.",
      Map.ofEntries(
          Map.entry("attn_norm", "input_layernorm"),
          Map.entry("attn_q", "self_attn.q_proj"),
          Map.entry("attn_k", "self_attn.k_proj"),
          Map.entry("attn_v", "self_attn.v_proj"),
          Map.entry("attn_output", "self_attn.o_proj"),
          Map.entry("attn_q_norm", "self_attn.q_norm"),
          Map.entry("attn_k_norm", "self_attn.k_norm"),
          Map.entry("ffn_norm", "post_attention_layernorm"),
          Map.entry("ffn_gate", "mlp.gate_proj"),
          Map.entry("ffn_up", "mlp.up_proj"),
          Map.entry("ffn_down", "mlp.down_proj")));

  private static final TensorNames PHI =
      LLAMA.with(Map.of("attn_qkv", "self_attn.qkv_proj", "ffn_up", "mlp.gate_up_proj"));

  private static final TensorNames GEMMA = LLAMA.with(Map.of(
      "post_attention_norm", "post_attention_layernorm",
      "ffn_norm", "pre_feedforward_layernorm",
      "post_ffw_norm", "post_feedforward_layernorm"));

  private static final TensorNames GPT_2 = new TensorNames(
      Map.of(
          "token_embd", "transformer.wte",
          "position_embd", "transformer.wpe",
          "output_norm", "transformer.ln_f",
          "output", "lm_head"),
      "transformer.h.",
      Map.of(
          "attn_norm", "ln_1",
          "attn_qkv", "attn.c_attn",
          "attn_output", "attn.c_proj",
          "ffn_norm", "ln_2",
          "ffn_up", "mlp.c_fc",
          "ffn_down", "mlp.c_proj"));

  private static final TensorNames GPT_NEOX = new TensorNames(
      Map.of(
          "token_embd", "gpt_neox.embed_in",
          "output_norm", "gpt_neox.final_layer_norm",
          "output", "embed_out"),
      "gpt_neox.layers.",
      Map.of(
          "attn_norm", "input_layernorm",
          "attn_qkv", "attention.query_key_value",
          "attn_output", "attention.dense",
          "ffn_norm", "post_attention_layernorm",
          "ffn_up", "mlp.dense_h_to_4h",
          "ffn_down", "mlp.dense_4h_to_h"));

  /** Returns the names of a general.architecture; those of Llama if it has no others. */
  static TensorNames of(String architecture) {
    return switch (architecture) {
      case "phi3" -> PHI;
      case "gemma2", "gemma3" -> GEMMA;
      case "gpt2" -> GPT_2;
      case "gptneox" -> GPT_NEOX;
      default -> LLAMA;
    };
  }

  /** Returns the same names, but for some parts of a layer. */
  private TensorNames with(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(own);
    all.putAll(others);
    return new TensorNames(shared, layers, all);
  }

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
