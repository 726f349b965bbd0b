package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder has and a model does not use is said, once, unless it is harmless. */
class UnusedWeightsTest {
  @TempDir
  private Path folder;

  private final TinyBert tiny = new TinyBert();

  private List<String> notes() {
    try (TextModel model = tiny.open(folder)) {
      return model.notes();
    }
  }

  private void add(String name, int... sizes) {
    tiny.tensors().put(name, Tensor.zeros(sizes));
  }

  @ParameterizedTest
  @CsvSource({
    "BertForMultipleChoice, choices are not supported yet",
    "BertForRegression, heads of this kind are not supported yet"
  })
  void a_classifier_is_told_as_what_it_is(String architecture, String why) {
    tiny.config().put("architectures", List.of(architecture));
    add("classifier.weight", 3, TinyBert.WIDTH);
    add("classifier.bias", 3);

    assertThat(notes())
        .containsExactly(architecture + " has a classifier of 3 labels; " + why
            + "; classifier.weight and 1 more are not used");
  }

  @Test
  void a_classifier_is_told_where_no_class_is_named() {
    add("classifier.weight", 1, TinyBert.WIDTH);

    assertThat(notes())
        .containsExactly(
            "the file has a classifier of 1 label; architectures of config.json must name the class"
                + " that it belongs to; classifier.weight is not used");
  }

  @Test
  void a_head_for_answers_of_other_sizes_is_told() {
    tiny.config().put("architectures", List.of("BertForQuestionAnswering"));
    add("qa_outputs.weight", 3, TinyBert.WIDTH);
    add("qa_outputs.bias", 3);

    assertThat(notes())
        .containsExactly(
            "no head for answers: model.safetensors: weight qa_outputs.weight must have the sizes"
                + " (2, 15); got (3, 15)");
  }

  @Test
  void a_classifier_that_stands_on_no_pooler_is_told() {
    tiny.config().put("architectures", List.of("BertForSequenceClassification"));
    tiny.tensors().keySet().removeIf(name -> name.startsWith("bert.pooler."));
    add("classifier.weight", 3, TinyBert.WIDTH);
    add("classifier.bias", 3);

    assertThat(notes())
        .containsExactly("no classifier: model.safetensors: bert.pooler.dense is missing, on which"
            + " BertForSequenceClassification stands");
  }

  @Test
  void a_class_that_is_not_known_is_told_also_without_weights() {
    tiny.config().put("architectures", List.of("BertForPoems"));

    assertThat(notes())
        .containsExactly(
            "BertForPoems: its head is not known; heads of this kind are not supported yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BertModel", "BertForMaskedLM", "BertForPreTraining", "BertLMHeadModel"})
  void a_supported_class_has_no_note(String architecture) {
    tiny.config().put("architectures", List.of(architecture));

    assertThat(notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert.embeddings.position_ids",
        "embeddings.token_type_ids",
        "cls.seq_relationship.weight",
        "module.cls.seq_relationship.bias",
        "optimizer.state.0",
        "bert.encoder.layer.0.output.dense.weight/adam_v",
        "cls.predictions.bias/adam_m",
        "global_step"
      })
  void what_no_answer_depends_on_is_not_told(String name) {
    add(name, 2);

    assertThat(notes()).isEmpty();
  }

  @Test
  void layers_beyond_those_of_the_config_are_told() {
    tiny.config().put("num_hidden_layers", 1);

    assertThat(notes())
        .containsExactly("the file has layers beyond the num_hidden_layers of config.json, 1:"
            + " bert.encoder.layer.1.attention.self.query.weight and 15 more are not used");
  }

  @Test
  void other_weights_are_told_together() {
    add("crf.transitions", 3, 3);
    add("bert.pooler.gate.weight", 2, TinyBert.WIDTH);

    assertThat(notes())
        .containsExactly("the file has weights that no part of BERT computes with:"
            + " crf.transitions and 1 more are not used");
  }

  @ParameterizedTest
  @CsvSource({
    "U64, 8, extra",
    "U32, 4, extra",
    "U16, 2, extra",
    "C64, 8, extra",
    "F8_E4M3, 1, extra",
    "F8_E5M2, 1, x.classifier.bias",
    "F8_E8M0, 1, bert.scale"
  })
  void a_weight_of_a_type_that_is_not_read_is_told_as_another(String type, int bytes, String name)
      throws IOException {
    assertThat(notes(new ForeignTensor(name, type, "[3]", 3 * bytes)))
        .containsExactly("the file has weights that no part of BERT computes with: %s is not used"
            .formatted(name));
  }

  @Test
  void a_classifier_of_a_type_that_is_not_read_is_told_as_what_it_is() throws IOException {
    assertThat(notes(new ForeignTensor("classifier.weight", "F8_E4M3", "[3,15]", 45)))
        .containsExactly(
            "the file has a classifier of 3 labels; architectures of config.json must name the"
                + " class that it belongs to; classifier.weight is not used");
  }

  @Test
  void a_second_bias_of_a_type_that_is_not_read_is_told() throws IOException {
    tiny.tensors().put("cls.predictions.decoder.bias", Tensor.zeros(TinyBert.VOCABULARY));

    assertThat(notes(new ForeignTensor("cls.predictions.bias", "U32", "[37]", 148)))
        .containsExactly("the file has weights that no part of BERT computes with:"
            + " cls.predictions.bias is not used");
  }

  /** Returns the notes where a tensor has a type of which no tensors are made here. */
  private List<String> notes(ForeignTensor tensor) throws IOException {
    try (TextModel model = Models.open(tensor.write(tiny, folder))) {
      return model.notes();
    }
  }

  @ParameterizedTest
  @CsvSource({"bert., teacher.", "bert., bert.", "module.bert., ''", "0.auto_model., 1.", "'', x."})
  void a_head_that_is_not_the_encoders_own_guesses_nothing_and_is_told(String body, String head) {
    tiny.rename(
        name -> name.startsWith("bert.") ? body + name.substring("bert.".length()) : head + name);

    try (TextModel model = tiny.open(folder)) {
      assertThat(model.head(TextHead.MaskedHead.class)).isEmpty();
      assertThat(model.notes())
          .containsExactly("the file has weights that no part of BERT computes with: " + head
              + "cls.predictions.transform.dense.weight and 4 more are not used");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "module.bert., module.",
    "0.auto_model., 0.auto_model.",
    "0.auto_model., 0.",
    "albert., albert."
  })
  void a_head_that_is_the_encoders_own_guesses(String body, String head) {
    tiny.rename(
        name -> name.startsWith("bert.") ? body + name.substring("bert.".length()) : head + name);

    try (TextModel model = tiny.open(folder)) {
      assertThat(model.head(TextHead.MaskedHead.class)).isPresent();
      assertThat(model.notes()).isEmpty();
    }
  }

  @Test
  void half_a_prefix_is_told() {
    tiny.tensors().put("pooler.dense.weight", tiny.tensor("bert.pooler.dense.weight"));

    assertThat(notes())
        .containsExactly("the file has weights that no part of BERT computes with:"
            + " pooler.dense.weight is not used");
  }
}
