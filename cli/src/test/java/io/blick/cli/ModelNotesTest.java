package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that opens a model says on standard error what the model's folder leaves open. */
class ModelNotesTest {
  private static final String CASING =
      "no file says whether the model is cased; it was taken for uncased, since vocab.txt has no"
          + " capital letters; do_lower_case in tokenizer_config.json would say it";
  private static final String UNUSED =
      "the file has weights that no part of BERT computes with: extra is not used";

  @TempDir
  private Path parent;

  private static String lines(String... notes) {
    return Stream.of(notes)
        .map(note -> "blick: note: " + note + "\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @EnumSource
  void a_command_says_what_a_folder_leaves_open(ModelCommands command) throws IOException {
    Path folder =
        command.folder(parent).withoutTokenizerFiles().addUnread("extra").path();

    Run text = command.run(folder);
    Run json = command.run(folder, "--format=json");

    assertThat(text.exit()).as(text.err()).isEqualTo(Exit.DONE);
    assertThat(text.err()).isEqualTo(lines(CASING, UNUSED));
    assertThat(json.err()).isEqualTo(text.err());
    assertThat(text.out() + json.out()).doesNotContain("taken for", "extra");
  }

  @ParameterizedTest
  @EnumSource
  void a_folder_that_says_everything_has_no_note(ModelCommands command) throws IOException {
    Path folder = command.folder(parent).path();

    assertThat(command.run(folder).err()).isEmpty();
  }

  @Test
  void every_command_that_takes_a_model_is_asked() {
    Set<String> takers = Run.of("--help")
        .out()
        .lines()
        .filter(line -> line.matches("  [a-z]+ {2,}[A-Z].*"))
        .map(line -> line.strip().split(" ", 2)[0])
        .filter(name -> Run.of(name, "--help").out().contains("--model"))
        // It needs a language model: CompleteCommandTest.
        .filter(name -> !name.equals("complete"))
        .collect(Collectors.toSet());
    Set<String> asked =
        Stream.of(ModelCommands.values()).map(ModelCommands::command).collect(Collectors.toSet());

    assertThat(asked).containsExactlyInAnyOrderElementsOf(takers).hasSize(12);
  }

  @Test
  void two_models_are_told_apart() throws IOException {
    Path first = TinyFolder.of("bert-model", parent).addUnread("extra").path();
    Path second = TinyFolder.of("bert-masked", parent).withoutTokenizerFiles().path();

    Run run = ModelCommands.LOOK.run(first, "--against-model", second.toString());

    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.DONE);
    assertThat(run.err()).isEqualTo(lines("bert-model: " + UNUSED, "bert-masked: " + CASING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens", "look"})
  void a_decoder_and_a_sentence_vector_that_are_passed_over_are_said(String command)
      throws IOException {
    Path folder = TinyFolder.of("bert-masked", parent)
        .replace("config.json", "'tie_word_embeddings': true", "'tie_word_embeddings': false")
        .put("modules.json", "[{'type': 'sentence_transformers.models.WordWeights', 'path': 'W'}]")
        .path();

    Run run = Run.of(command, "Anna bor i Lund", "--model=" + folder);

    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.DONE);
    assertThat(run.err())
        .isEqualTo(lines(
            "nothing can be guessed: tie_word_embeddings is false, and the file has no"
                + " cls.predictions.decoder.weight",
            "no sentence embedding: modules.json has a WordWeights, which is not supported"));
  }
}
