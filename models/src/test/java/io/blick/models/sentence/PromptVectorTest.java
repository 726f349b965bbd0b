package io.blick.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.task.Embedder;
import io.blick.models.task.Embedding;
import io.blick.models.task.TooLong;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead.SentenceHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors of texts behind prompts against sentence-transformers. */
class PromptVectorTest {
  private static final Path FILE = Path.of("src/test/resources/sentence-prompts/vectors.json");

  @TempDir
  private Path folder;

  private static JsonNode file() throws IOException {
    return new JsonMapper().readTree(FILE.toFile());
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    file().get("texts").forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  static Stream<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    file().get("cases").forEach(cases::add);
    return cases.stream();
  }

  private void write(JsonNode one) throws IOException {
    new TinyBert().write(folder);
    SentenceFiles files = new SentenceFiles(folder);
    files.pooling("{'pooling_mode': %s, 'include_prompt': %s}"
        .formatted(one.get("pooling"), one.get("include_prompt")));
    files.write(
        "config_sentence_transformers.json", "{'prompts': %s}".formatted(file().get("prompts")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_vector_is_that_of_sentence_transformers(JsonNode one) throws IOException {
    write(one);
    try (TextModel model = Models.open(folder)) {
      SentenceHead head = model.head(SentenceHead.class).orElseThrow();
      String prompt = one.get("prompt").isNull()
          ? ""
          : head.prompts().text(one.get("prompt").textValue());
      List<Encoding> encodings =
          texts().stream().map(text -> model.tokenizer().encode(prompt + text)).toList();
      ReferenceOps ops = new ReferenceOps();
      Batch batch = Batch.of(encodings);
      Tensor last = model.forward(ops, batch).getLast();

      Tensor got = head.embed(ops, last, batch, one.get("left_out").intValue());

      for (int b = 0; b < batch.texts(); b++) {
        double[] expected = numbers(one.get("vectors").get(b));
        // Both in float64, but for the scale and the epsilon, which are float32 here.
        assertThat(got.at(b).toDoubles()).containsExactly(expected, within(1e-6));
      }
    }
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).doubleValue();
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void an_embedder_puts_the_prompt_before_each_text(JsonNode one) throws IOException {
    write(one);
    try (TextModel model = Models.open(folder)) {
      Embedder embedder = Embedder.of(model);
      if (!one.get("prompt").isNull()) {
        embedder = embedder.withPrompt(one.get("prompt").textValue());
      }

      List<Embedding> got = embedder.embed(texts(), TooLong.REFUSE);

      for (int b = 0; b < got.size(); b++) {
        double[] expected = numbers(one.get("vectors").get(b));
        float[] vector = got.get(b).vector();
        for (int i = 0; i < vector.length; i++) {
          assertThat((double) vector[i]).isCloseTo(expected[i], within(1e-4));
        }
      }
    }
  }

  @Test
  void the_folders_own_prompt_stands_before_a_text_for_which_none_is_asked() throws IOException {
    new TinyBert().write(folder);
    SentenceFiles files = new SentenceFiles(folder);
    files.pooling("{}");
    files.write(
        "config_sentence_transformers.json",
        "{'prompts': {'query': 'q: ', 'document': ''}, 'default_prompt_name': 'query'}");
    try (TextModel model = Models.open(folder)) {
      Embedder embedder = Embedder.of(model);

      assertThat(embedder.embed("bad")).isEqualTo(embedder.withPrompt("query").embed("bad"));
      assertThat(embedder.embed("bad"))
          .isEqualTo(embedder.withPrompt("document").embed("q: bad"));
      assertThat(embedder.embed("bad"))
          .isNotEqualTo(embedder.withPrompt("document").embed("bad"));
      assertThatThrownBy(() -> embedder.withPrompt("passage"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("prompt: it must be one of query, document; got \"passage\"");
      assertThatThrownBy(() -> embedder.embed(" ")).hasMessageContaining("embed: ");
    }
  }
}
