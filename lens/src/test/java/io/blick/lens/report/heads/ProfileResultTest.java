package io.blick.lens.report.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.Encoders;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.profile.Profile;
import io.blick.lens.report.Formats;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.report.RequestException;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TinyModel;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileResultTest {
  private static final TinyModel MODEL = new TinyModel();
  private static final List<String> TEXTS = List.of("Kat ten , som .", "min gran ne", "! äger");

  @TempDir
  private Path folder;

  private static ProfileResult ofTexts(List<String> texts) {
    return ProfileResult.of(MODEL, ProfileRequest.ofTexts(texts), Progress.silent());
  }

  @Test
  void texts_and_the_lines_of_a_file_give_the_numbers_of_the_measure() throws IOException {
    Path file = Files.write(folder.resolve("texts.txt"), TEXTS);
    var progress = new ProgressLog();

    Profile texts = ofTexts(TEXTS).profile();
    Profile corpus =
        ProfileResult.of(MODEL, ProfileRequest.ofCorpus(file), progress).profile();

    assertThat(texts).isEqualTo(Profile.of(MODEL, TEXTS.iterator()));
    assertThat(corpus).isEqualTo(texts);
    assertThat(progress.lines()).containsExactly("texts 3", "3", "closed");
  }

  @Test
  void values_have_a_row_for_each_head_and_the_numbers_of_json() {
    ProfileResult result = ofTexts(TEXTS);

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows.getFirst())
        .containsExactly(
            "layer",
            "head",
            "entropy",
            "relativeEntropy",
            "distance",
            "self",
            "next",
            "previous",
            "cls",
            "sep",
            "punctuation",
            "kinds");
    assertThat(rows).hasSize(1 + 2 * 3);
    List<String> third = rows.get(3);
    String numbers = IntStream.range(0, 11)
        .mapToObj(i -> "\"%s\":%s".formatted(rows.getFirst().get(i), third.get(i)))
        .collect(Collectors.joining(","));
    assertThat(third.getLast()).isEqualTo("sink broad");
    assertThat(Formats.json(result)).contains("{" + numbers + ",\"kinds\":[\"sink\",\"broad\"]}");
  }

  @Test
  void the_table_has_headings_for_each_layer_and_a_line_for_each_head() {
    List<String> lines = Formats.text(ofTexts(TEXTS));

    assertThat(lines.stream().filter(line -> line.startsWith("head "))).hasSize(2);
    assertThat(lines.stream().filter(line -> line.matches(" [12]-[123] .*"))).hasSize(6);
  }

  @Test
  void a_text_that_does_not_fit_and_no_text_at_all_are_refused() {
    assertThatThrownBy(() -> ofTexts(List.of("a", "a b c d e f g h i j")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("at most 11 pieces");
    assertThatThrownBy(() -> ProfileRequest.ofTexts(List.of()))
        .isInstanceOf(CorpusException.class)
        .hasMessage("profile: the corpus must have at least one text; got none");
  }

  @Test
  void a_file_that_is_not_there_needs_no_model_to_be_told() {
    ProfileRequest request = ProfileRequest.ofCorpus(folder.resolve("none"));

    assertThatThrownBy(request::checked).isInstanceOf(RequestException.class);
  }

  @Test
  void people_see_the_spelling_of_what_the_model_adds() {
    try (TextModel mpnet = Encoders.open("mpnet-masked");
        TextModel bert = Encoders.open("bert-masked")) {
      var request = ProfileRequest.ofTexts(List.of("Anna bor i Lund."));
      String text =
          String.join(" ", Formats.text(ProfileResult.of(mpnet, request, Progress.silent())));

      assertThat(text)
          .contains("on <s>, </s> and punctuation together")
          .contains("previous, <s>, </s>,")
          .containsPattern("prev +<s> +</s> +punct")
          .doesNotContain("[CLS]", "[SEP]");
      assertThat(Formats.text(ProfileResult.of(bert, request, Progress.silent())))
          .anyMatch(line -> line.matches(".*prev +\\[CLS\\] +\\[SEP\\] +punct.*"));
    }
  }
}
