package io.blick.models.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.core.nn.Rotary;
import io.blick.models.format.FormatException;
import io.blick.models.gemma.Gemma2Architecture;
import io.blick.models.gemma.Gemma3Architecture;
import io.blick.models.gpt2.Gpt2Architecture;
import io.blick.models.gptneox.GptNeoXArchitecture;
import io.blick.models.llama.LlamaArchitecture;
import io.blick.models.llama.MistralArchitecture;
import io.blick.models.phi.Phi3Architecture;
import io.blick.models.qwen.Qwen2Architecture;
import io.blick.models.qwen.Qwen3Architecture;
import io.blick.models.smollm.SmolLm3Architecture;
import io.blick.models.stack.ConfigKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key that a causal model's config.json may have is read, refused, or harmless. */
class CausalKeysTest {
  private static final Map<String, CausalArchitecture> ALL = Map.of(
      "gemma2", new Gemma2Architecture(1),
      "gemma3_text", new Gemma3Architecture(1),
      "gpt2", new Gpt2Architecture(Gpt2Architecture.Stored.OUTPUTS_LAST),
      "gpt_neox", new GptNeoXArchitecture(GptNeoXArchitecture.Fused.HEAD_BY_HEAD),
      "llama", new LlamaArchitecture(Rotary.Pairs.HALVES),
      "mistral", new MistralArchitecture(),
      "phi3", new Phi3Architecture(),
      "qwen2", new Qwen2Architecture(),
      "qwen3", new Qwen3Architecture(),
      "smollm3", new SmolLm3Architecture(Rotary.Pairs.HALVES));

  @TempDir
  private Path folder;

  static Stream<Arguments> keys() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Map.Entry<String, CausalArchitecture> each : ALL.entrySet()) {
      String list = "src/test/resources/causal-config/%s-5.24.0.txt".formatted(each.getKey());
      Files.readAllLines(Path.of(list)).stream()
          .filter(key -> !key.startsWith("#"))
          .forEach(key -> all.add(arguments(each.getKey(), key)));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_key_that_is_known_elsewhere_has_one_meaning_here(String name, String key) {
    ConfigKeys keys = ALL.getOrDefault(name, new MistralArchitecture()).keys();
    List<Set<String>> meanings = List.of(keys.read(), keys.refused().keySet(), keys.harmless());

    assertThat(meanings).filteredOn(set -> set.contains(key)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "llama | is_encoder_decoder | true"
            + " | must be false, empty or absent, since only decoders are supported; got true",
        "gemma2 | use_bidirectional_attention | true"
            + " | `must be false, empty or absent, since only attention to what comes before is"
            + " supported; got true`",
        "gemma3 | use_bidirectional_attention | true"
            + " | `must be false, empty or absent, since only attention to what comes before is"
            + " supported; got true`",
        "gemma2 | query_pre_attn_scalar | 0 | must be a positive number; got 0",
        "gpt2 | activation_function | \"mish\" | `must be one of gelu, gelu_python, gelu_new,"
            + " gelu_pytorch_tanh, gelu_python_tanh, gelu_fast, gelu_accurate, relu, silu, swish,"
            + " tanh, linear; got \"mish\"`",
        "gpt2 | n_head | 3 | n_embd must be a multiple of n_head, 3; got 26",
        "gpt_neox | num_attention_heads | 5"
            + " | hidden_size must be a multiple of num_attention_heads, 5; got 24",
        "gpt_neox | rope_parameters | {\"partial_rotary_factor\":0.2}"
            + " | partial_rotary_factor must leave an even number of the 8 elements of a head, from"
            + " 2; got 0.2",
        "llama | rope_parameters | {\"rope_type\":\"dynamic\"}"
            + " | `rope_type must be one of default, linear, llama3, yarn; got \"dynamic\"`",
        "phi3 | rope_scaling | {\"type\":\"longrope\"}"
            + " | type must be default; got \"longrope\"",
        "mistral-window | sliding_window | 0"
            + " | must be a whole number from 1 to 2147483647; got 0",
        "qwen3-types | use_sliding_window | false"
            + " | must be true where layer_types has sliding_attention; got false",
        "qwen3-types | layer_types | [\"full_attention\"] | `must have 3 names, one for each layer,"
            + " each full_attention or sliding_attention; got [\"full_attention\"]`",
        "qwen2-windows | max_window_layers | -1"
            + " | must be a whole number from 0 to 2147483647; got -1",
        "smollm3 | no_rope_layers | [1,0] | `must have a number for each of 5 layers; got [1,0]`",
        "llama | quantization_config | {\"bits\":4}"
            + " | must be false, empty or absent, since quantized weights are not supported; got"
            + " {\"bits\":4}"
      })
  void what_is_not_done_is_named(String name, String key, String value, String message) {
    SavedCausal saved = new SavedCausal(name).set(key, value);
    String named = message.startsWith("must") ? key + " " + message : message;

    assertThatThrownBy(() -> saved.open(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage("config: config.json: at byte 0: %s", named);
  }
}
