package io.blick.lens.report.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.lens.Encoders;
import io.blick.lens.flow.Rollout;
import io.blick.lens.report.Formats;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The results of {@code attribute} in every format, for every output. */
class AttributionResultTest {
  private static final Terminal WIDE = new Terminal(Colours.none(), 1000);
  private static final String TEXT = "Anna bodde i Lund.";
  private static final AblationRequest.Source ALONE = new AblationRequest.Text(TEXT);

  private static AttributionResult ask(String folder, AttributionRequest request) {
    try (TextModel model = Encoders.open(folder)) {
      return AttributionResult.of(model, request, Progress.silent());
    }
  }

  private static JsonNode json(AttributionResult result) throws IOException {
    JsonNode json = new ObjectMapper().readTree(Formats.written(result::json));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "text",
            "second",
            "question",
            "by",
            "of",
            "kind",
            "hidden",
            "layer",
            "unit",
            "units",
            "words",
            "correlation",
            "mixing");
    return json;
  }

  @ParameterizedTest
  @CsvSource({
    "bert-masked, loss, value-zeroing, Distance is the mean of |change of −ln p|",
    "bert-classes, class, occlusion, over the classes",
    "bert-many, class, value-zeroing, Distance is the mean of |p − q| over the classes",
    "bert-score, class, occlusion, Distance is |x − y| of the number",
    "electra-tags, tags, occlusion, the mean over the other words"
  })
  void the_first_output_that_there_is_stands_in_every_format(
      String folder, String of, String by, String meaning) throws IOException {
    AttributionBy way = AttributionBy.valueOf(by.toUpperCase(Locale.ROOT).replace('-', '_'));

    AttributionResult result = ask(folder, new AttributionRequest(ALONE, way));

    JsonNode json = json(result);
    assertThat(json.get("of").asText()).isEqualTo(of);
    assertThat(json.get("by").asText()).isEqualTo(by);
    assertThat(json.get("hidden").isNull()).isEqualTo(by.equals("value-zeroing"));
    assertThat(json.get("mixing").isNull()).isTrue();
    assertThat(json.get("words")).hasSize(5);
    JsonNode word = json.get("words").get(1);
    assertThat(word.get("text").asText()).isEqualTo("bodde");
    assertThat(word.get("in").asText()).isEqualTo("text");
    assertThat(word.get("start").asInt()).isEqualTo(5);
    assertThat(word.get("end").asInt()).isEqualTo(10);
    assertThat(word.get("distance").floatValue()).isPositive();
    assertThat(word.get("fall").isNull()).isEqualTo(of.equals("tags"));
    assertThat(json.get("correlation").get("words").asInt()).isEqualTo(5);
    List<List<String>> tsv = Formats.cells(Formats.written(result::tsv));
    assertThat(tsv).hasSize(6);
    assertThat(tsv.getFirst())
        .containsExactly(
            "index", "text", "in", "start", "end", "distance", "fall", "attention", "rollout");
    assertThat(tsv.get(2).get(5)).isEqualTo(word.get("distance").asText());
    assertThat(result.text(WIDE))
        .contains(meaning, "so few say little.", "This is not the truth about what matters: ")
        .containsPattern("\nbodde +\\*?[0-9]");
    assertThat(result.svg()).contains(">bodde</text>", ">attention</text>", of + " by ");
  }

  @Test
  void attention_and_rollout_are_those_of_the_pass_from_where_classes_are_read() {
    try (TextModel model = Encoders.open("bert-classes")) {
      AttributionResult result =
          AttributionResult.of(model, new AttributionRequest(ALONE), Progress.silent());

      Trace trace = Trace.of(model, TEXT);
      double sum = 0;
      for (int layer = 0; layer < trace.layers(); layer++) {
        for (int head = 0; head < trace.heads(); head++) {
          sum += trace.words(layer, head)[0][2];
        }
      }
      AttributedWord word = result.words().get(1);
      // Each of the weights between words is rounded to a float32 of at most 1.
      assertThat(word.attention()).isEqualTo(sum / trace.layers() / trace.heads(), within(1e-7));
      Rollout rollout = Rollout.of(trace, trace.layers() - 1);
      assertThat(word.rollout()).isEqualTo(rollout.map(Granularity.WORDS)[0][2], within(1e-7));
    }
  }

  @Test
  void equal_words_have_their_numbers_in_pictures() {
    var twice = new AblationRequest.Text("Anna såg Anna");

    AttributionResult result =
        ask("bert-masked", new AttributionRequest(twice, AttributionBy.OCCLUSION));

    assertThat(result.text(WIDE)).contains("\nAnna    ", "\nAnna#2  ");
    assertThat(result.svg()).contains(">Anna#2<");
  }

  @Test
  void tags_are_looked_at_from_other_words() {
    try (TextModel model = Encoders.open("bert-tags")) {
      AttributionResult result =
          AttributionResult.of(model, new AttributionRequest(ALONE), Progress.silent());

      Trace trace = Trace.of(model, TEXT);
      List<Integer> starts = Stream.of(1, 3, 4, 5)
          .map(word -> trace.encoding().words().get(word).pieces().getFirst())
          .toList();
      double sum = 0;
      for (int layer = 0; layer < trace.layers(); layer++) {
        for (int head = 0; head < trace.heads(); head++) {
          for (int from : starts) {
            for (int to : trace.encoding().words().get(2).pieces()) {
              sum += trace.pieces(layer, head)[from][to];
            }
          }
        }
      }
      double mean = sum / trace.layers() / trace.heads() / starts.size();
      assertThat(result.words().get(1).attention()).isEqualTo(mean, within(1e-7));
    }
  }

  @Test
  void an_answer_has_the_words_of_both_texts() throws IOException {
    var asked = new AblationRequest.Asked(TEXT, "Var?");

    JsonNode json = json(ask("mpnet-answers", new AttributionRequest(asked)));

    assertThat(json.get("question").asText()).isEqualTo("Var?");
    assertThat(json.get("words").findValuesAsText("in"))
        .containsExactly("question", "question", "text", "text", "text", "text", "text");
    assertThat(json.get("words").get(3).get("start").asInt()).isEqualTo(5);
  }

  @Test
  void a_vector_has_a_distance_alone(@TempDir Path folder) throws IOException {
    try (TextModel model = Encoders.embedding("bert", folder)) {
      AttributionResult result =
          AttributionResult.of(model, new AttributionRequest(ALONE), Progress.silent());

      assertThat(json(result).get("of").asText()).isEqualTo("embedding");
      assertThat(json(result).get("words").get(0).get("fall").isNull()).isTrue();
      assertThat(result.text(WIDE)).contains("Distance is 1 − cosine of the vectors");
    }
  }

  @Test
  void mixing_is_a_map_of_one_layer_or_of_all() throws IOException {
    var all = new AttributionRequest(
        new AblationRequest.Pair(TEXT, "Nej"),
        AttributionBy.VALUE_ZEROING,
        AttributionOutput.MIXING);
    var one = new AttributionRequest(
        ALONE,
        AttributionBy.VALUE_ZEROING,
        Optional.of(AttributionOutput.MIXING),
        Optional.of(1),
        Granularity.WORDS);

    AttributionResult together = ask("bert-classes", all);
    AttributionResult layer = ask("bert-classes", one);

    JsonNode json = json(together);
    assertThat(json.get("layer").isNull()).isTrue();
    assertThat(json.get("units")).hasSize(9);
    assertThat(json.get("mixing")).hasSize(9).allSatisfy(row -> assertThat(row).hasSize(9));
    assertThat(json(layer).get("layer").asInt()).isEqualTo(2);
    List<List<String>> tsv = Formats.cells(Formats.written(layer::tsv));
    assertThat(tsv).hasSize(1 + 7 * 7);
    assertThat(tsv.getFirst())
        .containsExactly("from", "from.text", "to", "to.text", "layer", "mixing");
    assertThat(layer.text(WIDE))
        .contains("mixing by value zeroing in layer 2 · bert-classes")
        .contains("each row sums to 1.")
        .doesNotContain("multiplied from layer 1 on");
    assertThat(together.text(WIDE)).contains("multiplied from layer 1 on");
    assertThat(together.svg()).contains("mixing by value zeroing");
  }

  @Test
  void progress_counts_the_runs() {
    var progress = new ProgressLog();

    try (TextModel model = Encoders.open("bert-classes")) {
      AttributionResult.of(model, new AttributionRequest(ALONE), progress);
    }

    assertThat(progress.lines()).startsWith("runs 6").endsWith("6", "closed");
  }

  @Test
  void what_cannot_be_done_is_said_in_one_sentence() {
    var layer = new AttributionRequest(
        ALONE, AttributionBy.VALUE_ZEROING, Optional.empty(), Optional.of(7), Granularity.WORDS);
    var tags = new AttributionRequest(ALONE, AttributionBy.OCCLUSION, AttributionOutput.TAGS);
    var word = new AttributionRequest(new AblationRequest.Text("i"));

    assertThatThrownBy(() -> ask("bert-masked", layer))
        .isInstanceOf(RequestException.class)
        .hasMessage("layer must be from 1 to 3 in bert-masked; got 8");
    assertThatThrownBy(() -> ask("bert-masked", tags))
        .isInstanceOf(RequestException.class)
        .hasMessage("of must be guesses or loss in bert-masked; got tags");
    assertThatThrownBy(() -> ask("bert-tags", word))
        .hasMessage("text: there must be at least two words, since the tag of the others is"
            + " measured when one is hidden; got one");
  }

  @Test
  void a_request_that_contradicts_itself_is_refused() {
    assertThatThrownBy(
            () -> new AttributionRequest(new AblationRequest.Corpus(Path.of("texts.txt"))))
        .hasMessage("attribute: one text is measured; got a corpus");
    assertThatThrownBy(
            () -> new AttributionRequest(ALONE, AttributionBy.OCCLUSION, AttributionOutput.MIXING))
        .hasMessage("attribute: a layer and mixing need value zeroing; got occlusion");
    assertThatThrownBy(
            () -> new AttributionRequest(ALONE, AttributionBy.OCCLUSION, AttributionOutput.ANSWER))
        .hasMessage("attribute: an answer needs a question; got a text alone");
  }
}
