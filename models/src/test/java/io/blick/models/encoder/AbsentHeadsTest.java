package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.text.ModelNote;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.AnswerHead;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextHead.MaskedHead;
import io.blick.models.text.TextHead.Pooler;
import io.blick.models.text.TextHead.TagHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A head that is damaged is absent, one note says why, and all else is computed as if the head was
 * never there.
 */
class AbsentHeadsTest {
  @TempDir
  private Path folder;

  /** Checks the notes, and that what is left is what it was. */
  private void only(SavedEncoder saved, Map<String, double[]> before, String note) {
    Map<String, double[]> got = saved.results(folder);

    assertThat(got).hasSizeBetween(1, before.size() - 1).containsKey("hidden 0");
    got.forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(before.get(name)));
    assertThat(saved.notes(folder)).containsExactly(note);
  }

  @Test
  void a_pooler_of_another_size_takes_the_classifier_on_it_along() {
    SavedEncoder saved = new SavedEncoder("bert-classes");
    Map<String, double[]> before = saved.results(folder);
    saved.add("bert.pooler.dense.weight", 11, 22).add("bert.pooler.dense.bias", 11);

    only(
        saved,
        before,
        "no pooler and no classifier: model.safetensors: weight bert.pooler.dense.weight must have"
            + " the sizes (22, 22); got (11, 22)");
    try (TextModel model = saved.open(folder)) {
      assertThat(model.explainedNotes().getFirst().absent())
          .isEqualTo(Set.of(Pooler.class, ClassHead.class));
      assertThat(model.whyAbsent(MaskedHead.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bert-classes, classifier.bias, no classifier",
    "distilbert-classes, pre_classifier.bias, no classifier",
    "electra-classes, classifier.dense.bias, no classifier",
    "mpnet-classes, classifier.out_proj.bias, no classifier",
    "mpnet-tags, classifier.bias, no tagger",
    "electra-tags, classifier.bias, no tagger",
    "electra-answers, qa_outputs.bias, no head for answers",
    "mpnet-masked, lm_head.dense.bias, no masked-language head",
    "electra-generator, generator_predictions.LayerNorm.bias, no masked-language head",
    "electra-discriminator, discriminator_predictions.dense.weight, no head for replaced pieces",
    "bert-next, cls.seq_relationship.bias, no next-sentence head"
  })
  void half_a_head_is_told_once(String name, String weight, String kind) {
    SavedEncoder saved = new SavedEncoder(name);
    Map<String, double[]> before = saved.results(folder);
    saved.tensors().remove(weight);

    assertThat(saved.notes(folder))
        .singleElement()
        .satisfies(
            note -> assertThat(note).startsWith(kind + ": model.safetensors: ").contains(weight));
    only(saved, before, saved.notes(folder).getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "bert-classes, classifier.weight, no classifier",
    "electra-classes, classifier.out_proj.weight, no classifier",
    "distilbert-tags, classifier.weight, no tagger"
  })
  void a_named_head_of_other_inputs_is_told_with_its_sizes(
      String name, String weight, String kind) {
    SavedEncoder saved = new SavedEncoder(name);
    Map<String, double[]> before = saved.results(folder);
    int width = saved.tensor(weight).size(1);
    saved.add(weight, 5, 2 * width);

    only(
        saved,
        before,
        "%s: model.safetensors: weight %s must have the sizes (5, %d); got (5, %d)"
            .formatted(kind, weight, width, 2 * width));
  }

  @Test
  void what_the_folder_seems_to_have_is_a_reason() {
    SavedEncoder saved = new SavedEncoder("bert-tags");
    saved.config().remove("architectures");

    try (TextModel model = saved.open(folder)) {
      assertThat(model.whyAbsent(TagHead.class)).isEqualTo(model.whyAbsent(ClassHead.class));
      assertThat(model.whyAbsent(TagHead.class).orElseThrow())
          .startsWith("the file has a classifier of 5 labels; architectures of config.json must");
      assertThat(model.whyAbsent(AnswerHead.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "model_head.pkl, distilbert-model, true",
    "head.joblib, distilbert-model, true",
    "pytorch_model_head.bin, distilbert-model, true",
    "training_args.bin, distilbert-model, false",
    "model_head.pkl, distilbert-classes, false"
  })
  void a_classifier_that_is_a_program_is_told(String file, String name, boolean told)
      throws IOException {
    SavedEncoder saved = new SavedEncoder(name);
    Files.writeString(folder.resolve(file), "x");
    String why = file + " may be one, a program of Python's and not read, as no file is ever run";

    try (TextModel model = saved.open(folder)) {
      assertThat(model.notes()).isEqualTo(told ? List.of("no classifier: " + why) : List.of());
      assertThat(model.whyAbsent(ClassHead.class))
          .isEqualTo(told ? Optional.of(why) : Optional.empty());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bert-classes | classifier.weight | no classifier",
        "distilbert-classes | classifier.weight | no classifier",
        "distilbert-tags | classifier.weight | no tagger",
        "electra-tags | classifier.weight | no tagger",
        "mpnet-answers | qa_outputs.weight | no head for answers",
        "bert-masked | cls.predictions.transform.dense.weight | no masked-language head",
        "mpnet-masked | lm_head.dense.weight | no masked-language head",
        "electra-discriminator | discriminator_predictions.dense_prediction.weight | no head for"
            + " replaced pieces"
      })
  void without_the_weight_that_it_is_known_by_it_is_missed(
      String name, String weight, String note) {
    SavedEncoder saved = new SavedEncoder(name);
    Map<String, double[]> before = saved.results(folder);
    saved.tensors().remove(weight);

    only(saved, before, note + ": model.safetensors: " + weight + " is missing");
  }

  @Test
  void without_its_pooler_a_next_sentence_head_is_missed_too() {
    SavedEncoder saved = new SavedEncoder("bert-pretraining");
    Map<String, double[]> before = saved.results(folder);
    saved.tensors().remove("bert.pooler.dense.weight");

    only(
        saved,
        before,
        "no pooler and no next-sentence head: model.safetensors: bert.pooler.dense.weight is"
            + " missing");
  }

  @Test
  void a_missing_decoder_is_a_reason() {
    SavedEncoder saved = new SavedEncoder("electra-generator");
    saved.config().put("tie_word_embeddings", false);
    saved.tensors().remove("generator_lm_head.weight");

    try (TextModel model = saved.open(folder)) {
      assertThat(model.whyAbsent(MaskedHead.class))
          .hasValue("tie_word_embeddings is false, and the file has no generator_lm_head.weight");
    }
  }

  @Test
  void a_damaged_layer_refuses_the_folder() {
    SavedEncoder saved = new SavedEncoder("bert-classes");
    saved.config().put("id2label", List.of());
    saved.tensors().put("bert.encoder.layer.0.output.dense.bias", Tensor.zeros(3));

    assertThatThrownBy(() -> saved.open(folder))
        .isExactlyInstanceOf(FormatException.class)
        .hasMessageContaining("weight bert.encoder.layer.0.output.dense.bias must have the sizes");
  }

  @Test
  @NullUnmarked // Callers without a checker of nulls are what this is about.
  void a_kind_that_is_null_is_named() {
    try (TextModel model = new SavedEncoder("bert-model").open(folder)) {
      assertThatThrownBy(() -> model.head(null))
          .isExactlyInstanceOf(NullPointerException.class)
          .hasMessage("model: the kind of head must not be null");
      assertThatThrownBy(() -> model.whyAbsent(null))
          .isExactlyInstanceOf(NullPointerException.class)
          .hasMessage("model: the kind of head must not be null");
    }
  }

  @Test
  void a_note_is_inert() {
    Set<Class<? extends TextHead>> classes = Set.of(ClassHead.class);
    var escape = new ModelNote("a\u001b", classes, "b\u001b");

    assertThat(escape.sentence()).isEqualTo("a\\u001b");
    assertThat(escape.reason()).isEqualTo("b\\u001b");
    assertThat(ModelNote.absent(classes, "x").sentence()).isEqualTo("no classifier: x");
    assertThat(ModelNote.of("x").absent()).isEmpty();
  }
}
