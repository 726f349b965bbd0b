package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.process.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/formats.md, run; … stands for what the page leaves out. */
class FormatsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "formats.md");
  private static final String INDENT = "    ";
  private static final String PROMPT = INDENT + "$ blick ";
  private static final Pattern FOLDER = Pattern.compile("(docs|models)/");
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|\\S+");

  /**
   * A command of the page.
   *
   * @param command what stands behind blick
   * @param output the lines below it
   */
  record Example(String command, List<String> output) {

    List<String> arguments() {
      return ARGUMENT
          .matcher(command)
          .results()
          .map(match -> match.group().replace("\"", ""))
          .map(argument -> FOLDER.matcher(argument).lookingAt() ? "../" + argument : argument)
          .toList();
    }

    /** Returns what the output looks like, white space apart. */
    Pattern pattern() {
      String all = String.join("", output).replaceAll("\\s", "");
      return Pattern.compile(
          Stream.of(all.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    @Override
    public String toString() {
      return "blick " + command;
    }
  }

  static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith(PROMPT)) {
        examples.add(new Example(line.substring(PROMPT.length()), new ArrayList<>()));
      } else if (line.startsWith(INDENT) && !examples.isEmpty()) {
        examples.getLast().output().add(line);
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_prints_what_the_page_shows(Example example) {
    Found.model("bert-base-multilingual-cased");

    Run run = Run.of(example.arguments().toArray(String[]::new));

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(example.output()).isNotEmpty();
    assertThat(run.out().replaceAll("\\s", "")).matches(example.pattern());
  }
}
