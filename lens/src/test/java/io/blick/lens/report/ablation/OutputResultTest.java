package io.blick.lens.report.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.core.attention.Cuts;
import io.blick.lens.Encoders;
import io.blick.lens.report.Formats;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.report.RequestException;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TextException;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results of {@code ablate} on models with other heads than the masked one. */
class OutputResultTest {
  private static final Terminal WIDE = new Terminal(Colours.none(), 120);
  private static final String TEXT = "Anna bor i Lund.";
  private static final List<Head> SOME = List.of(new Head(0, 1));

  private static AblationResult ask(String folder, AblationRequest request) {
    try (TextModel model = Encoders.open(folder)) {
      return AblationResult.of(model, request, Progress.silent());
    }
  }

  private static AblationRequest each(AblationRequest.Source source) {
    return new AblationRequest(source);
  }

  private static AblationRequest some(AblationRequest.Source source) {
    return new AblationRequest(source, SOME);
  }

  private static AblationRequest.Source text() {
    return new AblationRequest.Text(TEXT);
  }

  private static AblationRequest.Source asked() {
    return new AblationRequest.Asked(TEXT, "Var bor Anna?");
  }

  private static List<List<String>> tsv(AblationResult result) {
    return Formats.cells(Formats.written(result::tsv));
  }

  private static JsonNode json(AblationResult result) throws IOException {
    JsonNode json = new ObjectMapper().readTree(Formats.written(result::json));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "text",
            "corpus",
            "silenced",
            "cut",
            "in",
            "others",
            "masks",
            "ranking",
            "pieces",
            "lines",
            "empty",
            "tooLong",
            "masked",
            "loss",
            "after",
            "losses",
            "of",
            "second",
            "question",
            "kind",
            "saidBefore",
            "saidAfter",
            "change",
            "effects",
            "low",
            "high");
    assertThat(json.get("text").asText()).isEqualTo(TEXT);
    for (String key : List.of("masks", "ranking", "pieces", "masked", "loss", "after", "losses")) {
      assertThat(json.get(key).isNull()).as(key).isTrue();
    }
    return json;
  }

  private static void isAmongEffects(JsonNode change, JsonNode effects) {
    JsonNode own = StreamSupport.stream(effects.spliterator(), false)
        .filter(one -> one.get("layer").asInt() == 1 && one.get("head").asInt() == 2)
        .findFirst()
        .orElseThrow();
    for (String key : List.of("distance", "fall", "changed")) {
      assertThat(own.get(key)).as(key).isEqualTo(change.get(key));
    }
  }

  @Test
  void classes_stand_in_every_format() throws IOException {
    AblationResult all = ask("mpnet-classes", each(text()));
    AblationResult one = ask("mpnet-classes", some(text()));

    assertThat(tsv(all)).hasSize(1 + 4);
    assertThat(tsv(all).getFirst())
        .containsExactly("layer", "head", "distance", "fall", "label", "score");
    assertThat(tsv(one)).hasSize(1 + 5);
    assertThat(tsv(one).getFirst()).containsExactly("label", "before", "after", "distance", "fall");
    JsonNode json = json(all);
    assertThat(json.get("of").asText()).isEqualTo("class");
    assertThat(json.get("kind").asText()).isEqualTo("one");
    assertThat(json.get("saidBefore")).hasSize(5);
    assertThat(json.get("saidAfter").isNull()).isTrue();
    assertThat(json.get("change").isNull()).isTrue();
    assertThat(json.get("effects")).hasSize(4);
    JsonNode changed = json(one);
    assertThat(changed.get("saidBefore")).isEqualTo(json.get("saidBefore"));
    assertThat(changed.get("saidAfter")).hasSize(5);
    assertThat(changed.get("effects").isNull()).isTrue();
    isAmongEffects(changed.get("change"), json.get("effects"));
    for (int k = 0; k < 5; k++) {
      JsonNode label = changed.get("saidBefore").get(k);
      assertThat(tsv(one).get(k + 1).subList(0, 2))
          .containsExactly(label.get("label").asText(), label.get("score").asText());
      assertThat(label.get("text").isNull()).isTrue();
    }
    assertThat(all.text(WIDE))
        .startsWith("Anna bor i Lund.\neach head silenced in turn · mpnet-classes\n\nDistance is ½")
        .contains("first class without it")
        .contains("not what the head is for");
    assertThat(one.text(WIDE)).contains("\nclass    before   after   change\n");
  }

  @Test
  void a_pair_of_texts_has_classes_and_its_words_are_those_of_both() throws IOException {
    var request = new AblationRequest(
        new AblationRequest.Pair(TEXT, "Katten satt."),
        List.of(),
        List.of(new NamedEdge("[CLS]", "Katten"), new NamedEdge("Anna", "satt")),
        List.of(),
        Cuts.Rest.RENORMALIZED,
        1);

    AblationResult result = ask("bert-many", request);

    JsonNode json = json(result);
    assertThat(json.get("second").asText()).isEqualTo("Katten satt.");
    assertThat(json.get("kind").asText()).isEqualTo("many");
    assertThat(json.get("change").get("distance").asDouble()).isPositive();
    assertThat(result.text(WIDE))
        .startsWith(
            "Anna bor i Lund.\nsecond: Katten satt.\ncut [CLS] → Katten, Anna → satt in all")
        .contains("Distance is the mean of |p − q| over the classes");
  }

  @Test
  void a_score_is_a_class_of_its_own_kind() throws IOException {
    AblationResult result = ask("electra-score", some(text()));

    JsonNode json = json(result);
    JsonNode change = json.get("change");
    assertThat(json.get("kind").asText()).isEqualTo("score");
    assertThat(Math.abs(change.get("fall").floatValue()))
        .isEqualTo(change.get("distance").floatValue());
    assertThat(result.text(WIDE)).contains("Distance is |x − y| of the number before and after");
  }

  @Test
  void tags_stand_in_every_format() throws IOException {
    AblationResult all = ask("distilbert-tags", each(text()));
    AblationResult one = ask("distilbert-tags", some(text()));

    assertThat(tsv(all).getFirst()).containsExactly("layer", "head", "distance", "changed");
    assertThat(tsv(one).getFirst())
        .containsExactly(
            "text",
            "start",
            "end",
            "before.label",
            "before.score",
            "after.label",
            "after.score",
            "distance");
    assertThat(tsv(one)).hasSize(1 + 5);
    assertThat(tsv(one).get(4).subList(0, 3)).containsExactly("Lund", "11", "15");
    JsonNode json = json(one);
    assertThat(json.get("of").asText()).isEqualTo("tags");
    assertThat(json.get("kind").isNull()).isTrue();
    assertThat(json.get("saidBefore")).hasSize(5);
    assertThat(json.get("saidAfter").get(3).get("text").asText()).isEqualTo("Lund");
    assertThat(json.get("saidAfter").get(3).get("label").asText())
        .isEqualTo(tsv(one).get(4).get(5));
    isAmongEffects(json.get("change"), json(all).get("effects"));
    assertThat(one.text(WIDE)).contains(" of 5 words with another tag\n");
    assertThat(all.text(WIDE)).contains("as it is").contains("changed");
  }

  @Test
  void an_answer_stands_in_every_format() throws IOException {
    AblationResult all = ask("electra-answers", each(asked()));
    AblationResult one = ask("electra-answers", some(asked()));

    assertThat(tsv(all).getFirst())
        .containsExactly("layer", "head", "distance", "fall", "text", "start", "end", "score");
    assertThat(tsv(one)).hasSize(1 + 1);
    assertThat(tsv(one).getFirst())
        .startsWith("before.text", "before.start", "before.end", "before.score", "after.text")
        .endsWith("after.score", "distance", "fall");
    JsonNode json = json(one);
    assertThat(json.get("of").asText()).isEqualTo("answer");
    assertThat(json.get("question").asText()).isEqualTo("Var bor Anna?");
    assertThat(json.get("second").isNull()).isTrue();
    JsonNode before = json.get("saidBefore").get(0);
    assertThat(TEXT.substring(before.get("start").asInt(), before.get("end").asInt()))
        .isEqualTo(before.get("text").asText());
    isAmongEffects(json.get("change"), json(all).get("effects"));
    assertThat(one.text(WIDE)).contains("\nquestion: Var bor Anna?\nsilenced 1-2 · electra-ans");
    assertThat(all.text(WIDE)).contains("best answer without it");
  }

  @Test
  void a_vector_has_a_distance_alone(@TempDir Path folder) throws IOException {
    try (TextModel model = Encoders.embedding("mpnet", folder)) {
      AblationResult all = AblationResult.of(model, each(text()), Progress.silent());
      AblationResult one = AblationResult.of(model, some(text()), Progress.silent());

      assertThat(tsv(all)).hasSize(1 + 6).startsWith(List.of("layer", "head", "distance"));
      assertThat(tsv(one)).hasSize(1 + 1).startsWith(List.of("distance"));
      JsonNode json = json(one);
      assertThat(json.get("of").asText()).isEqualTo("embedding");
      assertThat(json.get("saidBefore").isNull()).isTrue();
      assertThat(json.get("saidAfter").isNull()).isTrue();
      isAmongEffects(json.get("change"), json(all).get("effects"));
      assertThat(one.text(WIDE)).contains("Distance is 1 − cosine");
    }
  }

  @Test
  void what_is_measured_is_what_was_asked_or_the_first_that_there_is() {
    var mask = new AblationRequest.Text("Anna bor i [MASK].");
    var mpnet = new AblationRequest.Text("Anna bor i <mask>.");

    assertThat(ask("bert-masked", each(mask)).of()).isEqualTo(AblationMeasure.GUESSES);
    assertThat(ask("mpnet-masked", each(mpnet)).of()).isEqualTo(AblationMeasure.GUESSES);
    assertThat(ask("electra-generator", each(text())).of()).isEqualTo(AblationMeasure.LOSS);
    assertThat(ask("distilbert-masked", new AblationRequest(mask, AblationMeasure.LOSS))
            .of())
        .isEqualTo(AblationMeasure.LOSS);
    assertThat(ask("bert-tags", each(mask)).of()).isEqualTo(AblationMeasure.TAGS);
  }

  @Test
  void the_mask_is_spelled_as_the_model_spells_it() {
    var mpnet = new AblationRequest.Text("Anna bor i <mask>.");

    assertThat(ask("mpnet-masked", each(mpnet)).text(WIDE)).contains("\n<mask>, piece 4\n");
    assertThat(ask("mpnet-masked", some(mpnet)).text(WIDE))
        .contains("\n<mask>, piece 4: distance ");
  }

  @Test
  void progress_counts_the_runs() {
    var progress = new ProgressLog();

    try (TextModel model = Encoders.open("bert-tags")) {
      AblationResult.of(model, each(text()), progress);
    }

    assertThat(progress.lines()).startsWith("runs 5").endsWith("5", "closed");
  }

  @Test
  void what_a_model_lacks_is_said_in_one_sentence() {
    var classes = new AblationRequest(text(), AblationMeasure.CLASS);
    var pair = new AblationRequest.Pair(TEXT, "a");
    var blank = new AblationRequest.Asked(TEXT, " ");
    var onlyMask = new AblationRequest(new AblationRequest.Text("[MASK]"), AblationMeasure.LOSS);

    assertThatThrownBy(() -> ask("bert-masked", classes))
        .isInstanceOf(RequestException.class)
        .hasMessage("of must be guesses or loss in bert-masked; got class");
    assertThatThrownBy(() -> ask("bert-tags", each(pair)))
        .isInstanceOf(RequestException.class)
        .hasMessage("second needs a model that has class; bert-tags has tags");
    assertThatThrownBy(() -> ask("bert-masked", each(asked())))
        .isInstanceOf(RequestException.class)
        .hasMessage("question needs a model that has answer; bert-masked has guesses and loss");
    assertThatThrownBy(() -> ask("mpnet-answers", each(text())))
        .isInstanceOf(RequestException.class)
        .hasMessage("question must be given, since mpnet-answers has answer alone; got none");
    assertThatThrownBy(() -> ask("mpnet-answers", each(blank)))
        .isInstanceOf(RequestException.class)
        .hasMessage("question must have a piece of its own; got none");
    assertThatThrownBy(() -> ask("distilbert-model", each(text())))
        .isInstanceOf(RequestException.class)
        .hasMessage("ablate: the model must guess masked pieces, give classes, tags or answers, or"
            + " embed sentences; distilbert-model does none of it");
    assertThatThrownBy(() -> ask("bert-masked", onlyMask))
        .isInstanceOf(TextException.class)
        .hasMessage("text: there must be a piece that can be masked; got none but [MASK]");
  }

  @Test
  void a_measure_that_does_not_suit_its_texts_is_refused() {
    var corpus = new AblationRequest.Corpus(Path.of("texts.txt"));
    var pair = new AblationRequest.Pair(TEXT, "a");

    assertThatThrownBy(() -> new AblationRequest(corpus, AblationMeasure.CLASS))
        .hasMessage("ablate: of a corpus only its loss is measured; got class");
    assertThatThrownBy(() -> new AblationRequest(pair, AblationMeasure.LOSS))
        .hasMessage("ablate: of a pair only its class is measured; got loss");
    assertThatThrownBy(() -> new AblationRequest(asked(), AblationMeasure.TAGS))
        .hasMessage("ablate: of a question only its answer is measured; got tags");
    assertThatThrownBy(() -> new AblationRequest(text(), AblationMeasure.ANSWER))
        .hasMessage("ablate: an answer needs a question; got a text alone");
  }
}
