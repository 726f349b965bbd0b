package io.blick.lens.report.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.Encoders;
import io.blick.lens.Shared;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.report.Formats;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.report.RequestException;
import io.blick.lens.roles.Direction;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.RoleExample;
import io.blick.lens.roles.RoleExamples;
import io.blick.lens.roles.Roles;
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.roles.SilencedRole;
import io.blick.lens.trace.Head;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolesResultTest {
  private static final String TREES = """
      1\tsmall\t_\t_\t_\t_\t2\tamod\t_\t_
      2\tcats\t_\t_\t_\t_\t3\tnsubj\t_\t_
      3\tpurr\t_\t_\t_\t_\t0\troot\t_\t_

      1\tdogs\t_\t_\t_\t_\t2\tnsubj\t_\t_
      2\tbark\t_\t_\t_\t_\t0\troot\t_\t_
      """;

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("x.conllu"), TREES);
  }

  private RolesRequest request() {
    return new RolesRequest(List.of(file), RolesOptions.strict());
  }

  private RolesResult result(ProgressLog progress) {
    try (TextModel model = Models.open(Shared.model("all-MiniLM-L6-v2"))) {
      return RolesResult.of(model, request(), progress);
    }
  }

  @Test
  void a_treebank_gives_the_numbers_of_the_measure_and_is_counted_before() {
    var progress = new ProgressLog();

    Roles roles = result(progress).roles();

    try (TextModel model = Models.open(Shared.model("all-MiniLM-L6-v2"))) {
      assertThat(roles).isEqualTo(Roles.of(model, List.of(file)));
    }
    assertThat(progress.lines()).containsExactly("sentences 2", "1", "2", "closed");
  }

  @Test
  void values_have_a_row_for_each_relation_direction_and_head() {
    RolesResult result = result(new ProgressLog());
    Role first = result.roles().relations().getFirst();

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows.getFirst())
        .containsExactly(
            "relation", "direction", "cases", "layer", "head", "hits", "accuracy", "low", "high");
    assertThat(rows).hasSize(1 + 2 * 2 * 6 * 12);
    assertThat(rows.get(1).subList(0, 5))
        .containsExactly("amod", "dependent-to-head", "1", "1", "1");
    assertThat(rows.getLast().subList(0, 5))
        .containsExactly("nsubj", "head-to-dependent", "2", "6", "12");
    List<List<String>> best =
        rows.subList(1, 73).stream().filter(row -> !row.getLast().isEmpty()).toList();
    assertThat(best).hasSize(1);
    assertThat(best.getFirst().get(3) + "-" + best.getFirst().get(4))
        .isEqualTo(first.best().head().name());
    assertThat(best.getFirst().subList(5, 9)).containsExactly("1", "1.0", "0.20654932", "1.0");
  }

  @Test
  void people_see_the_most_frequent_relation_first_in_text_and_on_the_page() {
    RolesResult result = result(new ProgressLog());

    assertThat(Formats.text(result).stream().filter(line -> line.matches("(nsubj|amod) .*")))
        .hasSize(4)
        .first()
        .asString()
        .matches("nsubj +dep → head +2 +\\d+-\\d+ +\\S+ +\\S+ \\* +\\d+-\\d+ \\S+ +1 +\\+1 1.000");
    assertThat(Formats.text(result)).anyMatch(line -> line.startsWith("* Fewer than 30 cases"));
    assertThat(result.html())
        .startsWith("<!DOCTYPE html>")
        .contains("<title>all-MiniLM-L6-v2 · 2 sentences, 5 words · 0 skipped</title>")
        .containsSubsequence(
            "default-src 'none'",
            "A head is right where",
            "<li>Weights show where a head looks",
            "<th class=\"name\" scope=\"row\">nsubj</th><td class=\"name\">dep → head</td>",
            "<th class=\"name\" scope=\"row\">amod</th>");
  }

  @Test
  void a_bad_last_line_needs_no_model_to_be_told() throws IOException {
    Files.writeString(file, TREES + "cats\n");

    assertThatThrownBy(request()::checked)
        .isInstanceOf(CorpusException.class)
        .hasMessage("roles: " + file + ", line 7: a line must have 10 columns between tabs; got 1");
  }

  @Test
  void what_can_be_read_only_once_stays_unread() {
    var pipe = new RolesRequest(List.of(file, Path.of("/dev/zero")), RolesOptions.strict());

    assertThat(pipe.checked().size()).isEqualTo(OptionalLong.empty());
    assertThat(request().checked().size()).isEqualTo(OptionalLong.of(2));
  }

  @Test
  void a_treebank_has_a_file() {
    assertThatThrownBy(() -> new RolesRequest(List.of(), RolesOptions.strict()))
        .isInstanceOf(CorpusException.class)
        .hasMessage("roles: the corpus must have at least one file; got none");
  }

  @Test
  void a_change_is_the_same_number_in_all_formats() throws Exception {
    Path twenty = Path.of(Roles.class.getResource("twenty.conllu").toURI());
    var options = new RolesOptions(
        RolesOptions.Damage.REFUSED,
        RolesOptions.Subtypes.APART,
        List.of(),
        1,
        0,
        List.of(new Head(0, 1), new Head(1, 0)));
    try (TextModel model = Encoders.open("bert-masked")) {
      RolesResult result =
          RolesResult.of(model, new RolesRequest(List.of(twenty), options), Progress.silent());

      List<List<String>> tsv = Formats.tsv(result).stream()
          .skip(1)
          .filter(row -> !row.getLast().isEmpty())
          .map(row -> row.subList(row.size() - 4, row.size()))
          .toList();
      List<List<String>> json = Pattern.compile(
              "\"change\":([^,]+),\"low\":([^,]+),\"high\":([^,]+),[^}]+},\"changed\":(\\d+)")
          .matcher(Formats.json(result))
          .results()
          .map(match -> IntStream.rangeClosed(1, 4).mapToObj(match::group).toList())
          .toList();
      assertThat(tsv).hasSameSizeAs(result.roles().relations()).isEqualTo(json);
    }
  }

  /** Without a case that changes every draw is 0 and so is the interval; that is no certainty. */
  @Test
  void a_change_of_few_cases_is_marked() {
    assertThat(changed(0, 100)).isEqualTo("0.00 to 0.00 *");
    assertThat(changed(4, 100)).endsWith(" *");
    assertThat(changed(5, 100)).endsWith("0");
    assertThat(changed(95, 100)).endsWith("0");
    assertThat(changed(96, 100)).endsWith(" *");
    assertThat(changed(7, 29)).endsWith(" *");
  }

  private static String changed(int changed, int cases) {
    var before = new Role.Best(new Head(1, 0), 1, new Interval(1, 1));
    var silenced = new SilencedRole(
        List.of(List.of(cases), List.of(cases)), 1, 0, new Interval(0, 0), before, changed);
    var role = new Role(
        "obj",
        Direction.DEPENDENT_TO_HEAD,
        cases,
        List.of(List.of(0), List.of(cases)),
        before,
        Optional.empty(),
        new Role.FixedOffset(1, 0),
        List.of(before),
        RoleExamples.none(),
        Optional.of(silenced));
    var roles = new Roles("m", 1, 0, 2, List.of(role), List.of(new Head(0, 0)));
    return Formats.text(new RolesResult(roles)).stream()
        .filter(line -> line.startsWith("obj "))
        .map(line -> line.replaceAll(".*  (\\S+ to \\S+( \\*)?)  .*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private RolesResult all(int top, int examples, List<Head> silenced) {
    var options = new RolesOptions(
        RolesOptions.Damage.REFUSED,
        RolesOptions.Subtypes.APART,
        List.of("nsubj"),
        top,
        examples,
        silenced);
    try (TextModel model = Encoders.open("bert-masked")) {
      return RolesResult.of(model, new RolesRequest(List.of(file), options), Progress.silent());
    }
  }

  @Test
  void more_heads_stand_below_the_best_and_have_intervals() {
    RolesResult result = all(2, 0, List.of());

    assertThat(Formats.text(result).stream().filter(line -> line.startsWith("nsubj ")))
        .hasSize(4)
        .element(1)
        .asString()
        .matches("nsubj +dep → head +2 +\\d-\\d +[0-9.]+ +[0-9.]+–[0-9.]+ \\*");
    assertThat(Formats.tsv(result).stream().skip(1).filter(row -> !row.getLast().isEmpty()))
        .hasSize(4);
    assertThat(Formats.json(result)).contains("\"top\":[{\"layer\":", "\"silenced\":null}");
  }

  @Test
  void examples_are_sentences_with_marks_and_in_values_a_table_of_their_own() {
    RolesResult result = all(1, 1, List.of());
    RoleExample right = result.roles().relations().getFirst().examples().right().getFirst();
    String marked = right.place().number() == 1 ? "small ›cats‹ [purr]" : "›dogs‹ [bark]";

    assertThat(Formats.text(result))
        .contains("  right  sentence %d  %s".formatted(right.place().number(), marked));
    assertThat(result.html()).contains("<li>nsubj, dep → head, ");
    List<List<String>> rows = Formats.tsv(result);
    assertThat(String.join(" ", rows.getFirst()))
        .isEqualTo("relation direction layer head kind file sentence sentId text from from.text to"
            + " to.text looked looked.text");
    assertThat(rows.get(1).subList(4, 8))
        .containsExactly("right", file.toString(), Long.toString(right.place().number()), "");
    assertThat(Formats.json(result)).contains("\"sentId\":null,\"text\":\"");
  }

  @Test
  void silenced_heads_are_told_with_the_change_and_the_best_head_then() {
    RolesResult result = all(1, 0, List.of(new Head(0, 1)));

    assertThat(Formats.text(result))
        .anyMatch(line -> line.startsWith("Silenced: 1-2. "))
        .anyMatch(
            line -> line.matches("nsubj +dep → head +2 +1-1 +1.000 +1.000 +– +– +1-1 +1.000"));
    assertThat(Formats.tsv(result).getFirst())
        .endsWith("silencedAccuracy", "change", "changeLow", "changeHigh", "changed");
    assertThat(Formats.json(result)).contains("\"silenced\":[{\"layer\":1,\"head\":2}]}");
    assertThat(result.html()).contains("<li>Silenced: 1-2.");
    assertThatThrownBy(() -> all(1, 0, List.of(new Head(9, 0))))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("silence must name heads from 1-1 to ");
  }
}
