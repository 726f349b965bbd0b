package io.blick.lens.report.heads;

import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.draw.TextPage;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.RoleExample;
import io.blick.lens.roles.Roles;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The examples of {@link Roles}: for people as sentences with marks, for programs as a table. */
final class RoleExamplesText {
  /** What the marks mean. */
  static final String LEGEND =
      "Examples, in reading order: ›word‹ looks, [word] is its partner, *word* is what the best"
          + " head looks at instead.";

  private static final String INDENT = "  ";

  private static final List<Column<Row>> COLUMNS = Stream.of(
          List.of(
              Column.<Row>text("relation", row -> row.role.relation()),
              Column.<Row>text("direction", row -> row.role.direction().label()),
              Column.<Row>head(row -> row.role.best().head()),
              Column.<Row>text("kind", row -> row.example.isHit() ? "right" : "wrong"),
              Column.<Row>text("file", row -> row.example.place().file()),
              Column.<Row>count("sentence", row -> row.example.place().number()),
              Column.<Row>text("sentId", row -> row.example.place().id().orElse("")),
              Column.<Row>text("text", row -> row.example.sentence().text())),
          word("from", RoleExample::from),
          word("to", RoleExample::to),
          word("looked", RoleExample::looked))
      .flatMap(List::stream)
      .toList();

  private RoleExamplesText() {}

  /** An example of a relation. */
  record Row(Role role, RoleExample example) {}

  private static List<Column<Row>> word(String key, ToIntFunction<RoleExample> word) {
    return List.of(
        Column.count(key, row -> word.applyAsInt(row.example)),
        Column.text(
            key + ".text", row -> row.example.sentence().word(word.applyAsInt(row.example))));
  }

  /** Returns a row for each example, in the order of JSON. */
  static Table<Row> table(Roles roles) {
    List<Row> rows = roles.relations().stream()
        .flatMap(role -> examples(role).map(example -> new Row(role, example)))
        .toList();
    return new Table<>(COLUMNS, rows);
  }

  /** Returns whether there is an example. */
  static boolean any(Roles roles) {
    return !table(roles).rows().isEmpty();
  }

  /** Adds all examples to a page, the most frequent relation first. */
  static void text(Roles roles, TextPage page) {
    page.sentence(LEGEND);
    boolean files = hasFiles(roles);
    RolesTables.byCases(roles).forEach(role -> {
      page.blank().add(heading(role));
      lines(role, files).forEach(line -> page.sentence(INDENT, line));
    });
  }

  /** Returns all examples as lines of text. */
  static List<String> lines(Roles roles) {
    List<String> all = new ArrayList<>();
    boolean files = hasFiles(roles);
    RolesTables.byCases(roles)
        .forEach(role -> lines(role, files).forEach(line -> all.add(heading(role) + " " + line)));
    return all;
  }

  private static String heading(Role role) {
    return "%s, %s, %s"
        .formatted(
            Visible.text(role.relation()),
            RolesTables.direction(role),
            role.best().head().name());
  }

  private static List<String> lines(Role role, boolean files) {
    return examples(role).map(example -> line(example, files)).toList();
  }

  private static Stream<RoleExample> examples(Role role) {
    return Stream.of(role.examples().right(), role.examples().wrong()).flatMap(List::stream);
  }

  /** Whether the examples are of more files than one. */
  private static boolean hasFiles(Roles roles) {
    return roles.relations().stream()
            .flatMap(RoleExamplesText::examples)
            .map(example -> example.place().file())
            .distinct()
            .count()
        > 1;
  }

  private static String line(RoleExample example, boolean files) {
    var sentence = new MarkedSentence(example.sentence());
    if (!example.isHit()) {
      sentence.mark(example.looked(), MarkedSentence.WRONG);
    }
    sentence.mark(example.from(), MarkedSentence.LOOKS).mark(example.to(), MarkedSentence.RIGHT);
    SentencePlace place = example.place();
    return "%s  %s%s  %s"
        .formatted(
            example.isHit() ? "right" : "wrong",
            files ? Visible.text(place.file()) + " " : "",
            MarkedSentence.name(place),
            sentence.text());
  }
}
