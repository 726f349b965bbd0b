package io.blick.bench.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.bench.run.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixedTextsTest {
  @TempDir
  private Path data;

  @Test
  void three_sentences_and_a_paragraph_take_turns() throws IOException {
    sentences(1938);
    paragraphs(1912);

    List<String> texts = MixedTexts.of(data);

    assertThat(MixedTexts.sentences(data))
        .hasSize(150)
        .startsWith("sentence 0", "sentence 13")
        .endsWith("sentence 1937");
    assertThat(texts)
        .hasSize(200)
        .startsWith("sentence 0", "sentence 13", "sentence 26", "paragraph 0", "sentence 39")
        .endsWith("sentence 1911", "sentence 1924", "sentence 1937", "paragraph 1911")
        .doesNotHaveDuplicates();
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> MixedTexts.of(data))
        .isInstanceOf(BenchException.class)
        .hasMessage("bench: embed: its texts must be there; got no file %s"
            .formatted(data.resolve("ud/en_ewt-ud-dev.conllu")));
  }

  @Test
  void a_file_with_too_few_texts_is_named() throws IOException {
    sentences(1938);
    paragraphs(1911);

    assertThatThrownBy(() -> MixedTexts.of(data))
        .isInstanceOf(BenchException.class)
        .hasMessage("bench: embed: %s must have at least 1912 texts; got 1911"
            .formatted(data.resolve("gap/gap-development.tsv")));
  }

  private void sentences(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.addAll(List.of("# sent_id = " + i, "# text = sentence " + i, "1\tsentence", ""));
    }
    Files.write(Files.createDirectories(data.resolve("ud")).resolve("en_ewt-ud-dev.conllu"), lines);
  }

  private void paragraphs(int count) throws IOException {
    List<String> lines = new ArrayList<>(List.of("ID\tText\tPronoun"));
    for (int i = 0; i < count; i++) {
      lines.add("development-%d\tparagraph %d\ther".formatted(i + 1, i));
    }
    Files.write(Files.createDirectories(data.resolve("gap")).resolve("gap-development.tsv"), lines);
  }
}
