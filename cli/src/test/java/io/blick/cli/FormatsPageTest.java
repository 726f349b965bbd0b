package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.process.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/formats.md, run; … stands for what the page leaves out. */
class FormatsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "formats.md");

  static List<PageExample> examples() throws IOException {
    return PageExample.of(PAGE);
  }

  /** Returns what the output looks like, white space apart. */
  private static Pattern pattern(PageExample example) {
    String all = String.join("", example.output()).replaceAll("\\s", "");
    return Pattern.compile(
        Stream.of(all.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_prints_what_the_page_shows(PageExample example) {
    Found.model("bert-base-multilingual-cased");

    Run run = Run.of(example.arguments().toArray(String[]::new));

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(example.output()).isNotEmpty();
    assertThat(run.out().replaceAll("\\s", "")).matches(pattern(example));
  }
}
