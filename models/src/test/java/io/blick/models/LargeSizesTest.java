package io.blick.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.bert.TinyBert;
import io.blick.models.encoder.SavedEncoder;
import io.blick.models.format.FormatException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sizes of a config.json that the weights do not have: each is told in little memory, and each time
 * alike.
 */
class LargeSizesTest {
  @TempDir
  private Path folder;

  private int folders;

  @Test
  void as_many_layers_as_no_memory_has_name_the_first_that_is_missing()
      throws IOException, InterruptedException {
    List<Path> all = new ArrayList<>();
    for (int layers : new int[] {Integer.MAX_VALUE, 100_000_000, 100, 3}) {
      all.add(bert(Map.of("num_hidden_layers", layers)));
    }

    assertThat(opened(all))
        .containsExactly(
            tooMany(Integer.MAX_VALUE), tooMany(100_000_000), tooMany(100), tooMany(3));
  }

  private static String tooMany(int layers) {
    return "bert: model.safetensors: at byte 0: the file must have the weight"
        + " bert.encoder.layer.2.attention.self.query.weight, as num_hidden_layers of config.json"
        + " is %d; got none of that name, the nearest is".formatted(layers)
        + " bert.encoder.layer.0.attention.self.query.weight";
  }

  @Test
  void so_do_those_of_other_architectures() throws IOException, InterruptedException {
    List<Path> all = List.of(
        saved("distilbert-model", "n_layers"),
        saved("electra-discriminator", "num_hidden_layers"),
        saved("mpnet-model", "num_hidden_layers"));

    assertThat(opened(all))
        .satisfiesExactly(
            said -> assertThat(said)
                .contains(" transformer.layer.3.attention.q_lin.weight, as n_layers of"),
            said -> assertThat(said)
                .contains(" electra.encoder.layer.3.attention.self.query.weight, as num_hidden_"),
            said -> assertThat(said)
                .contains(" encoder.layer.3.attention.attn.q.weight, as num_hidden_layers of"));
  }

  @Test
  void other_sizes_are_told_by_the_weight_that_has_another()
      throws IOException, InterruptedException {
    int most = Integer.MAX_VALUE;
    List<Path> all = List.of(
        bert(Map.of("vocab_size", most)),
        bert(Map.of("max_position_embeddings", most)),
        bert(Map.of("type_vocab_size", most)),
        bert(Map.of("intermediate_size", most)),
        bert(Map.of("hidden_size", most, "num_attention_heads", 1)),
        bert(Map.of("hidden_size", most, "num_attention_heads", most)));

    assertThat(opened(all))
        .satisfiesExactly(
            said -> assertThat(said).endsWith("must have the sizes (2147483647, 15); got (37, 15)"),
            said ->
                assertThat(said).endsWith("must have the sizes (2147483647, 15); got (139, 15)"),
            said -> assertThat(said).endsWith("must have the sizes (2147483647, 15); got (2, 15)"),
            said -> assertThat(said).endsWith("must have the sizes (2147483647, 15); got (19, 15)"),
            said -> assertThat(said).endsWith("must have the sizes (37, 2147483647); got (37, 15)"),
            said ->
                assertThat(said).endsWith("must have the sizes (37, 2147483647); got (37, 15)"));
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "3, 1", "100, 5"})
  void the_message_is_the_same_each_time(int layers, int wider) throws IOException {
    Path path =
        bert(Map.of("num_hidden_layers", layers, "intermediate_size", TinyBert.INNER + wider - 1));
    List<String> messages = new ArrayList<>();

    for (int time = 0; time < 20; time++) {
      assertThatThrownBy(() -> Models.open(path))
          .isExactlyInstanceOf(FormatException.class)
          .satisfies(e -> messages.add(e.getMessage()));
    }

    assertThat(messages).hasSize(20).containsOnly(messages.getFirst());
  }

  private Path bert(Map<String, Integer> changed) throws IOException {
    TinyBert tiny = new TinyBert();
    tiny.config().putAll(changed);
    return tiny.write(next());
  }

  private Path saved(String name, String key) throws IOException {
    SavedEncoder saved = new SavedEncoder(name);
    assertThat(saved.config()).containsEntry(key, 3);
    saved.config().put(key, 100_000_000);
    return saved.write(next());
  }

  private Path next() throws IOException {
    return Files.createDirectory(folder.resolve(Integer.toString(folders++)));
  }

  /** Opens folders in a virtual machine with a heap of 128 MB: an array of 10⁸ takes 400. */
  private static List<String> opened(List<Path> all) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "--class-path",
        System.getProperty("java.class.path")
            + File.pathSeparator
            + System.getProperty("jdk.module.path", ""),
        OpenFolders.class.getName()));
    all.forEach(path -> command.add(path.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));

    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    return printed
        .lines()
        .filter(line -> line.contains(": model.safetensors: "))
        .toList();
  }
}
