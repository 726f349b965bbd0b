package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.RoundedOps;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.ClassKind;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks against what transformers' pipelines say of the small encoders (encoders/README.md), which
 * it runs in float64.
 */
class PipelinesTest {
  private static final Path FOLDER = Path.of("src/test/resources/encoders");

  /** A folder, opened, and what was said of it. */
  private record Small(TextModel model, JsonNode expected) implements AutoCloseable {

    static Small of(String name) throws IOException {
      Path folder = FOLDER.resolve(name);
      return new Small(
          Models.open(folder),
          new JsonMapper().readTree(Files.readString(folder.resolve("expected.json"))));
    }

    /** Returns the names of the texts with the texts, one or two. */
    List<Map.Entry<String, InputText>> texts() {
      List<Map.Entry<String, InputText>> texts = new ArrayList<>();
      expected.get("texts").properties().forEach(one -> {
        JsonNode text = one.getValue();
        InputText input = text.isTextual()
            ? InputText.of(text.textValue())
            : InputText.pair(text.get(0).textValue(), text.get(1).textValue());
        texts.add(Map.entry(one.getKey(), input));
      });
      return texts;
    }

    JsonNode said(String text) {
      return expected.get("said").get(text);
    }

    /**
     * Returns by how much a score may differ. A pass in float32 errs by no more than its roundings,
     * as EncodersTest counts them; a probability changes by at most half of the largest change of a
     * logit, a product of two by at most all of it; scores of classes are rounded to float32.
     */
    Offset<Double> near(InputText text) {
      Batch batch = Batch.of(text.encoded(model.tokenizer()));
      double[] exact = logits(new ReferenceOps(), batch);
      double[] rounded = logits(new RoundedOps(), batch);
      double worst = 0;
      for (int i = 0; i < exact.length; i++) {
        worst = Math.max(worst, Math.abs(exact[i] - rounded[i]));
      }
      return within((13 + 2 * batch.longest() + 8) * worst + 0x1p-24);
    }

    private double[] logits(Ops ops, Batch batch) {
      Tensor hidden = model.forward(ops, batch).getLast();
      return model.textHeads().stream()
          .flatMapToDouble(head -> switch (head) {
            case TextHead.ClassHead classes ->
              Arrays.stream(classes.logits(ops, hidden, batch).toDoubles());
            case TextHead.TagHead tags -> Arrays.stream(tags.logits(ops, hidden).toDoubles());
            case TextHead.AnswerHead answers ->
              Arrays.stream(answers.logits(ops, hidden).toDoubles());
            default -> DoubleStream.empty();
          })
          .toArray();
    }

    @Override
    public void close() {
      model.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "electra", "mpnet"})
  void classes_are_those_of_the_pipeline(String architecture) throws IOException {
    for (String kind : List.of("classes", "many")) {
      try (Small small = Small.of(architecture + "-" + kind)) {
        List<InputText> texts = small.texts().stream().map(Map.Entry::getValue).toList();
        List<Classification> found = Classifier.of(small.model()).classify(texts, TooLong.REFUSE);

        for (int i = 0; i < texts.size(); i++) {
          JsonNode said = small.said(small.texts().get(i).getKey());
          Offset<Double> near = small.near(texts.get(i));
          assertThat(found.get(i).labels())
              .extracting(ScoredLabel::label)
              .containsExactlyElementsOf(said.findValuesAsText("label"));
          for (int k = 0; k < said.size(); k++) {
            assertThat((double) found.get(i).labels().get(k).score())
                .isCloseTo(said.get(k).get("score").doubleValue(), near);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "electra", "mpnet"})
  void a_score_is_the_number_before_the_logistic_function_of_the_pipeline(String architecture)
      throws IOException {
    try (Small small = Small.of(architecture + "-score")) {
      Map.Entry<String, InputText> text = small.texts().getFirst();

      Classification found = Classifier.of(small.model())
          .classify(List.of(text.getValue()), TooLong.REFUSE)
          .getFirst();

      assertThat(found.kind()).isEqualTo(ClassKind.SCORE);
      assertThat(Probabilities.logistic(found.labels().getFirst().score()))
          .isCloseTo(
              small.said(text.getKey()).get(0).get("score").doubleValue(),
              small.near(text.getValue()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "electra", "mpnet"})
  void spans_are_those_of_the_pipeline(String architecture) throws IOException {
    try (Small small = Small.of(architecture + "-tags")) {
      for (Map.Entry<String, InputText> text : small.texts()) {
        JsonNode said = small.said(text.getKey());

        List<TaggedSpan> found =
            Tagger.of(small.model()).tag(text.getValue().first()).spans();

        assertThat(found)
            .extracting(span -> "%s %d-%d".formatted(span.label(), span.start(), span.end()))
            .containsExactlyElementsOf(IntStream.range(0, said.size())
                .mapToObj(said::get)
                .map(span -> "%s %d-%d"
                    .formatted(
                        span.get("entity_group").textValue(),
                        span.get("start").intValue(),
                        span.get("end").intValue()))
                .toList());
        for (int i = 0; i < said.size(); i++) {
          assertThat((double) found.get(i).score())
              .isCloseTo(said.get(i).get("score").doubleValue(), small.near(text.getValue()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "electra", "mpnet"})
  void answers_are_those_of_the_pipeline_as_whole_words(String architecture) throws IOException {
    try (Small small = Small.of(architecture + "-answers")) {
      for (Map.Entry<String, InputText> pair : small.texts()) {
        JsonNode said = small.said(pair.getKey());
        Offset<Double> near = small.near(pair.getValue());
        String text = pair.getValue().second().orElseThrow();

        Answers found = Answerer.of(small.model())
            .answer(List.of(new Question(pair.getValue().first(), text)), 3)
            .getFirst();

        // Of spans that are the same words the pipeline gives each, the most probable first.
        Set<String> words = new LinkedHashSet<>();
        for (JsonNode span : said.get("spans")) {
          String widened =
              widened(text, span.get("start").intValue(), span.get("end").intValue());
          if (words.add(widened)) {
            Answer answer = found.best().get(words.size() - 1);
            assertThat("%d-%d".formatted(answer.start(), answer.end())).isEqualTo(widened);
            assertThat((double) answer.score()).isCloseTo(span.get("score").doubleValue(), near);
          }
        }
        none(said.get("possible"), found, near);
      }
    }
  }

  private static String widened(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from > 0 && inWord(text, from)) {
      from--;
    }
    while (to < text.length() && inWord(text, to)) {
      to++;
    }
    return "%d-%d".formatted(from, to);
  }

  /** Whether a place is between two letters. */
  private static boolean inWord(String text, int at) {
    return Character.isLetter(text.charAt(at - 1)) && Character.isLetter(text.charAt(at));
  }

  /** The pipeline says how probable it is that there is no answer only where nothing is more so. */
  private static void none(JsonNode possible, Answers found, Offset<Double> near) {
    double score = possible.get("score").doubleValue();
    if (possible.get("answer").textValue().isEmpty()) {
      assertThat(found.none().orElseThrow()).isCloseTo(score, near);
    } else {
      assertThat(found.none().orElseThrow()).isLessThan(score);
    }
  }
}
