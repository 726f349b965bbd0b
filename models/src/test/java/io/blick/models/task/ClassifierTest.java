package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextHead.ClassKind;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of texts against the obvious loops in float64. */
class ClassifierTest {
  private static final List<String> LABELS = List.of("sad", "bland", "glad", "angry", "hopeful");

  // The hidden states of the float32 pass differ from those in float64 by less than 1e-4, as the
  // tests of the architecture hold; a logit is a sum of 15 of them with weights below 1.
  private static final double LOGIT = 15e-4;

  @TempDir
  private Path folder;

  private final List<TextModel> opened = new ArrayList<>();

  @BeforeEach
  void open() {
    opened.add(new TinyBert().open(folder));
  }

  @AfterEach
  void close() {
    opened.forEach(TextModel::close);
  }

  private TextModel model() {
    return opened.getFirst();
  }

  private Linear layer() {
    return HeadedModel.layer(LABELS.size(), TinyBert.WIDTH);
  }

  private Classifier classifier(ClassKind kind) {
    return Classifier.of(new HeadedModel(model(), new HeadedModel.Classes(LABELS, kind, layer())));
  }

  /** Returns the logits of a text, in float64. */
  private double[] logits(InputText text) {
    Batch batch = Batch.of(text.encoded(model().tokenizer()));
    try (Ops ops = new ReferenceOps()) {
      Tensor hidden = model().forward(ops, batch).getLast();
      double[] logits = layer().bias().orElseThrow().toDoubles();
      double[] weight = layer().weight().dense().toDoubles();
      for (int k = 0; k < logits.length; k++) {
        for (int c = 0; c < TinyBert.WIDTH; c++) {
          logits[k] += weight[k * TinyBert.WIDTH + c] * hidden.get(c);
        }
      }
      return logits;
    }
  }

  private static float score(Classification found, String label) {
    return found.labels().stream()
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow()
        .score();
  }

  @Test
  void one_class_has_the_softmax_of_the_logits() {
    double[] logits = logits(InputText.of("hej"));
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit);
    }

    Classification found = classifier(ClassKind.ONE).classify("hej");

    for (int k = 0; k < logits.length; k++) {
      assertThat((double) score(found, LABELS.get(k)))
          .isCloseTo(StrictMath.exp(logits[k]) / sum, within(2 * LOGIT));
    }
    assertThat(found.kind()).isEqualTo(ClassKind.ONE);
    assertThat(found.cut()).isFalse();
  }

  @Test
  void many_classes_have_the_logistic_function_of_each() {
    double[] logits = logits(InputText.pair("hej", "katt"));

    Classification found = classifier(ClassKind.MANY).classify("hej", "katt");

    for (int k = 0; k < logits.length; k++) {
      assertThat((double) score(found, LABELS.get(k)))
          .isCloseTo(1 / (1 + StrictMath.exp(-logits[k])), within(LOGIT));
    }
  }

  @Test
  void scores_are_the_logits() {
    double[] logits = logits(InputText.of("hej"));

    Classification found = classifier(ClassKind.SCORE).classify("hej");

    for (int k = 0; k < logits.length; k++) {
      assertThat((double) score(found, LABELS.get(k))).isCloseTo(logits[k], within(LOGIT));
    }
  }

  @Test
  void the_largest_comes_first_and_equal_ones_in_the_order_of_the_labels() {
    float[] bias = {1, 3, -2, 3, 1};
    var layer = Linear.of(Tensor.zeros(5, TinyBert.WIDTH), Tensor.of(bias, 5));
    var head = new HeadedModel.Classes(LABELS, ClassKind.SCORE, layer);

    Classification found = Classifier.of(new HeadedModel(model(), head)).classify("hej");

    assertThat(found.labels())
        .containsExactly(
            new ScoredLabel("bland", 3),
            new ScoredLabel("angry", 3),
            new ScoredLabel("sad", 1),
            new ScoredLabel("hopeful", 1),
            new ScoredLabel("glad", -2));
  }

  @Test
  void probabilities_hold_for_logits_of_any_size() {
    assertThat(Probabilities.softmax(new double[] {-1e4, 1e4, 1e4})).containsExactly(0, 0.5, 0.5);
    assertThat(Probabilities.logistic(1e4)).isEqualTo(1);
    assertThat(Probabilities.logistic(-1e4)).isZero();
    assertThat(Probabilities.logistic(-700)).isGreaterThan(0);
    assertThat(Probabilities.logistic(0)).isEqualTo(0.5);
  }

  /** Returns texts of 1 to 97 pieces, of more than three batches together. */
  private static List<InputText> texts() {
    var random = new SplittableRandom(3);
    List<InputText> texts = new ArrayList<>();
    for (int i = 0; i < 151; i++) {
      String text = letters(random, random.nextInt(1, 60));
      texts.add(
          i % 3 == 0
              ? InputText.pair(text, letters(random, random.nextInt(1, 38)))
              : InputText.of(text));
    }
    return texts;
  }

  private static String letters(SplittableRandom random, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) random.nextInt('a', 'z' + 1)).append(' ');
    }
    return text.toString();
  }

  @Test
  void texts_together_have_the_bits_of_each_alone_in_order() {
    Classifier classifier = classifier(ClassKind.ONE);
    List<InputText> texts = texts();

    List<Classification> together = classifier.classify(texts, TooLong.REFUSE);

    try (Parallel one = new Parallel(1)) {
      List<Classification> alone = texts.stream()
          .map(text -> classifier.classify(one, List.of(text), TooLong.REFUSE).getFirst())
          .toList();
      assertThat(together).isEqualTo(alone);
    }
  }

  @Test
  void many_threads_may_ask_at_once() throws Exception {
    Classifier classifier = classifier(ClassKind.ONE);
    List<InputText> texts = texts().subList(0, 23);
    List<Classification> expected = classifier.classify(texts, TooLong.REFUSE);

    List<List<Classification>> found = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
      Callable<List<Classification>> ask = () -> classifier.classify(texts, TooLong.REFUSE);
      for (Future<List<Classification>> answer :
          threads.invokeAll(List.of(ask, ask, ask, ask, ask))) {
        found.add(answer.get());
      }
    }

    assertThat(found).hasSize(5).allSatisfy(one -> assertThat(one).isEqualTo(expected));
  }

  @Test
  void a_text_that_is_too_long_is_refused_or_cut() {
    Classifier classifier = classifier(ClassKind.ONE);
    String longest = "a ".repeat(TinyBert.POSITIONS - 2);
    List<InputText> texts = List.of(InputText.of(longest), InputText.of(longest + "b c d"));

    List<Classification> cut = classifier.classify(texts, TooLong.CUT);

    assertThat(cut).extracting(Classification::cut).containsExactly(false, true);
    assertThat(cut.getLast().labels()).isEqualTo(cut.getFirst().labels());
    assertThatThrownBy(() -> classifier.classify(texts, TooLong.REFUSE))
        .isInstanceOf(UnfitTextException.class)
        .hasMessage("classify: text 2 must have at most 139 pieces, the positions of headed; got"
            + " 142; shorten it or have it cut");
  }

  @Test
  void a_model_without_a_classifier_says_what_it_has() {
    assertThatThrownBy(() -> Classifier.of(new HeadedModel(model(), List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classify: the model must have a classifier; headed has none of any kind;"
            + " name one that was saved with it,"
            + " as by a class like BertForSequenceClassification of transformers");
    assertThatThrownBy(() -> Classifier.of(new HeadedModel(
            model(),
            List.of(new HeadedModel.Ends(layer()), new HeadedModel.Tags(LABELS, layer())))))
        .hasMessage("classify: the model must have a classifier; headed has a head for answers"
            + " and a tagger; name one that was saved with it,"
            + " as by a class like BertForSequenceClassification of transformers");
  }
}
