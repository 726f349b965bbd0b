package io.blick.lens.report.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.models.task.Classification;
import io.blick.models.task.Classifier;
import io.blick.models.task.ScoredLabel;
import io.blick.models.task.TooLong;
import io.blick.models.text.TextHead.ClassKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifyResultTest {

  private static HeadedModel model(ClassKind kind) {
    return HeadedModel.with(HeadedModel.classes(kind));
  }

  private static ClassifyResult classify(ClassKind kind, String... texts) {
    return ClassifyResult.of(model(kind), new ClassifyRequest(new TaskTexts(List.of(texts))));
  }

  private static String written(Classification classes) {
    return classes.labels().stream()
        .map(one -> "{\"label\":\"%s\",\"score\":%s}"
            .formatted(one.label().replace("<", "\\u003C"), one.score()))
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @EnumSource
  void each_text_is_an_object_on_a_line(ClassKind kind) {
    Classifier classifier = Classifier.of(model(kind));

    assertThat(Formats.json(classify(kind, "kat", "mus hund"))).isEqualTo("""
        {"text":"kat","second":null,"kind":"%1$s","labels":[%2$s]}
        {"text":"mus hund","second":null,"kind":"%1$s","labels":[%3$s]}
        """.formatted(
            kind.name().toLowerCase(Locale.ROOT),
            written(classifier.classify("kat")),
            written(classifier.classify("mus hund"))));
  }

  @Test
  void a_second_text_makes_a_pair_of_each() {
    Classifier classifier = Classifier.of(model(ClassKind.ONE));

    ClassifyResult result = ClassifyResult.of(
        model(ClassKind.ONE),
        new ClassifyRequest(new TaskTexts(List.of("kat", "mus")), Optional.of("hund ko")));

    assertThat(Formats.json(result)).isEqualTo("""
        {"text":"kat","second":"hund ko","kind":"one","labels":[%s]}
        {"text":"mus","second":"hund ko","kind":"one","labels":[%s]}
        """.formatted(
            written(classifier.classify("kat", "hund ko")),
            written(classifier.classify("mus", "hund ko"))));
  }

  @Test
  void each_label_is_a_row() {
    ClassifyResult result = ClassifyResult.of(
        model(ClassKind.MANY),
        new ClassifyRequest(
            new TaskTexts(List.of("kat", "mus"), TooLong.REFUSE, new TextNumbers.Lines(3))));
    ScoredLabel second =
        Classifier.of(model(ClassKind.MANY)).classify("mus").labels().get(1);

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(7);
    assertThat(rows.getFirst()).containsExactly("text", "label", "score");
    assertThat(rows.get(5)).containsExactly("4", second.label(), Float.toString(second.score()));
    assertThat(Formats.cells(Formats.written(result::tsvRows))).isEqualTo(rows.subList(1, 7));
  }

  @Test
  void text_has_a_table_for_each_text() {
    List<ScoredLabel> labels =
        Classifier.of(model(ClassKind.SCORE)).classify("kat").labels();

    List<String> lines = Formats.text(classify(ClassKind.SCORE, "kat", "mus"));

    assertThat(lines).hasSize(11);
    assertThat(lines.getFirst()).isEqualTo("kat");
    assertThat(lines.get(1)).matches(" *score  label");
    assertThat(lines.get(2))
        .endsWith("%.4f  %s"
            .formatted((double) labels.getFirst().score(), labels.getFirst().label()));
    assertThat(lines.get(5)).isEmpty();
    assertThat(lines.get(6)).isEqualTo("mus");
  }

  @Test
  void a_second_text_without_pieces_is_named() {
    assertThatThrownBy(() -> ClassifyResult.of(
            model(ClassKind.ONE),
            new ClassifyRequest(new TaskTexts(List.of("kat")), Optional.of(""))))
        .isInstanceOf(RequestException.class)
        .hasMessage("second must have at least one piece of its own; got none");
  }
}
