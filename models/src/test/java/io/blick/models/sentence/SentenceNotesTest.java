package io.blick.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a folder could embed sentences and we cannot, there is no vector and one note says why. */
class SentenceNotesTest {
  @TempDir
  private Path folder;

  private final TinyBert tiny = new TinyBert();
  private SentenceFiles files = new SentenceFiles(Path.of(""));

  @BeforeEach
  void write() {
    tiny.write(folder);
    files = new SentenceFiles(folder);
  }

  private void embedsNothing(String why) {
    try (TextModel model = Models.open(folder)) {
      assertThat(model.head(TextHead.SentenceHead.class)).isEmpty();
      assertThat(model.notes()).containsExactly("no sentence embedding: " + why);
    }
  }

  private void embeds() {
    try (TextModel model = Models.open(folder)) {
      assertThat(model.head(TextHead.SentenceHead.class)).isPresent();
      assertThat(model.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'activation_function': 'torch.nn.modules.activation.Mish' | modules.json has a Dense with"
            + " torch.nn.modules.activation.Mish, which is not supported",
        "'activation_function': 'own.Tanh' | `modules.json has a Dense with own.Tanh, which is not"
            + " supported`",
        "'module_input_name': 'token_embeddings' | `modules.json has a Dense of token_embeddings,"
            + " which is not supported`"
      })
  void a_dense_layer_that_is_not_supported_is_told(String config, String why) throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"));
    files.write(
        "2_Dense/config.json", "{'in_features': 15, 'out_features': 3, %s}".formatted(config));

    embedsNothing(why);
  }

  @Test
  void small_letters_are_told_where_the_tokenizer_keeps_capital_ones() throws IOException {
    files.pooling("{}");
    files.write("sentence_bert_config.json", "{'max_seq_length': 128, 'do_lower_case': true}");
    files.write("tokenizer_config.json", "{'do_lower_case': true}");
    embeds();

    tiny.vocabulary().set(5, "A");
    tiny.write(folder);
    files.write("tokenizer_config.json", "{'do_lower_case': false}");
    embedsNothing("sentence_bert_config.json has do_lower_case, and the tokenizer keeps capital"
        + " letters; that is not supported");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "WeightedLayerPooling | modules.json has a WeightedLayerPooling, which is not supported",
        "CNN | modules.json has a CNN, which is not supported",
        "Dense | modules.json has a Dense before the Pooling, which is not supported",
        "Normalize | modules.json has a Normalize before the Pooling, which is not supported",
        "Router | modules.json has a Router, which is not supported"
      })
  void a_module_that_is_not_supported_is_told(String type, String why) throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module(type),
        SentenceFiles.module("Pooling"));

    embedsNothing(why);
  }

  @Test
  void a_module_of_another_program_is_told() throws IOException {
    files.modules("custom_st.Transformer", SentenceFiles.module("Pooling"));

    embedsNothing(
        "modules.json has a module of another program, custom_st.Transformer, which is not run");
  }

  @Test
  void a_folder_without_pooling_is_told() throws IOException {
    files.modules(SentenceFiles.module("Transformer"), SentenceFiles.module("Dropout"));
    embedsNothing("modules.json has no Pooling");

    files.modules();
    embedsNothing("modules.json has no Pooling");
  }

  @Test
  void two_poolings_are_told() throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Pooling"));

    embedsNothing("modules.json has two Poolings, which is not supported");
  }

  @Test
  void a_transformer_in_a_folder_of_its_own_is_told() throws IOException {
    files.write(
        "modules.json",
        "[{'path': '0_Transformer', 'type': 'sentence_transformers.models.Transformer'}]");

    embedsNothing(
        "modules.json has its Transformer in 0_Transformer, and not in the folder itself");
  }

  @Test
  void a_path_out_of_the_folder_is_told() throws IOException {
    files.write(
        "modules.json", "[{'path': '../x', 'type': 'sentence_transformers.models.Pooling'}]");

    embedsNothing("modules.json has a path that leads out of the folder, ../x");
  }

  @Test
  void what_a_module_lacks_is_told() throws IOException {
    files.modules(SentenceFiles.module("Transformer"), SentenceFiles.module("Pooling"));
    embedsNothing("modules.json has a Pooling in 1_Pooling, and no config.json is there");

    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"));
    files.write("2_Dense/config.json", "{'in_features': 15, 'out_features': 3}");
    embedsNothing("modules.json has a Dense in 2_Dense, and no model.safetensors is there");
  }

  @Test
  void a_pooling_of_another_name_is_told() throws IOException {
    files.pooling("{'pooling_mode': ['mean', 'median']}");

    embedsNothing("pooling median is not supported");
  }

  @Test
  void sizes_that_do_not_fit_are_errors() throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"));
    files.write("2_Dense/config.json", "{'in_features': 384, 'out_features': 3}");

    assertThatThrownBy(() -> Models.open(folder))
        .hasMessage("config: config.json: at byte 0: in_features must be 15, the width of what goes"
            + " in; got 384");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "null"})
  void modules_that_are_none_are_errors(String text) throws IOException {
    files.write("modules.json", text);

    assertThatThrownBy(() -> Models.open(folder))
        .hasMessageStartingWith("config: modules.json: at byte 0: must be a");
  }

  @Test
  void a_prompt_that_is_not_there_is_told() throws IOException {
    files.pooling("{}");
    files.write(
        "config_sentence_transformers.json",
        "{'prompts': {'query': ''}, 'default_prompt_name': 'passage'}");
    embedsNothing("config_sentence_transformers.json has the default_prompt_name passage, and no"
        + " such prompt");

    files.write(
        "config_sentence_transformers.json",
        "{'prompts': {'query': ''}, 'default_prompt_name': 'query'}");
    embeds();
  }

  @Test
  void keys_that_nobody_knows_are_told() throws IOException {
    files.pooling("{'pooling_mode': 'mean', 'layers': [1, 2]}");
    embedsNothing("the config.json of a Pooling has layers, which is not supported");

    files.pooling("{'pooling_mode_mean_tokens': null, 'pooling_mode_cls_token': null}");
    embeds();

    files.write("config_sentence_transformers.json", "{'scale': 2}");
    embedsNothing("config_sentence_transformers.json has scale, which is not supported");

    files.write(
        "config_sentence_transformers.json",
        "{'__version__': {'a': '1'}, 'similarity_fn_name': 'dot', 'scale': null}");
    embeds();

    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"));
    files.write("2_Dense/config.json", "{'in_features': 15, 'out_features': 3, 'dropout': 0.5}");
    embedsNothing("the config.json of a Dense has dropout, which is not supported");
  }

  @Test
  void small_letters_are_told_also_where_no_latin_letter_is_a_piece() throws IOException {
    for (int i = 5; i < tiny.vocabulary().size(); i++) {
      tiny.vocabulary().set(i, Character.toString('\u0410' + i));
    }
    tiny.write(folder);
    files.pooling("{}");
    files.write("sentence_bert_config.json", "{'do_lower_case': true}");
    files.write("tokenizer_config.json", "{'do_lower_case': false}");

    embedsNothing("sentence_bert_config.json has do_lower_case, and the tokenizer keeps capital"
        + " letters; that is not supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"roberta", "distilbert", "camembert", "albert", "xlm-roberta", "xlnet"})
  void an_older_name_of_the_transformers_config_counts(String name) throws IOException {
    files.pooling("{}");
    files.write("sentence_bert_config.json", "{}");
    files.write("sentence_%s_config.json".formatted(name), "{'max_seq_length': 5}");

    assertThat(fitsSeven()).isFalse();
  }

  @Test
  void of_several_configs_of_the_transformer_the_first_counts() throws IOException {
    files.pooling("{}");
    files.write("sentence_xlnet_config.json", "{'max_seq_length': 5}");
    files.write("sentence_albert_config.json", "{'max_seq_length': 11}");

    assertThat(fitsSeven()).isTrue();
  }

  private boolean fitsSeven() {
    try (TextModel model = Models.open(folder)) {
      Batch seven = Batch.of(List.of(model.tokenizer().encode("t h e q v")));
      return model.head(TextHead.SentenceHead.class).orElseThrow().fits(seven);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0", "'3'", "true", "0", "-1"})
  void a_longest_text_that_is_no_length_is_refused(String value) throws IOException {
    files.pooling("{}");
    files.write("sentence_bert_config.json", "{'max_seq_length': %s}".formatted(value));

    assertThatThrownBy(() -> Models.open(folder))
        .hasMessage("config: sentence_bert_config.json: at byte 0: max_seq_length must be a whole"
            + " number from 1 to 2147483647; got " + value.replace('\'', '"'));
  }

  @Test
  void a_folder_may_be_named_from_where_one_is() throws IOException {
    files.pooling("{}");
    Path here = Path.of("").toAbsolutePath();

    assertThat(SentenceModules.read(here.relativize(folder.toAbsolutePath()), TinyBert.WIDTH)
            .poolings())
        .containsExactly(Pooling.MEAN);
    assertThatThrownBy(() -> SentenceModules.inside(Path.of("."), "../x"))
        .isInstanceOf(NotSupportedException.class);
    assertThat(SentenceModules.inside(Path.of("."), "1_Pooling"))
        .isEqualTo(here.resolve("1_Pooling"));
  }

  @Test
  void a_config_of_another_kind_is_told() throws IOException {
    files.pooling("{}");
    files.write("config_sentence_transformers.json", "{'model_type': 'SparseEncoder'}");

    embedsNothing(
        "config_sentence_transformers.json is that of a SparseEncoder, which is not supported");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'transformer_task': 'fill-mask' | `the transformer_task fill-mask, and only"
            + " feature-extraction is supported`",
        "'module_output_name': 'scores' | `the module_output_name scores, and only"
            + " token_embeddings is supported`",
        "'modality_config': {'text': {'method': 'encode'}} | `the method encode, and only forward"
            + " is supported`",
        "'query_length': 32 | `query_length, which is not supported`",
        "'processing_kwargs': {'text': {'padding': true}} | `processing_kwargs, which is not"
            + " supported`"
      })
  void a_transformer_that_is_not_supported_is_told(String config, String why) throws IOException {
    files.pooling("{}");
    files.write("sentence_bert_config.json", "{%s}".formatted(config));

    embedsNothing("sentence_bert_config.json has " + why);
  }

  @ParameterizedTest
  @CsvSource({"sentence_bert_config, max_seq_length", "tokenizer_config, model_max_length"})
  void a_text_over_the_folders_own_limit_has_no_vector(String file, String key) throws IOException {
    files.pooling("{}");
    files.write(file + ".json", "{'%s': 7, 'do_lower_case': true}".formatted(key));

    try (TextModel model = Models.open(folder);
        Ops ops = new ReferenceOps()) {
      TextHead.SentenceHead head = model.head(TextHead.SentenceHead.class).orElseThrow();
      Batch seven = Batch.of(List.of(model.tokenizer().encode("t h e q v")));
      Batch eight = Batch.of(List.of(model.tokenizer().encode("t h e q v x")));
      Tensor last = model.forward(ops, eight).getLast();

      assertThat(head.fits(seven)).isTrue();
      assertThat(head.fits(eight)).isFalse();
      assertThatThrownBy(() -> head.embed(ops, last, eight))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "embedding: a text must have at most 7 pieces, where the folder of %s cuts it;"
                      .formatted(model.name())
                  + " got 8");
    }
  }

  @Test
  void without_modules_nothing_is_embedded_and_nothing_told() {
    try (TextModel model = Models.open(folder)) {
      assertThat(model.head(TextHead.SentenceHead.class)).isEqualTo(Optional.empty());
      assertThat(model.notes()).isEmpty();
    }
  }

  @Test
  void a_limit_that_is_none_cuts_nothing() throws IOException {
    files.pooling("{}");
    files.write("tokenizer_config.json", "{'model_max_length': 1000000000000000019884624838656}");

    try (TextModel model = Models.open(folder)) {
      Batch batch = Batch.of(List.of(model.tokenizer().encode("a ".repeat(120))));

      assertThat(model.head(TextHead.SentenceHead.class).orElseThrow().fits(batch))
          .isTrue();
    }
  }
}
