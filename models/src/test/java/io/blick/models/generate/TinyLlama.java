package io.blick.models.generate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A Llama of small sizes with seeded weights, as a folder of Hugging Face's layout, whose pieces
 * are the 256 bytes and an end.
 */
final class TinyLlama {
  static final int POSITIONS = 97;
  static final int END = 256;

  private static final int VOCABULARY = 257;
  private static final int WIDTH = 37;
  private static final int LAYERS = 3;
  private static final int HEADS = 6;
  private static final int KEY_HEADS = 2;
  private static final int HEAD_DIM = 10;
  private static final int INNER = 53;

  private final SplittableRandom random = new SplittableRandom(17);
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Object> config = new LinkedHashMap<>();

  TinyLlama() {
    config.put("model_type", "llama");
    config.put("vocab_size", VOCABULARY);
    config.put("max_position_embeddings", POSITIONS);
    config.put("hidden_size", WIDTH);
    config.put("num_hidden_layers", LAYERS);
    config.put("num_attention_heads", HEADS);
    config.put("num_key_value_heads", KEY_HEADS);
    config.put("head_dim", HEAD_DIM);
    config.put("intermediate_size", INNER);
    config.put("rms_norm_eps", 1e-5);
    config.put("tie_word_embeddings", true);
    config.put("eos_token_id", END);
    add("model.embed_tokens", VOCABULARY, WIDTH);
    for (int l = 0; l < LAYERS; l++) {
      String at = "model.layers." + l + ".";
      gain(at + "input_layernorm");
      add(at + "self_attn.q_proj", HEADS * HEAD_DIM, WIDTH);
      add(at + "self_attn.k_proj", KEY_HEADS * HEAD_DIM, WIDTH);
      add(at + "self_attn.v_proj", KEY_HEADS * HEAD_DIM, WIDTH);
      add(at + "self_attn.o_proj", WIDTH, HEADS * HEAD_DIM);
      gain(at + "post_attention_layernorm");
      add(at + "mlp.gate_proj", INNER, WIDTH);
      add(at + "mlp.up_proj", INNER, WIDTH);
      add(at + "mlp.down_proj", WIDTH, INNER);
    }
    gain("model.norm");
  }

  private void add(String name, int outputs, int inputs) {
    float[] numbers = new float[outputs * inputs];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    tensors.put(name + ".weight", Tensor.of(numbers, outputs, inputs));
  }

  private void gain(String name) {
    float[] ones = new float[WIDTH];
    Arrays.fill(ones, 1);
    tensors.put(name + ".weight", Tensor.of(ones, WIDTH));
  }

  /** Returns config.json, which a test may change. */
  Map<String, Object> config() {
    return config;
  }

  /** Writes the folder and opens it. */
  TextModel open(Path folder) {
    try {
      JsonMapper json = new JsonMapper();
      Files.write(folder.resolve("config.json"), json.writeValueAsBytes(config));
      Files.write(folder.resolve("tokenizer.json"), json.writeValueAsBytes(tokenizer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Safetensors.write(folder.resolve("model.safetensors"), tensors, Map.of());
    return Models.open(folder);
  }

  private static Map<String, Object> tokenizer() {
    Map<String, Integer> pieces = new LinkedHashMap<>();
    for (int b = 0; b < 256; b++) {
      pieces.put(letter(b), b);
    }
    return Map.of(
        "added_tokens",
        List.of(Map.of(
            "id", END,
            "content", "<|end|>",
            "single_word", false,
            "lstrip", false,
            "rstrip", false,
            "normalized", false,
            "special", true)),
        "pre_tokenizer",
        Map.of("type", "ByteLevel", "add_prefix_space", false, "use_regex", true),
        "decoder",
        Map.of("type", "ByteLevel"),
        "model",
        Map.of("type", "BPE", "vocab", pieces, "merges", List.of()));
  }

  /** Returns the letter by which byte-level vocabularies write a byte. */
  private static String letter(int b) {
    int before = 0;
    for (int other = 0; other < b; other++) {
      before += isOwnLetter(other) ? 0 : 1;
    }
    return Character.toString(isOwnLetter(b) ? b : 256 + before);
  }

  private static boolean isOwnLetter(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xa1 && b != 0xad);
  }
}
