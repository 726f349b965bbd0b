package io.blick.lens.report.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.coreference.Pronouns;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.GapFile;
import io.blick.lens.report.Formats;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.trace.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PronounsResultTest {
  private static final TinyModel MODEL = new TinyModel();
  private static final String EXAMPLES = """
      ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref
      x-1\tAnna met Bo Li before she left\tshe\t22\tAnna\t0\tTRUE\tBo Li\t9\tFALSE
      x-2\tKarl saw Otto when he came\the\t19\tKarl\t0\tFALSE\tOtto\t9\tTRUE
      x-3\tKarl saw Otto when he came\the\t19\tKarl\t0\tFALSE\tOtto\t9\tFALSE
      """;

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("x.tsv"), EXAMPLES);
  }

  private PronounsResult result(ProgressLog progress) {
    return PronounsResult.of(MODEL, new PronounsRequest(file), progress);
  }

  @Test
  void a_file_gives_the_numbers_of_the_measure_and_is_counted_before() {
    var progress = new ProgressLog();

    Pronouns pronouns = result(progress).pronouns();

    try (GapFile examples = GapFile.open(file)) {
      assertThat(pronouns).isEqualTo(Pronouns.of(MODEL, examples));
    }
    assertThat(progress.lines()).startsWith("pronouns 3").endsWith("3", "closed");
  }

  @Test
  void values_have_a_row_for_each_head_and_an_interval_for_the_best() {
    PronounsResult result = result(new ProgressLog());
    Pronouns pronouns = result.pronouns();

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows.getFirst())
        .containsExactly("layer", "head", "cases", "hits", "accuracy", "low", "high");
    assertThat(rows).hasSize(1 + 2 * 3);
    List<String> best = rows.stream()
        .skip(1)
        .filter(row -> !row.get(5).isEmpty())
        .reduce((_, _) -> List.of("two"))
        .orElseThrow();
    assertThat(best.get(0) + "-" + best.get(1)).isEqualTo(pronouns.best().name());
    assertThat(best.get(2)).isEqualTo("2");
    assertThat(best.get(3)).isEqualTo(Integer.toString(pronouns.all().hits(pronouns.best())));
    assertThat(Formats.json(result))
        .contains("\"best\":{\"layer\":%s,\"head\":%s,\"accuracy\":%s,\"low\":%s,\"high\":%s}"
            .formatted(best.get(0), best.get(1), best.get(4), best.get(5), best.get(6)));
  }

  @Test
  void people_see_who_chooses_the_best_heads_and_the_genders() {
    List<String> lines = Formats.text(result(new ProgressLog()));

    assertThat(lines)
        .anyMatch(line -> line.matches("best head, \\d-\\d +[0-9.]+ % .* to .* % \\* +2"))
        .anyMatch(line -> line.matches("nearest name +50.0 % +– +2"))
        .anyMatch(line -> line.matches("chance +50.0 % +– +–"))
        .anyMatch(line -> line.matches("feminine +1 .*"))
        .anyMatch(line -> line.matches("masculine +1 .*"));
    assertThat(lines.stream().filter(line -> line.matches(" \\d-\\d +\\d .*"))).hasSize(5);
  }

  @Test
  void a_bad_last_line_needs_no_model_to_be_told() throws IOException {
    Files.writeString(file, EXAMPLES + "x-4\n");

    assertThatThrownBy(new PronounsRequest(file)::checked)
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("gap: x.tsv: line 5: it must have 10 columns");
  }
}
