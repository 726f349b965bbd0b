package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.models.Models;
import io.blick.models.encoder.ConfigKeys;
import io.blick.models.format.FormatException;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key that a BERT's config.json may have is read, refused, or known to be harmless. */
class BertKeysTest {
  private static final ConfigKeys KEYS = new BertArchitecture().keys();

  @TempDir
  private Path folder;

  private final TinyBert tiny = new TinyBert();

  static Stream<String> keys() throws IOException {
    List<String> keys = new ArrayList<>();
    for (String version : new String[] {"4.57.6", "5.24.0"}) {
      keys.addAll(
          Files.readAllLines(Path.of("src/test/resources/bert-config/keys-" + version + ".txt")));
    }
    return keys.stream().filter(key -> !key.startsWith("#")).distinct();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_key_that_is_known_elsewhere_has_one_meaning_here(String key) {
    List<Set<String>> meanings = List.of(KEYS.read(), KEYS.refused().keySet(), KEYS.harmless());

    assertThat(meanings).filteredOn(set -> set.contains(key)).hasSize(1);
  }

  @Test
  void no_key_has_two_meanings() {
    List<String> all = new ArrayList<>(KEYS.read());
    all.addAll(KEYS.refused().keySet());
    all.addAll(KEYS.harmless());

    assertThat(all).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "is_decoder | true | only encoders are supported",
        "is_decoder | 1 | only encoders are supported",
        "is_encoder_decoder | true | only encoders are supported",
        "add_cross_attention | true | attention to a second model is not supported",
        "pruned_heads | {\"0\":[1]} | models with pruned heads are not supported",
        "per_layer_config | {\"1\":{}} | layers that differ in their config are not supported",
        "quantization_config | {\"bits\":4} | quantized weights are not supported",
        "auto_map | {\"AutoModel\":\"m.M\"}"
            + " | `a model with code of its own is another model, and code is never run`",
        "adapters | {\"a\":1} | `adapters are not supported; merge them into the weights`"
      })
  void a_key_that_changes_the_answer_is_refused(String key, String value, String why)
      throws IOException {
    write(key, value);

    refused("%s must be false, empty or absent, since %s; got %s".formatted(key, why, value));
  }

  @Test
  void every_refused_key_is_tried_here() throws NoSuchMethodException {
    String[] tried = BertKeysTest.class
        .getDeclaredMethod(
            "a_key_that_changes_the_answer_is_refused", String.class, String.class, String.class)
        .getAnnotation(CsvSource.class)
        .value();

    assertThat(Stream.of(tried).map(line -> line.split(" ", 2)[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(KEYS.refused().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "{}", "[]"})
  void a_refused_key_may_ask_for_nothing(String value) throws IOException {
    for (String key : KEYS.refused().keySet()) {
      write(key, value);

      try (TextModel model = Models.open(folder)) {
        assertThat(model.notes()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "position_embedding_type | relative_key_query | absolute",
        "position_embedding_type | alibi | absolute"
      })
  void an_unsupported_choice_is_refused(String key, String value, String supported)
      throws IOException {
    write(key, '"' + value + '"');

    refused("%s must be one of %s; got \"%s\"".formatted(key, supported, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"position_embedding_type", "tie_word_embeddings", "tokenizer_class"})
  void null_is_as_absent(String key) throws IOException {
    write(key, "null");

    assertThat(notes()).isEmpty();
  }

  @Test
  void an_unknown_key_is_named_in_one_note() throws IOException {
    write("rotary_base", "10000");
    assertThat(notes())
        .containsExactly(
            "config.json asks for what is not known here, and gets nothing: rotary_base");

    tiny.config().put("no_such_key", 1);
    write("rotary_base", "10000");
    assertThat(notes())
        .containsExactly("config.json asks for what is not known here, and gets nothing:"
            + " no_such_key and 1 more");
  }

  @ParameterizedTest
  @CsvSource({
    "gelu, gelu_python",
    "gelu_new, gelu_pytorch_tanh",
    "gelu_new, gelu_python_tanh",
    "gelu_new, gelu_fast",
    "gelu_new, gelu_accurate"
  })
  void names_of_one_activation_give_the_same_numbers(String name, String other) {
    assertThat(last(other)).isEqualTo(last(name));
    assertThat(last("gelu")).isNotEqualTo(last("gelu_new"));
  }

  private double[] last(String activation) {
    tiny.config().put("hidden_act", activation);
    try (TextModel model = tiny.open(folder);
        Ops ops = new ReferenceOps()) {
      Batch batch = Batch.of(List.of(model.tokenizer().encode("a b c")));
      return model.forward(ops, batch).getLast().toDoubles();
    }
  }

  @Test
  void what_every_key_of_a_saved_config_has_unless_set_is_taken() throws IOException {
    tiny.config()
        .putAll(Map.of(
            "architectures",
            List.of("BertForMaskedLM"),
            "torch_dtype",
            "float32",
            "chunk_size_feed_forward",
            3,
            "use_cache",
            true,
            "id2label",
            Map.of("0", "A"),
            "pad_token_id",
            0,
            "tokenizer_class",
            "BertTokenizer",
            "transformers_version",
            "5.24.0"));
    tiny.write(folder);

    assertThat(notes()).isEmpty();
  }

  private List<String> notes() {
    try (TextModel model = Models.open(folder)) {
      return model.notes();
    }
  }

  private void write(String key, String value) throws IOException {
    tiny.config().put(key, "VALUE");
    Path config = tiny.write(folder).resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"VALUE\"", value));
    tiny.config().remove(key);
  }

  private void refused(String said) {
    assertThatThrownBy(() -> Models.open(folder))
        .isExactlyInstanceOf(FormatException.class)
        .hasMessage("config: config.json: at byte 0: " + said);
  }
}
