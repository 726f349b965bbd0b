package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code complete} on a small model of random weights. */
class CompleteCommandTest {
  private static final Path LLAMA = Path.of("..", "models/src/test/resources/causal/llama");

  @TempDir
  private Path folder;

  private static Run complete(Path model, String... more) {
    return Run.of(Stream.concat(
            Stream.of("complete", "Anna bor", "--pieces", "5", "--model", model.toString()),
            Stream.of(more))
        .toArray(String[]::new));
  }

  /** Copies the model, with a key in its config.json that nobody knows. */
  private Path noted() throws IOException {
    try (Stream<Path> files = Files.list(LLAMA)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
    Path config = folder.resolve("config.json");
    String text = Files.readString(config);
    Files.writeString(config, text.replaceFirst("\\{", "{\"poetry\": 1,"));
    return folder;
  }

  @Test
  void it_says_what_a_folder_leaves_open() throws IOException {
    Run quiet = complete(LLAMA);
    Run noted = complete(noted());

    assertThat(quiet.exit()).as(quiet.err()).isEqualTo(Exit.DONE);
    assertThat(quiet.err()).isEmpty();
    assertThat(quiet.out()).endsWith("\n");
    assertThat(noted.out()).isEqualTo(quiet.out());
    assertThat(noted.err())
        .isEqualTo("blick: note: config.json asks for what is not known here, and gets nothing:"
            + " poetry\n");
  }

  @Test
  void the_same_seed_draws_the_same_text() {
    List<String> drawn = Stream.of("3", "3", "4")
        .map(seed -> complete(LLAMA, "--temperature", "2", "--seed", seed, "--format", "tsv")
            .out())
        .toList();

    assertThat(drawn.get(0)).isEqualTo(drawn.get(1)).isNotEqualTo(drawn.get(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--top-k=3 | --top-k needs --temperature: without it nothing is drawn",
        "--temperature=0 | --temperature must be a number above 0; got 0",
        "--temperature=x | --temperature must be a number above 0; got x",
        "--repetition=-1 | --repetition must be a number above 0; got -1",
        "--presence=NaN | --presence must be a number that is finite; got NaN",
        "--stop= | --stop must not be empty; leave it out to stop at no text"
      })
  void wrong_numbers_are_wrong_usage(String option, String sentence) {
    Run run = complete(LLAMA, option);

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).isEqualTo("blick complete: " + sentence + "\n");
  }
}
