package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.core.tensor.Tensor;
import io.blick.lens.Encoders;
import io.blick.lens.flow.Rollout;
import io.blick.lens.report.Formats;
import io.blick.lens.report.Progress;
import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.ProfileResult;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is seen of encoders of every architecture, beside what an independent program computed. */
class EncoderLookTest {
  private static final String TEXT = "Anna bor i Lund.";

  // What float32 may err by is derived where the models are tested; this is enough to tell one
  // tensor from another.
  private static final double SAME = 1e-3;

  static Stream<String> encoders() {
    return Stream.of(
        "bert-masked",
        "bert-model",
        "distilbert-masked",
        "distilbert-model",
        "electra-generator",
        "electra-discriminator",
        "mpnet-masked",
        "mpnet-model");
  }

  private static JsonNode texts(String folder) throws IOException {
    return new ObjectMapper()
        .readTree(Encoders.folder(folder).resolve("expected.json").toFile())
        .get("texts");
  }

  private static List<String> segments(JsonNode text) {
    return text.isArray()
        ? List.of(text.get(0).asText(), text.get(1).asText())
        : List.of(text.asText());
  }

  private static void same(Tensor got, Tensor expected) {
    assertThat(got.count()).isEqualTo(expected.count());
    for (long i = 0; i < got.count(); i++) {
      assertThat(got.get(i)).isEqualTo(expected.get(i), within(SAME));
    }
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void a_pass_in_a_file_is_that_of_an_independent_program(String name, @TempDir Path folder)
      throws IOException {
    try (TextModel model = Encoders.open(name)) {
      for (Map.Entry<String, JsonNode> text : texts(name).properties()) {
        Path file = folder.resolve(text.getKey() + ".safetensors");
        var request = new LookRequest(
            segments(text.getValue()),
            new LookTarget.Everything(),
            EdgeScore.WEIGHT,
            Granularity.WORDS);
        LookResult.of(model, request).safetensors(file);

        compare(name, text.getKey(), file, model.layers());
      }
    }
  }

  private static void compare(String name, String text, Path file, int layers) {
    try (Safetensors got = Safetensors.open(file);
        Safetensors golden =
            Safetensors.open(Encoders.folder(name).resolve("expected.safetensors"))) {
      for (int layer = 0; layer < layers; layer++) {
        same(
            got.tensor("weights." + (layer + 1)),
            golden.tensor(text + ".weights").at(layer));
      }
      for (int index = 0; index <= layers; index++) {
        same(got.tensor("hidden." + index), golden.tensor(text + ".hidden").at(index));
      }
      boolean pooled = golden.names().contains(text + ".pooled");
      assertThat(got.names().contains("pooled")).isEqualTo(pooled);
      if (pooled) {
        same(got.tensor("pooled"), golden.tensor(text + ".pooled"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void the_output_projection_is_that_of_the_file(String name) {
    String architecture = name.substring(0, name.indexOf('-'));
    String weight = switch (architecture) {
      case "distilbert" -> ".attention.out_lin.weight";
      case "mpnet" -> ".attention.attn.o.weight";
      default -> ".attention.output.dense.weight";
    };
    try (TextModel model = Encoders.open(name);
        Safetensors file = Safetensors.open(Encoders.folder(name).resolve("model.safetensors"))) {
      for (int layer = 0; layer < model.layers(); layer++) {
        String end = "layer." + layer + weight;
        String stored =
            file.names().stream().filter(one -> one.endsWith(end)).findFirst().orElseThrow();

        assertThat(model.outputProjection(layer).toFloats())
            .isEqualTo(file.tensor(stored).toFloats());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void every_view_is_there(String name) {
    try (TextModel model = Encoders.open(name)) {
      Trace trace = Trace.of(model, TEXT);
      for (double[] row : Rollout.of(trace, model.layers() - 1).pieces()) {
        assertThat(IntStream.range(0, row.length).mapToDouble(s -> row[s]).sum())
            .isEqualTo(1, within(row.length * model.layers() * 0x1p-22));
      }
      var norms = new LookRequest(
          List.of(TEXT),
          new LookTarget.OneHead(new Head(1, 1)),
          EdgeScore.NORM,
          Granularity.PIECES);
      assertThat(Formats.cells(Formats.written(LookResult.of(model, norms)::tsv)))
          .hasSizeGreaterThan(trace.encoding().pieces().size());
      ProfileResult profile =
          ProfileResult.of(model, ProfileRequest.ofTexts(List.of(TEXT)), Progress.silent());
      assertThat(Formats.cells(Formats.written(profile::tsv)))
          .hasSize(1 + model.layers() * model.heads());
    }
  }

  private static List<String> words(String name, List<String> texts) {
    try (TextModel model = Encoders.open(name)) {
      Trace trace = texts.size() == 1
          ? Trace.of(model, texts.getFirst())
          : Trace.of(model, texts.getFirst(), texts.getLast());
      TextUnits words = trace.units(Granularity.WORDS);
      return IntStream.range(0, words.size()).mapToObj(words::label).toList();
    }
  }

  @Test
  void words_of_a_text_and_of_a_pair_stand_between_what_the_model_adds() {
    List<String> pair = List.of("Anna bor.", "Katten satt.");

    for (String name : List.of("bert-model", "distilbert-model", "electra-generator")) {
      assertThat(words(name, List.of(TEXT)))
          .containsExactly("[CLS]", "Anna", "bor", "i", "Lund", ".", "[SEP]");
      assertThat(words(name, pair))
          .containsExactly("[CLS]", "Anna", "bor", ".", "[SEP]", "Katten", "satt", ".", "[SEP]");
    }
    assertThat(words("mpnet-model", List.of(TEXT)))
        .containsExactly("<s>", "Anna", "bor", "i", "Lund", ".", "</s>");
    assertThat(words("mpnet-model", pair))
        .containsExactly("<s>", "Anna", "bor", ".", "</s>", "</s>", "Katten", "satt", ".", "</s>");
  }

  @Test
  void the_steps_of_mpnet_add_a_bias_by_distance() {
    Head head = new Head(2, 1);
    try (TextModel model = Encoders.open("mpnet-masked");
        Safetensors file =
            Safetensors.open(Encoders.folder("mpnet-masked").resolve("model.safetensors"))) {
      String name = file.names().stream()
          .filter(one -> one.endsWith("relative_attention_bias.weight"))
          .findFirst()
          .orElseThrow();
      // Row 0 of the table is the number for the piece itself.
      float own = file.tensor(name).at(0).toFloats()[head.head()];
      Trace trace = Trace.of(model, TEXT);

      for (int piece = 0; piece < trace.encoding().pieces().size(); piece++) {
        Steps steps = Steps.of(trace, head, piece);
        double total = steps.keys().stream()
            .mapToDouble(key -> StrictMath.exp(key.score()))
            .sum();

        assertThat(steps.hasCap()).isFalse();
        assertThat(steps.hasBias()).isTrue();
        // A sum of two floats, and its difference from one of them, are rounded once each.
        Steps.Key self = steps.keys().get(piece);
        assertThat(self.bias())
            .isEqualTo(own, within(2 * (Math.abs(self.score()) + Math.abs(own)) * 0x1p-24f));
        for (Steps.Key key : steps.keys()) {
          assertThat(key.scaled()).isEqualTo(key.capped()).isEqualTo(key.dot() * steps.scale());
          assertThat((double) key.weight())
              .isEqualTo(StrictMath.exp(key.score()) / total, within(1e-5));
        }
      }
    }
  }

  @Test
  void the_steps_of_mpnet_show_the_bias() {
    try (TextModel model = Encoders.open("mpnet-masked")) {
      String text = StepsResult.of(model, new StepsRequest(List.of(TEXT), new Head(2, 1), "Lund"))
          .text(new Terminal(Colours.none(), 80));

      assertThat(text)
          .contains("softmax(Q Kᵀ / √d + bias) V\n")
          .contains("adds\n   a bias, by where the two pieces stand: ")
          .containsPattern("key +q·k +/ 3.606 +\\+ bias +score +weight\n");
    }
  }
}
