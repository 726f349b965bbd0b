package io.blick.lens.report.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.lens.trace.TextException;
import io.blick.models.task.Answer;
import io.blick.models.task.Answerer;
import io.blick.models.task.Answers;
import io.blick.models.task.Question;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnswerResultTest {
  private static final HeadedModel MODEL = HeadedModel.with(HeadedModel.answers());
  private static final String QUESTION = "hvem ko";
  // More pieces than the model has room for at once.
  private static final String TEXT = "kat mus hund ko gris ged and";

  private static AnswerResult answer(int top) {
    return AnswerResult.of(MODEL, new AnswerRequest(TEXT, QUESTION, top));
  }

  private static Answers answers(int top) {
    return Answerer.of(MODEL).answer(List.of(new Question(QUESTION, TEXT)), top).getFirst();
  }

  @Test
  void the_answers_are_one_object() {
    String answers = answers(3).best().stream()
        .map(one -> "{\"text\":\"%s\",\"start\":%d,\"end\":%d,\"score\":%s}"
            .formatted(one.text(), one.start(), one.end(), one.score()))
        .collect(Collectors.joining(","));

    assertThat(Formats.json(answer(3)))
        .isEqualTo("{\"question\":\"%s\",\"text\":\"%s\",\"answers\":[%s],\"none\":%s}\n"
            .formatted(QUESTION, TEXT, answers, (float) answers(3).none().orElseThrow()));
    assertThat(Formats.json(new AnswerResult(
            new AnswerRequest("kat", "hvem"),
            new Answers(List.of(new Answer("kat", 0, 3, 0.5f)), OptionalDouble.empty()),
            List.of())))
        .isEqualTo("{\"question\":\"hvem\",\"text\":\"kat\",\"answers\":"
            + "[{\"text\":\"kat\",\"start\":0,\"end\":3,\"score\":0.5}],\"none\":null}\n");
  }

  @Test
  void each_answer_is_a_row() {
    Answer second = answers(2).best().getLast();

    List<List<String>> rows = Formats.tsv(answer(2));

    assertThat(rows).hasSize(3);
    assertThat(rows.getFirst()).containsExactly("text", "start", "end", "score");
    assertThat(rows.getLast())
        .containsExactly(
            second.text(),
            Integer.toString(second.start()),
            Integer.toString(second.end()),
            Float.toString(second.score()));
  }

  @Test
  void text_has_a_line_for_each_answer_and_for_none() {
    Answer best = answers(1).best().getFirst();

    assertThat(Formats.text(answer(1)))
        .containsExactly(
            QUESTION,
            " score  text",
            "%.4f  %s".formatted((double) best.score(), best.text()),
            "no answer: %.4f".formatted(answers(1).none().orElseThrow()));
  }

  @Test
  void what_cannot_be_answered_names_its_part() {
    assertThatThrownBy(() -> AnswerResult.of(MODEL, new AnswerRequest(TEXT, "")))
        .isInstanceOf(RequestException.class)
        .hasMessage("question must have at least one piece of its own; got none");
    assertThatThrownBy(() -> AnswerResult.of(MODEL, new AnswerRequest("", QUESTION)))
        .isInstanceOf(TextException.class)
        .hasMessage("TEXT must have at least one piece of its own; got none");
    assertThatThrownBy(() -> AnswerResult.of(MODEL, new AnswerRequest("kat", TEXT + " ko")))
        .isInstanceOf(RequestException.class)
        .hasMessage("question must leave room for TEXT among 11 pieces; got 11; shorten it");
    assertThatThrownBy(() -> new AnswerRequest("kat", "hvem", 0))
        .hasMessage("answer: top must be from 1 on; got 0");
  }
}
