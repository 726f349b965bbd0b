package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A head that cannot be read is a note where nobody asked for it, and the error where one did. */
class AbsentHeadTest {
  private static final String TEXT = "Anna bor i Lund.";
  private static final String TYPE =
      "config.json: problem_type must be one of single_label_classification,"
          + " multi_label_classification, regression; got \"poetry\"";

  @TempDir
  private Path folder;

  private static Run run(Path model, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--model", model.toString()));
    return Run.of(all.toArray(String[]::new));
  }

  @Test
  void what_needs_no_head_goes_on_with_a_note() throws IOException {
    Path model =
        TinyFolder.of("electra-score", folder).config("problem_type", "poetry").path();

    for (String[] command :
        new String[][] {{"look", TEXT}, {"tokens", TEXT}, {"attribute", TEXT, "--of", "mixing"}}) {
      Run run = run(model, command);

      assertThat(run.exit()).isEqualTo(Exit.DONE);
      assertThat(run.err()).isEqualTo("blick: note: no classifier: " + TYPE + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "classify | classify: the model must have a classifier; electra-score has none of any kind",
        "ablate --of class | ablate: the model must guess masked pieces, give classes, tags or"
            + " answers, or embed sentences; electra-score does none of it",
        "ablate | ablate: the model must guess masked pieces, give classes, tags or answers, or"
            + " embed sentences; electra-score does none of it",
        "attribute | attribute: the model must guess masked pieces, give classes, tags or answers,"
            + " or embed sentences; electra-score does none of it"
      })
  void an_error_says_why_and_no_note_says_it_before(String command, String sentence)
      throws IOException {
    Path model =
        TinyFolder.of("electra-score", folder).config("problem_type", "poetry").path();
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add(1, TEXT);

    assertThat(run(model, words.toArray(String[]::new)))
        .isEqualTo(new Run(Exit.FAILED, "", "blick: %s; %s\n".formatted(sentence, TYPE)));
  }

  @Test
  void a_measure_that_the_model_has_not_is_said_why_not() throws IOException {
    Path model = TinyFolder.of("bert-masked", folder)
        .config("architectures", "BertForPoems")
        .path();
    String why = "BertForPoems: its head is not known; heads of this kind are not supported yet";

    assertThat(run(model, "ablate", TEXT, "--of", "class").err())
        .isEqualTo("blick: --of must be guesses or loss in bert-masked; got class; " + why + "\n");
    assertThat(run(model, "ablate", TEXT, "--second", "a").err())
        .isEqualTo("blick: --second needs a model that has class; bert-masked has guesses and loss;"
            + " " + why + "\n");
    assertThat(run(model, "ablate", TEXT).err()).isEqualTo("blick: note: " + why + "\n");
    assertThat(run(model, "attribute", TEXT, "--of", "tags").err())
        .isEqualTo("blick: --of must be guesses or loss in bert-masked; got tags; " + why + "\n");
  }

  @Test
  void an_error_on_another_measure_leaves_the_note_and_does_not_say_it_again() throws IOException {
    Path model =
        TinyFolder.of("electra-score", folder).config("problem_type", "poetry").path();

    for (String command : new String[] {"ablate", "attribute"}) {
      Run run = run(model, command, TEXT, "--of", "tags");

      assertThat(run.exit()).isEqualTo(Exit.FAILED);
      assertThat(run.err())
          .isEqualTo("blick: note: no classifier: " + TYPE + "\nblick: " + command
              + ": the model must guess masked pieces, give classes, tags or answers, or embed"
              + " sentences; electra-score does none of it\n");
    }
  }

  @Test
  void an_error_on_another_head_leaves_the_note() throws IOException {
    Path model =
        TinyFolder.of("electra-score", folder).config("problem_type", "poetry").path();

    Run run = run(model, "fill", "Anna bor i [MASK].");

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err())
        .isEqualTo("blick: note: no classifier: " + TYPE
            + "\nblick: fill: the model must have a masked-language head; electra-score has none of"
            + " any kind; name one that was saved with it, as by a class like BertForMaskedLM of"
            + " transformers\n");
  }
}
