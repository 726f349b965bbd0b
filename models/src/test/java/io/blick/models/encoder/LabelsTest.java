package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextHead.ClassKind;
import io.blick.models.text.TextHead.TagHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of classes and tags, and what their numbers mean, as config.json says it. */
class LabelsTest {
  @TempDir
  private Path folder;

  private final SavedEncoder topics = new SavedEncoder("distilbert-many");

  private static ClassHead classes(TextModel model) {
    return model.head(ClassHead.class).orElseThrow();
  }

  private List<String> labels() {
    try (TextModel model = topics.open(folder)) {
      return classes(model).labels();
    }
  }

  @Test
  void names_are_in_the_order_of_the_rows() {
    topics.config().put("id2label", Map.of("2", "c", "0", "a", "1", "b"));

    assertThat(labels()).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "absent"})
  void rows_without_names_are_counted(String value) {
    topics.config().remove("id2label");
    if (value.equals("null")) {
      topics.config().put("id2label", null);
    }

    assertThat(labels()).containsExactly("LABEL_0", "LABEL_1", "LABEL_2");
  }

  @Test
  void the_names_count_before_a_number_of_labels_beside_them() {
    topics.config().put("num_labels", 7);
    topics.config().put("label2id", Map.of("x", 11));

    assertThat(labels()).containsExactly("animals", "people", "places");
  }

  @Test
  void two_rows_may_have_one_name() {
    topics.config().put("id2label", Map.of("0", "a", "1", "a", "2", "b"));

    assertThat(labels()).containsExactly("a", "a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"0\":\"a\",\"1\":\"b\"}",
        "{\"0\":\"a\",\"1\":\"b\",\"2\":\"c\",\"3\":\"d\"}",
        "{\"1\":\"a\",\"2\":\"b\",\"3\":\"c\"}",
        "{\"0\":\"a\",\"1\":7.0,\"2\":\"c\"}",
        "{\"0\":\"a\",\"1\":true,\"2\":\"c\"}",
        "{\"0\":\"a\",\"1\":null,\"2\":\"c\"}"
      })
  void names_that_do_not_fit_the_rows_are_told(String names) throws IOException {
    topics.config().put("id2label", new JsonMapper().readValue(names, Map.class));

    classifiesNothing(
        "id2label must have a text for each row of the classifier, from 0 to 2; got " + names);
  }

  @Test
  void names_in_a_list_are_told() {
    topics.config().put("id2label", List.of("a", "b", "c"));

    classifiesNothing("id2label must be an object; got [\"a\",\"b\",\"c\"]");
  }

  @Test
  void whole_numbers_are_names() {
    topics.config().put("id2label", Map.of("0", 1, "1", -2, "2", 3L));

    assertThat(labels()).containsExactly("1", "-2", "3");
  }

  private void classifiesNothing(String why) {
    try (TextModel model = topics.open(folder)) {
      assertThat(model.head(ClassHead.class)).isEmpty();
      assertThat(model.notes()).containsExactly("no classifier: config.json: " + why);
      assertThat(model.whyAbsent(ClassHead.class)).hasValue("config.json: " + why);
      assertThat(model.whyAbsent(TagHead.class)).isEmpty();
    }
  }

  @Test
  void names_do_not_matter_where_there_is_no_classifier() {
    SavedEncoder model = new SavedEncoder("distilbert-model");
    model.config().put("id2label", Map.of("0", 7));
    model.config().put("problem_type", "poetry");

    assertThat(model.notes(folder)).isEmpty();
  }

  @Test
  void tags_have_names_likewise() {
    SavedEncoder tags = new SavedEncoder("electra-tags");
    try (TextModel model = tags.open(folder)) {
      assertThat(model.head(TagHead.class).orElseThrow().labels())
          .containsExactly("O", "B-PER", "I-PER", "B-LOC", "I-LOC");
    }

    tags.config().put("id2label", Map.of("0", "O"));
    assertThat(tags.notes(folder))
        .containsExactly("no tagger: config.json: id2label must have a text for each row of the"
            + " classifier, from 0 to 4; got {\"0\":\"O\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "distilbert-many, multi_label_classification, MANY",
    "distilbert-many, single_label_classification, ONE",
    "distilbert-many, regression, SCORE",
    "distilbert-many, null, ONE",
    "distilbert-many, absent, ONE",
    "mpnet-score, multi_label_classification, MANY",
    "mpnet-score, single_label_classification, SCORE",
    "mpnet-score, regression, SCORE",
    "mpnet-score, null, SCORE",
    "mpnet-score, absent, SCORE"
  })
  void the_type_of_the_problem_says_what_the_numbers_mean(
      String name, String type, ClassKind kind) {
    SavedEncoder saved = new SavedEncoder(name);
    saved.config().put("problem_type", type.equals("null") ? null : type);
    if (type.equals("absent")) {
      saved.config().remove("problem_type");
    }

    try (TextModel model = saved.open(folder)) {
      assertThat(classes(model).kind()).isEqualTo(kind);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"poetry", ""})
  void a_type_that_is_not_known_is_told(String type) {
    topics.config().put("problem_type", type);

    classifiesNothing("problem_type must be one of single_label_classification,"
        + " multi_label_classification, regression; got \"%s\"".formatted(type));
  }
}
