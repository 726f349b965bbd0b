package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.models.Models;
import io.blick.models.bert.BertArchitecture;
import io.blick.models.distilbert.DistilBertArchitecture;
import io.blick.models.electra.ElectraArchitecture;
import io.blick.models.format.FormatException;
import io.blick.models.mpnet.MpNetArchitecture;
import io.blick.models.stack.ConfigKeys;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key that an encoder's config.json may have is read, refused, or known to be harmless. */
class EncoderKeysTest {

  /** The architectures, each with one of its folders. */
  enum Kind {
    BERT("bert", "bert-masked"),
    DISTILBERT("distilbert", "distilbert-masked"),
    ELECTRA("electra", "electra-generator"),
    MPNET("mpnet", "mpnet-masked");

    private final String type;
    private final String saved;

    Kind(String type, String saved) {
      this.type = type;
      this.saved = saved;
    }

    private ConfigKeys keys() {
      Architecture architecture = switch (this) {
        case BERT -> new BertArchitecture();
        case DISTILBERT -> new DistilBertArchitecture();
        case ELECTRA -> new ElectraArchitecture();
        case MPNET -> new MpNetArchitecture();
      };
      return architecture.keys();
    }

    private SavedEncoder saved() {
      return new SavedEncoder(saved);
    }
  }

  @TempDir
  private Path folder;

  static Stream<Arguments> keys() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<String> keys = new ArrayList<>();
      for (String version : List.of("4.57.6", "5.24.0")) {
        String name = "src/test/resources/encoder-config/%s-%s.txt".formatted(kind.type, version);
        keys.addAll(Files.readAllLines(Path.of(name)));
      }
      keys.stream()
          .filter(key -> !key.startsWith("#"))
          .distinct()
          .forEach(key -> all.add(arguments(kind, key)));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_key_that_is_known_elsewhere_has_one_meaning_here(Kind kind, String key) {
    ConfigKeys keys = kind.keys();
    List<Set<String>> meanings = List.of(keys.read(), keys.refused().keySet(), keys.harmless());

    assertThat(meanings).filteredOn(set -> set.contains(key)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void no_key_has_two_meanings(Kind kind) {
    List<String> all = new ArrayList<>(kind.keys().read());
    all.addAll(kind.keys().refused().keySet());
    all.addAll(kind.keys().harmless());

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
    for (Kind kind : Kind.values()) {
      write(kind.saved(), key, value);

      refused("%s must be false, empty or absent, since %s; got %s".formatted(key, why, value));
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_refused_key_is_tried_here(Kind kind) throws NoSuchMethodException {
    String[] tried = EncoderKeysTest.class
        .getDeclaredMethod(
            "a_key_that_changes_the_answer_is_refused", String.class, String.class, String.class)
        .getAnnotation(CsvSource.class)
        .value();

    assertThat(Stream.of(tried).map(line -> line.split(" ", 2)[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(kind.keys().refused().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "{}", "[]"})
  void a_refused_key_may_ask_for_nothing(String value) throws IOException {
    for (Kind kind : Kind.values()) {
      for (String key : kind.keys().refused().keySet()) {
        write(kind.saved(), key, value);

        assertThat(notes()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void harmless_keys_change_nothing(Kind kind) {
    Map<String, double[]> before = kind.saved().results(folder);
    SavedEncoder saved = kind.saved();
    kind.keys().harmless().forEach(key -> saved.config().put(key, 7));

    assertThat(saved.results(folder)).usingRecursiveComparison().isEqualTo(before);
    assertThat(saved.notes(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"BERT, relative_key_query", "BERT, alibi", "ELECTRA, relative_key"})
  void positions_of_another_kind_are_refused(Kind kind, String value) throws IOException {
    write(kind.saved(), "position_embedding_type", '"' + value + '"');

    refused("position_embedding_type must be absolute; got \"%s\"".formatted(value));
  }

  @ParameterizedTest
  @EnumSource
  void null_is_as_absent(Kind kind) throws IOException {
    List<String> keys = new ArrayList<>(List.of(
        "architectures", "tie_word_embeddings", "tokenizer_class", "id2label", "problem_type"));
    if (kind.keys().read().contains("position_embedding_type")) {
      keys.add("position_embedding_type");
    }
    if (kind == Kind.MPNET) {
      keys.add("relative_attention_num_buckets");
    }
    for (String key : keys) {
      write(kind.saved(), key, "null");

      assertThat(notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_unknown_key_is_named_in_one_note(Kind kind) throws IOException {
    SavedEncoder saved = kind.saved();
    write(saved, "rotary_base", "10000");
    assertThat(notes())
        .containsExactly(
            "config.json asks for what is not known here, and gets nothing: rotary_base");

    saved.config().put("no_such_key", 1);
    write(saved, "rotary_base", "10000");
    assertThat(notes())
        .containsExactly("config.json asks for what is not known here, and gets nothing:"
            + " rotary_base and 1 more");
  }

  @ParameterizedTest
  @EnumSource
  void an_unknown_key_that_is_null_asks_for_nothing(Kind kind) throws IOException {
    write(kind.saved(), "rope_parameters", "null");

    assertThat(notes()).isEmpty();
  }

  static Stream<Arguments> sizes() {
    List<String> all = List.of("vocab_size", "max_position_embeddings");
    List<String> usual =
        List.of("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size");
    return Stream.of(
            Map.entry(Kind.BERT, usual),
            Map.entry(Kind.BERT, List.of("type_vocab_size")),
            Map.entry(Kind.DISTILBERT, List.of("dim", "n_layers", "n_heads", "hidden_dim")),
            Map.entry(Kind.ELECTRA, usual),
            Map.entry(Kind.ELECTRA, List.of("type_vocab_size", "embedding_size")),
            Map.entry(Kind.MPNET, usual))
        .flatMap(entry -> Stream.concat(
            entry.getValue().stream().map(key -> arguments(entry.getKey(), key)),
            all.stream().map(key -> arguments(entry.getKey(), key))))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void a_size_must_be_there(Kind kind, String key) {
    SavedEncoder saved = kind.saved();
    saved.config().remove(key);
    saved.write(folder);

    refused(key + " must be a whole number from 1 to 2147483647; got nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "gelu, gelu_python",
    "gelu_new, gelu_pytorch_tanh",
    "gelu_new, gelu_python_tanh",
    "gelu_new, gelu_fast",
    "gelu_new, gelu_accurate",
    "silu, swish"
  })
  void names_of_one_activation_give_the_same_numbers(String name, String other) {
    assertThat(last(other)).isEqualTo(last(name));
  }

  @Test
  void other_activations_give_other_numbers() {
    List<double[]> all = Stream.of("gelu", "gelu_new", "relu", "silu", "tanh", "linear")
        .map(this::last)
        .toList();

    assertThat(all.stream().map(Arrays::hashCode).distinct()).hasSize(all.size());
  }

  private double[] last(String activation) {
    SavedEncoder saved = Kind.BERT.saved();
    saved.config().put("hidden_act", activation);
    return saved.results(folder).getOrDefault("hidden 3", new double[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 64})
  void an_mpnet_has_32_buckets(int buckets) throws IOException {
    write(Kind.MPNET.saved(), "relative_attention_num_buckets", String.valueOf(buckets));

    refused(
        "relative_attention_num_buckets must be 32, the buckets of every MPNet; got " + buckets);
  }

  @Test
  void the_buckets_of_an_mpnet_need_not_be_said() {
    SavedEncoder saved = Kind.MPNET.saved();
    saved.config().remove("relative_attention_num_buckets");

    assertThat(saved.notes(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | at least 3, since the first two rows of the table are no places of a text",
        "16777217 | at most 16777216, since there are 2 heads"
      })
  void an_mpnet_has_places_for_a_text_and_numbers_for_all_distances(int positions, String must)
      throws IOException {
    write(Kind.MPNET.saved(), "max_position_embeddings", String.valueOf(positions));

    refused("max_position_embeddings must be %s; got %d".formatted(must, positions));
  }

  @ParameterizedTest
  @CsvSource({"dim, hidden_size", "n_layers, num_hidden_layers", "n_heads, num_attention_heads"})
  void a_size_of_a_distilbert_may_have_its_other_name(String own, String usual) throws IOException {
    Map<String, double[]> before = Kind.DISTILBERT.saved().results(folder);
    SavedEncoder saved = Kind.DISTILBERT.saved();
    Object size = saved.config().getOrDefault(own, "");
    saved.config().put(usual, size);
    assertThat(saved.results(folder)).usingRecursiveComparison().isEqualTo(before);
    saved.config().remove(own);
    assertThat(saved.results(folder)).usingRecursiveComparison().isEqualTo(before);

    saved.config().put(own, size);
    write(saved, usual, "13");

    refused("%s must be 13, as %s, its other name, says; got %s".formatted(own, usual, size));
  }

  private List<String> notes() {
    try (TextModel model = Models.open(folder)) {
      return model.notes();
    }
  }

  private void write(SavedEncoder saved, String key, String value) throws IOException {
    saved.config().put(key, "VALUE");
    Path config = saved.write(folder).resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"VALUE\"", value));
  }

  private void refused(String said) {
    assertThatThrownBy(() -> Models.open(folder))
        .isExactlyInstanceOf(FormatException.class)
        .hasMessage("config: config.json: at byte 0: " + said);
  }
}
