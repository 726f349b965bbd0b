package io.blick.lens.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.corpus.GapExample.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapFileTest {
  private static final String HEADER =
      "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n";
  private static final String NAMES =
      "ID, Text, Pronoun, Pronoun-offset, A, A-offset, A-coref, B, B-offset, B-coref";

  @TempDir
  private Path folder;

  private List<GapExample> read(byte[] content) throws IOException {
    Path path = Files.write(folder.resolve("x.tsv"), content);
    List<GapExample> examples = new ArrayList<>();
    try (GapFile file = GapFile.open(path)) {
      file.forEachRemaining(examples::add);
    }
    return examples;
  }

  private List<GapExample> read(String content) throws IOException {
    return read(content.getBytes(StandardCharsets.UTF_8));
  }

  private void assertWrong(String content, String message) {
    assertThatThrownBy(() -> read(content)).isInstanceOf(CorpusException.class).hasMessage(message);
  }

  private static String row(String pronoun, String at, String a, String coref) {
    return HEADER
        + "x-1\tAnna saw Bo when she left.\t%s\t%s\t%s\t0\t%s\tBo\t9\tFALSE\tu\n"
            .formatted(pronoun, at, a, coref);
  }

  @Test
  void an_example_has_its_three_places() throws IOException {
    List<GapExample> examples = read(row("she", "17", "Anna", "TRUE"));

    assertThat(examples)
        .containsExactly(new GapExample(
            "x-1",
            "Anna saw Bo when she left.",
            new Mention("she", 17),
            new Mention("Anna", 0),
            true,
            new Mention("Bo", 9),
            false));
    assertThat(examples.getFirst().decided()).isTrue();
  }

  @Test
  void offsets_count_code_points_and_become_utf_16() throws IOException {
    String row = "x\t😀 Å sa Bo hon\thon\t10\tÅ\t2\tTRUE\tBo\t7\tFALSE\tu\r\n";

    // 😀 is one code point and two of UTF-16.
    List<GapExample> examples = read("\ufeff" + HEADER.replace("\n", "\r\n") + row);

    assertThat(examples.getFirst().a()).isEqualTo(new Mention("Å", 3));
    assertThat(examples.getFirst().pronoun()).isEqualTo(new Mention("hon", 11));
  }

  @Test
  void a_file_without_the_columns_or_without_an_example_is_refused() {
    assertWrong(
        HEADER.replace("A-coref\t", "").replace("B-offset\t", ""),
        "gap: x.tsv: line 1: the first line must name the columns " + NAMES
            + "; missing A-coref, B-offset");
    assertWrong(
        "# text = Katten jagade musen.\n",
        "gap: x.tsv: line 1: the first line must name the columns " + NAMES + "; got none of them");
    String none =
        "gap: the corpus must have at least one example; got none in " + folder.resolve("x.tsv");
    assertWrong("", none);
    assertWrong(HEADER, none);
  }

  @Test
  void a_wrong_row_is_named_by_file_and_line() {
    assertWrong(
        HEADER + "x\ty\n",
        "gap: x.tsv: line 2: it must have 11 columns, as the first line has; got 2");
    assertWrong(
        row("she", "17", "Anna", "true"),
        "gap: x.tsv: line 2: A-coref must be TRUE or FALSE; got true");
    assertWrong(
        row("she", "27", "Anna", "TRUE"),
        "gap: x.tsv: line 2: Pronoun-offset must be a whole number from 0 to 26, the length of"
            + " Text; got 27");
    assertWrong(
        row("she", "-1", "Anna", "TRUE"),
        "gap: x.tsv: line 2: Pronoun-offset must be a whole number from 0 to 26, the length of"
            + " Text; got -1");
    assertWrong(
        row("she", "16", "Anna", "TRUE"),
        "gap: x.tsv: line 2: Pronoun must stand in Text at Pronoun-offset; got she, and there"
            + " stands ' she left.'");
    assertWrong(
        row("she", "17", "\u001bAnna", "TRUE"),
        "gap: x.tsv: line 2: A must stand in Text at A-offset; got ␛Anna, and there stands Anna saw"
            + " Bo when she left.");
    assertWrong(
        row("", "17", "Anna", "TRUE"), "gap: x.tsv: line 2: Pronoun must not be empty; got ''");
    assertWrong(
        row(" ", "16", "Anna", "TRUE"), "gap: x.tsv: line 2: Pronoun must not be empty; got ' '");
  }

  @Test
  void places_that_overlap_are_refused() {
    assertWrong(
        row("she", "17", "Anna saw Bo", "TRUE"),
        "gap: x.tsv: line 2: A and B must stand at different places; got Anna saw Bo and Bo, which"
            + " overlap");
    assertWrong(
        row("Anna", "0", "Anna", "TRUE"),
        "gap: x.tsv: line 2: Pronoun and A must stand at different places; got Anna and Anna, which"
            + " overlap");
  }

  @Test
  void a_column_that_is_named_twice_is_refused() {
    assertWrong(
        HEADER.replace("URL", "A-coref") + "x\n",
        "gap: x.tsv: line 1: the first line must name each column once; got A-coref twice");
  }

  @Test
  void what_is_not_utf_8_is_named_by_its_line_and_byte() {
    byte[] bytes = (HEADER + "x-1\tAnn\u00ff").getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CorpusException.class)
        .hasMessage("gap: x.tsv: line 2: a line must be UTF-8; byte 7 is not; convert the file,"
            + " with iconv for example");
  }

  @Test
  void lines_are_counted_with_or_without_an_end() throws IOException {
    assertThat(TextLines.count(Files.writeString(folder.resolve("a"), ""))).hasValue(0);
    assertThat(TextLines.count(Files.writeString(folder.resolve("b"), "x\ny"))).hasValue(2);
    assertThat(TextLines.count(Files.writeString(folder.resolve("c"), "x\n\n"))).hasValue(2);
  }

  @Test
  void a_line_without_an_end_is_not_kept_without_end() throws IOException {
    Path path = Files.write(folder.resolve("long"), new byte[TextLines.MOST_BYTES + 1]);

    try (TextLines lines = TextLines.open("corpus", path)) {
      assertThatThrownBy(lines::next)
          .hasMessage("corpus: long: line 1: a line must have at most 16777216 bytes; got more");
    }
  }
}
