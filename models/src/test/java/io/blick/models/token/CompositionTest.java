package io.blick.models.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.wordpiece.VocabularyFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that are unknown only because letter and mark are typed apart. */
class CompositionTest {
  @TempDir
  private Path folder;

  @Test
  void a_word_that_the_vocabulary_knows_composed_is_named() throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).cased("\u00e4 ##ger hon");

    Optional<String> note = note(tokenizer, "hon a\u0308ger");

    assertThat(note)
        .contains("\"\u00e4ger\" is decomposed (NFD) in the text, and so unknown to the model,"
            + " whose vocabulary knows it composed (NFC); type or convert it so");
  }

  @Test
  void of_several_words_the_first_is_named_and_all_are_counted() throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).cased("\u00e5 \u00e4 \uac00");

    Optional<String> note = note(tokenizer, "a\u030a, \u1100\u1161 a\u0308 a\u0308");

    assertThat(note)
        .contains(
            "4 words are decomposed (NFD) in the text, the first \"\u00e5\", and so unknown to the"
                + " model, whose vocabulary knows them composed (NFC); type or convert them so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hon \u00e4ger",
        "",
        "z\u00e9",
        "ze\u0301",
        "[UNK] a\u0308ge",
        "x\u0308",
        "a\u030a x"
      })
  void there_is_no_note_on_other_words(String text) throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).cased("\u00e4 ##ger hon a ##\u030a");

    Optional<String> note = note(tokenizer, text);

    assertThat(note).isEmpty();
  }

  @Test
  void a_model_that_strips_accents_knows_them_apart_too() throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).uncased("a ##ger");

    assertThat(note(tokenizer, "A\u0308ger")).isEmpty();
  }

  @Test
  void a_sign_for_a_letter_counts_as_that_letter() throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).cased("\u00c5 K");

    assertThat(note(tokenizer, "5 \u212b").stream().toList())
        .isEqualTo(
            List.of("\"\u00c5\" is decomposed (NFD) in the text, and so unknown to the model,"
                + " whose vocabulary knows it composed (NFC); type or convert it so"));
  }

  @Test
  void a_control_character_of_the_word_is_not_shown_raw() throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).cased("\u00e4 x ##\u00e4");

    assertThat(note(tokenizer, "x\u001ba\u0308").orElseThrow())
        .startsWith("\"x\\u{1B}\u00e4\" is decomposed");
  }

  @Test
  void a_long_run_of_marks_takes_no_time() throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).cased("a");

    assertThat(note(tokenizer, "a" + "\u0308\u0323".repeat(200_000))).isEmpty();
  }

  private static Optional<String> note(Tokenizer tokenizer, String text) {
    return Composition.note(tokenizer, List.of(text), tokenizer.encode(text));
  }
}
