package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.console.Screen;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that {@code --help} shows. */
class HelpTest {

  @ParameterizedTest(name = "blick {0}")
  @ValueSource(
      strings = {
        "",
        "look",
        "steps",
        "heads",
        "ablate",
        "attribute",
        "senses",
        "fill",
        "complete",
        "embed",
        "classify",
        "tag",
        "answer",
        "tokens",
        "models",
        "models rm"
      })
  void every_page_has_a_sentence_a_usage_an_example_and_fits_a_pipe(String command) {
    Run run = help(command, "--help");

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).containsPattern("^[A-Z][^\n]*\\.\n\nUsage: blick " + command);
    assertThat(run.out()).containsPattern("\nExamples?:\n  blick " + command);
    assertThat(run.out()).contains("--debug", "--help");
    assertThat(run.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Screen.WIDTH));
  }

  @Test
  void help_asked_for_before_a_command_is_help_on_it() {
    assertThat(Run.of("--help", "look")).isEqualTo(Run.of("look", "--help"));
    assertThat(Run.of("models", "--help", "rm")).isEqualTo(Run.of("models", "rm", "--help"));
    assertThat(Run.of("look", "-h")).isEqualTo(Run.of("look", "--help"));
    assertThat(Run.of("help", "look")).isEqualTo(Run.of("look", "--help"));
    assertThat(Run.of("help", "models", "rm")).isEqualTo(Run.of("models", "rm", "--help"));
    assertThat(Run.of("--debug", "help", "look")).isEqualTo(Run.of("look", "--help"));
    assertThat(Run.of("help", "help")).isEqualTo(Run.of("--help"));
    assertThat(Run.of("help", "help", "look")).isEqualTo(Run.of("look", "--help"));
    assertThat(Run.of("help")).isEqualTo(Run.of("--help"));
    assertThat(Run.of("help", "lok").err()).contains("got lok; did you mean look?");
  }

  @Test
  void the_words_of_senses_stand_in_one_column() {
    assertThat(Run.of("senses", "--help").out())
        .containsPattern("\n +WORD TEXT TEXT\\.\\.\\.   The word, [^\n]* is the\n {26}second of ");
  }

  @Test
  void the_front_page_lists_the_commands_and_the_exit_codes() {
    assertThat(Run.of("--help").out())
        .contains("  look       Show", "  steps      Show", "  fill       Show")
        .contains("  tokens     Show", "  attribute  Show")
        .contains("  heads      Measure", "  senses     Show")
        .contains("  models     List", "  classify   Score", "  embed      Compute")
        .contains("Exit codes: 0 done; 1 it could not be done; 2 the arguments are wrong.");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_right_in_all_but_the_model_that_we_spoil(String example) {
    String spoiled = example
            .replaceAll("\"[^\"]*\"", "TEXT")
            .replaceAll(" < .*", "")
            .replaceAll(" --model [^ ]+", "")
        + " --model spoiled";

    Run run = Run.of(spoiled.substring("blick ".length()).split(" ", -1));

    assertThat(run.err()).contains("--model must be", "got spoiled");
  }

  static List<String> examples() {
    return Stream.of(
            "",
            "look",
            "steps",
            "heads",
            "ablate",
            "attribute",
            "senses",
            "fill",
            "embed",
            "classify",
            "tag",
            "answer",
            "tokens")
        .flatMap(page -> help(page, "--help").out().lines())
        .filter(line -> line.startsWith("  blick "))
        .map(String::strip)
        .distinct()
        .toList();
  }

  private static Run help(String command, String option) {
    return Run.of((command + " " + option).strip().split(" ", -1));
  }
}
