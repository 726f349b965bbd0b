package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.sentence.SentenceFiles;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which heads a folder has: by the names of its weights and the class that its config names. */
class HeadFoldersTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "distilbert-classes",
        "distilbert-tags",
        "distilbert-answers",
        "distilbert-score",
        "electra-classes",
        "electra-tags",
        "electra-answers",
        "electra-discriminator",
        "mpnet-classes",
        "mpnet-tags",
        "mpnet-answers",
        "bert-answers",
        "bert-next"
      })
  void a_head_whose_weights_are_called_as_no_others_needs_no_class(String name) {
    SavedEncoder saved = new SavedEncoder(name);
    Map<String, double[]> expected = saved.results(folder);
    saved.config().remove("architectures");

    assertThat(saved.results(folder)).usingRecursiveComparison().isEqualTo(expected);
    assertThat(saved.notes(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-classes", "bert-tags"})
  void a_classifier_of_a_bert_needs_its_class(String name) {
    SavedEncoder saved = new SavedEncoder(name);
    saved.config().remove("architectures");

    assertThat(saved.results(folder)).doesNotContainKey("logits");
    assertThat(saved.notes(folder))
        .containsExactly("the file has a classifier of 5 labels; architectures of config.json must"
            + " name the class that it belongs to; classifier.bias and 1 more are not used");
  }

  @ParameterizedTest
  @CsvSource({
    "distilbert-classes, BertForSequenceClassification, DistilBERT, classifier.bias and 3 more",
    "bert-tags, RobertaForTokenClassification, BERT, classifier.bias and 1 more",
    "mpnet-answers, BertForQuestionAnswering, MPNet, qa_outputs.bias and 1 more",
    "electra-classes, HF_ColBERT, ELECTRA, classifier.dense.bias and 3 more"
  })
  void a_class_of_another_architecture_is_told(
      String name, String other, String title, String weights) {
    SavedEncoder saved = new SavedEncoder(name);
    saved.config().put("architectures", List.of(other));

    assertThat(saved.results(folder)).doesNotContainKeys("logits", "answers");
    assertThat(saved.notes(folder))
        .containsExactly(
            "architectures of config.json must name classes of %s; got %s; %s are not used"
                .formatted(title, other, weights));
  }

  @Test
  void a_tagger_that_is_saved_with_a_pooler_tags() {
    SavedEncoder saved = new SavedEncoder("bert-tags");
    Map<String, double[]> expected = saved.results(folder);
    saved.add("bert.pooler.dense.weight", 22, 22).add("bert.pooler.dense.bias", 22);

    Map<String, double[]> got = saved.results(folder);

    assertThat(got.remove("pooled")).hasSize(22).containsOnly(0);
    assertThat(got).usingRecursiveComparison().isEqualTo(expected);
    assertThat(saved.notes(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bert-score, Bert",
    "distilbert-score, DistilBert",
    "electra-score, Electra",
    "mpnet-score, MPNet"
  })
  void choices_are_told(String name, String prefix) {
    SavedEncoder saved = new SavedEncoder(name);
    // As those of multiple choice: one linear layer, but DistilBERT's, which are two.
    saved.rename(weight -> weight.replace("classifier.out_proj", "classifier"));
    saved.tensors().keySet().removeIf(weight -> weight.startsWith("classifier.dense"));
    saved.config().put("architectures", List.of(prefix + "ForMultipleChoice"));

    assertThat(saved.results(folder)).doesNotContainKey("logits");
    assertThat(saved.notes(folder))
        .singleElement()
        .satisfies(note -> assertThat(note)
            .startsWith(prefix + "ForMultipleChoice has a classifier of 1 label; choices are not"
                + " supported yet; "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"electra-score", "mpnet-score"})
  void one_row_for_each_piece_is_no_tagger_unless_it_is_named(String name) {
    SavedEncoder saved = new SavedEncoder(name);
    saved.rename(weight -> weight.replace("classifier.out_proj", "classifier"));
    saved.tensors().keySet().removeIf(weight -> weight.startsWith("classifier.dense"));
    saved.config().remove("architectures");

    assertThat(saved.results(folder)).doesNotContainKey("logits");
    assertThat(saved.notes(folder)).hasSize(1);
  }

  @Test
  void an_electra_may_have_both_heads_of_its_pretraining() {
    SavedEncoder saved = new SavedEncoder("electra-generator");
    saved
        .add("discriminator_predictions.dense.weight", 26, 26)
        .add("discriminator_predictions.dense.bias", 26)
        .add("discriminator_predictions.dense_prediction.weight", 1, 26)
        .add("discriminator_predictions.dense_prediction.bias", 1);

    try (TextModel model = saved.open(folder)) {
      assertThat(model.head(TextHead.MaskedHead.class)).isPresent();
      assertThat(model.head(TextHead.ReplacedHead.class)).isPresent();
      assertThat(model.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"bert-score, 3.0", "distilbert-score, sigmoid", "mpnet-score, identity"})
  void a_rerankers_folder_scores_with_the_bare_number(String name, String version) {
    SavedEncoder saved = new SavedEncoder(name);
    Map<String, double[]> expected = saved.results(folder);
    saved.config().put("sbert_ce_default_activation_function", "torch.nn.modules.linear.Identity");
    saved
        .config()
        .put(
            "sentence_transformers",
            Map.of("activation_fn", "torch.nn.modules.activation.Sigmoid", "version", version));

    assertThat(saved.results(folder)).usingRecursiveComparison().isEqualTo(expected);
    assertThat(saved.notes(folder)).isEmpty();
    try (TextModel model = saved.open(folder)) {
      assertThat(model.head(TextHead.ClassHead.class).map(TextHead.ClassHead::kind))
          .isEqualTo(Optional.of(TextHead.ClassKind.SCORE));
    }
  }

  @ParameterizedTest
  @CsvSource({"distilbert-model, DistilBertModel", "mpnet-model, MPNetForMaskedLM"})
  void a_folder_of_sentence_transformers_embeds(String name, String named) throws IOException {
    SavedEncoder saved = new SavedEncoder(name);
    // all-mpnet-base-v2 names the class that it was trained from.
    saved.config().put("architectures", List.of(named));
    SentenceFiles files = new SentenceFiles(folder);
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Normalize"));
    files.write(
        "1_Pooling/config.json",
        "{'word_embedding_dimension': 26, 'pooling_mode_mean_tokens': true}");
    files.write("sentence_bert_config.json", "{'max_seq_length': 31, 'do_lower_case': false}");
    saved.write(folder);

    try (TextModel model = Models.open(folder);
        Ops ops = new ReferenceOps()) {
      Batch batch = Batch.of(model.tokenizer().encode("Anna bor i Lund."));
      Tensor last = model.forward(ops, batch).getLast();
      TextHead.SentenceHead head = model.head(TextHead.SentenceHead.class).orElseThrow();

      double[] got = head.embed(ops, last, batch).toDoubles();

      double[] mean = ops.unit(ops.mean(last, batch.sequences())).toDoubles();
      assertThat(got).isEqualTo(mean);
      assertThat(model.notes()).isEmpty();
    }
  }
}
