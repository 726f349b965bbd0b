package io.blick.lens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.ProfileResult;
import io.blick.lens.report.heads.PronounsRequest;
import io.blick.lens.report.heads.RolesRequest;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.senses.SensesRequest;
import io.blick.lens.report.senses.SensesResult;
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TinyModel;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors of requests: a sentence, with the part of the request that it is about. */
class RequestErrorsTest {
  private static final TextModel MODEL = new TinyModel();

  @TempDir
  private Path folder;

  @Test
  void a_file_that_is_not_there_is_found_out_without_a_model() {
    Path absent = folder.resolve("absent");

    assertThatThrownBy(() -> new RolesRequest(List.of(absent), RolesOptions.strict()).checked())
        .isInstanceOfSatisfying(
            RequestException.class, wrong -> assertThat(wrong.field()).isEqualTo("roles"))
        .hasMessage("roles must name a file that exists; got " + absent);
    assertThatThrownBy(() -> new PronounsRequest(absent).checked())
        .hasMessage("pronouns must name a file that exists; got " + absent);
    assertThatThrownBy(() -> ProfileRequest.ofCorpus(absent).checked())
        .hasMessage("corpus must name a file that exists; got " + absent);
    assertThatThrownBy(() -> ProfileRequest.ofCorpus(folder).checked())
        .hasMessage("corpus must name a file; got the folder " + folder);
  }

  @Test
  void of_several_texts_the_wrong_one_has_its_number() {
    var request = ProfileRequest.ofTexts(List.of("a b", "a ".repeat(50), "c"));

    assertThatThrownBy(() -> ProfileResult.of(MODEL, request, Progress.silent()))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith("TEXT 2: it must have at most 11 pieces");

    var one = ProfileRequest.ofTexts(List.of("a ".repeat(50)));
    assertThatThrownBy(() -> ProfileResult.of(MODEL, one, Progress.silent()))
        .hasMessageStartingWith("text: it must have at most 11 pieces");
  }

  @Test
  void a_word_that_the_model_adds_is_found_out_before_any_pass() {
    var request = new SensesRequest("[CLS]", List.of("a b", "b a"));

    assertThatThrownBy(() -> SensesResult.of(new TinyModel(Double.NaN), request, Progress.silent()))
        .isInstanceOf(TextException.class)
        .hasMessage(
            "TEXT 1: senses: the word must stand in the text; got [CLS], which the model adds");
  }

  @Test
  void a_note_stands_once() {
    var notes = new Notes();
    var words = Reading.of(MODEL, "a b a").units(Granularity.WORDS);

    notes.find(words, "a");
    notes.find(words, "b");
    notes.find(words, "a");

    assertThat(notes.all())
        .containsExactly(
            "a stands in the text 2 times; the first is meant, and a#2 means the second");
  }

  @Test
  void a_reading_has_one_text_or_two() {
    Encoding encoding = MODEL.tokenizer().encode("a");

    assertThatThrownBy(() -> new Reading("tiny", List.of("a", "b", "c"), encoding))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reading: a model reads one text or two; got 3");
  }
}
