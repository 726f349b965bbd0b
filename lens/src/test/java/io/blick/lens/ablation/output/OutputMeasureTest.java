package io.blick.lens.ablation.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.lens.Encoders;
import io.blick.lens.ablation.output.OutputChange.AnswerChange;
import io.blick.lens.ablation.output.OutputChange.ClassChange;
import io.blick.lens.ablation.output.OutputChange.TagChange;
import io.blick.lens.ablation.output.OutputChange.TaggedWord;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What measures read of a model, beside what an independent program says, and at their limits. */
class OutputMeasureTest {
  // The program computed most of its scores in float32, as logits of some 30 terms below 8, and
  // probabilities change less than logits.
  private static final double FLOAT32 = 30 * 8 * 0x1p-23;

  static Stream<String> architectures() {
    return Encoders.ARCHITECTURES.stream();
  }

  private static JsonNode expected(String name) throws IOException {
    return new ObjectMapper()
        .readTree(Encoders.folder(name).resolve("expected.json").toFile());
  }

  private static Reading read(TextModel model, JsonNode text) {
    return text.isArray()
        ? Reading.of(model, List.of(text.get(0).asText(), text.get(1).asText()))
        : Reading.of(model, text.asText());
  }

  /** Returns what does not change: the model is run once. */
  private static <S> OutputChange unchanged(
      TextModel model, Reading text, OutputMeasure<S> measure) {
    Batch batch = Batch.of(text.encoding());
    Ops ops = new ReferenceOps();
    S said = measure.read(ops, model.forward(ops, batch).getLast(), batch);
    return measure.change(said, said);
  }

  private static List<String> names(JsonNode texts) {
    List<String> names = new ArrayList<>();
    texts.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void classes_are_those_of_an_independent_program(String name) throws IOException {
    for (String kind : List.of("-classes", "-many")) {
      JsonNode expected = expected(name + kind);
      try (TextModel model = Encoders.open(name + kind)) {
        for (String text : names(expected.get("texts"))) {
          var change = (ClassChange) unchanged(
              model,
              read(model, expected.get("texts").get(text)),
              OutputMeasure.classes(model.head(TextHead.ClassHead.class).orElseThrow()));

          JsonNode said = expected.get("said").get(text);
          assertThat(change.before()).hasSize(said.size()).isEqualTo(change.after());
          for (int k = 0; k < said.size(); k++) {
            assertThat(change.before().get(k).label())
                .isEqualTo(said.get(k).get("label").asText());
            assertThat((double) change.before().get(k).score())
                .isEqualTo(said.get(k).get("score").asDouble(), within(FLOAT32));
          }
          assertThat(change.distance()).isZero();
          assertThat(change.fall()).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void tags_are_those_of_an_independent_program(String name) throws IOException {
    JsonNode expected = expected(name + "-tags");
    try (TextModel model = Encoders.open(name + "-tags")) {
      for (String text : names(expected.get("texts"))) {
        Reading reading = read(model, expected.get("texts").get(text));
        var change = (TagChange) unchanged(
            model,
            reading,
            OutputMeasure.tags(model.head(TextHead.TagHead.class).orElseThrow(), reading));

        List<TaggedWord> tagged = change.words().stream()
            .filter(word -> !word.before().label().equals("O"))
            .toList();
        int next = 0;
        for (JsonNode span : expected.get("said").get(text)) {
          double sum = 0;
          int words = 0;
          while (next < tagged.size()
              && tagged.get(next).end() <= span.get("end").asInt()) {
            assertThat(tagged.get(next).before().label())
                .endsWith("-" + span.get("entity_group").asText());
            sum += tagged.get(next++).before().score();
            words++;
          }
          assertThat(sum / words).isEqualTo(span.get("score").asDouble(), within(FLOAT32));
        }
        assertThat(next).isEqualTo(tagged.size());
        assertThat(change.changed()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void the_best_answer_is_that_of_an_independent_program(String name) throws IOException {
    JsonNode expected = expected(name + "-answers");
    try (TextModel model = Encoders.open(name + "-answers")) {
      for (String text : names(expected.get("texts"))) {
        Reading pair = read(model, expected.get("texts").get(text));
        var change = (AnswerChange) unchanged(
            model,
            pair,
            OutputMeasure.answers(model.head(TextHead.AnswerHead.class).orElseThrow(), pair));

        // The program's spans are of pieces, ours of the words in which these stand.
        JsonNode best = expected.get("said").get(text).get("spans").get(0);
        assertThat(change.before().start())
            .isLessThanOrEqualTo(best.get("start").asInt());
        assertThat(change.before().end()).isGreaterThanOrEqualTo(best.get("end").asInt());
        assertThat((double) change.before().score())
            .isEqualTo(best.get("score").asDouble(), within(FLOAT32));
        assertThat(change.after()).isEqualTo(change.before());
        assertThat(change.fall()).isZero();
      }
    }
  }

  /** Returns a question of one word, then a text of so many words of one letter each. */
  private static Reading pair(int words) {
    List<Piece> pieces = new ArrayList<>();
    List<Word> all = new ArrayList<>();
    for (int i = 0; i < words + 4; i++) {
      String letter = Character.toString('a' + i % 26);
      pieces.add(
          i == 1
              ? new Piece.InText(7, "q", 1, i, 0, 1)
              : i > 2 && i < words + 3
                  ? new Piece.InText(7, letter, 2, i, 2 * (i - 3), 2 * (i - 3) + 1)
                  : new Piece.Added(1, "", i == 0 ? 1 : 2, i));
      all.add(new Word(pieces.get(i).text(), List.of(i)));
    }
    return new Reading("tiny", List.of("q", "a ".repeat(words)), new Encoding(pieces, all));
  }

  /** Returns the best answer where logits are 1 at a begin and at an end, and else 0. */
  private static AnswerChange answer(Reading pair, int begin, int end) {
    int pieces = pair.encoding().pieces().size();
    float[] logits = new float[2 * pieces];
    logits[2 * begin] = 1;
    logits[2 * end + 1] = 1;
    OutputMeasure<?> measure = OutputMeasure.answers((_, _) -> Tensor.of(logits, pieces, 2), pair);
    return (AnswerChange) said(measure, pair);
  }

  private static <S> OutputChange said(OutputMeasure<S> measure, Reading text) {
    S said = measure.read(
        new ReferenceOps(),
        Tensor.zeros(text.encoding().pieces().size(), 2),
        Batch.of(text.encoding()));
    return measure.change(said, said);
  }

  @Test
  void an_answer_has_at_most_fifteen_pieces_and_lies_in_the_text() {
    Reading pair = pair(23);

    AnswerChange longest = answer(pair, 5, 19);
    AnswerChange tooLong = answer(pair, 5, 20);
    AnswerChange question = answer(pair, 1, 1);
    AnswerChange none = answer(pair, 0, 0);

    // p = e / (23 + e) of one piece of the 23 and the first; the other has 1 / (23 + e).
    double e = StrictMath.E;
    assertThat(longest.before().start()).isEqualTo(4);
    assertThat(longest.before().end()).isEqualTo(33);
    assertThat((double) longest.before().score())
        .isEqualTo(e / (23 + e) * (e / (23 + e)), within(0x1p-24));
    assertThat(tooLong.before().start()).isEqualTo(4);
    assertThat(tooLong.before().end()).isEqualTo(5);
    assertThat((double) question.before().score()).isEqualTo(1.0 / (24 * 24), within(0x1p-24));
    assertThat(question.before().start()).isZero();
    assertThat(question.before().end()).isOne();
    assertThat((double) none.before().score()).isEqualTo(1 / (23 + e) / (23 + e), within(0x1p-24));
  }

  @Test
  void a_vector_of_another_direction_or_of_length_zero_has_a_distance() {
    double[][] vectors = {{3, 4}, {6, 8}, {-3, -4}, {4, -3}, {0, 0}};
    var measure = new VectorMeasure((_, _, _, _) -> Tensor.zeros(1, 2));

    assertThat(measure.change(vectors[0], vectors[1]).distance()).isZero();
    assertThat(measure.change(vectors[0], vectors[2]).distance()).isEqualTo(2);
    assertThat(measure.change(vectors[0], vectors[3]).distance()).isEqualTo(1);
    assertThat(measure.change(vectors[0], vectors[4]).distance()).isEqualTo(1);
    assertThat(measure.change(vectors[4], vectors[4]).distance()).isZero();
  }

  /** A head of the folder's own limit. */
  private record Limited(OptionalInt longest) implements TextHead.SentenceHead {
    @Override
    public Tensor embed(Ops ops, Tensor hidden, Batch batch, int leftOut) {
      return Tensor.zeros(1, 2);
    }
  }

  @Test
  void a_text_that_is_too_long_is_refused() {
    Reading pair = pair(381);

    assertThat(answer(pair(380), 5, 5).before().score()).isPositive();
    assertThatThrownBy(() -> answer(pair, 5, 5))
        .isInstanceOf(TextException.class)
        .hasMessage("text: with its question it must have at most 384 pieces, which are read at"
            + " once; got 385; shorten it");
    assertThat(OutputMeasure.vectors(new Limited(OptionalInt.of(385)), pair)).isNotNull();
    assertThatThrownBy(() -> OutputMeasure.vectors(new Limited(OptionalInt.of(384)), pair))
        .isInstanceOf(TextException.class)
        .hasMessage("text: it must not be longer than the model's folder allows for an embedding;"
            + " got 385 pieces; shorten it");
  }
}
