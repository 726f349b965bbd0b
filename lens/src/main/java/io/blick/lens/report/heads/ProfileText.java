package io.blick.lens.report.heads;

import io.blick.lens.draw.TextPage;
import io.blick.lens.picture.Caution;
import io.blick.lens.profile.HeadKind;
import io.blick.lens.profile.HeadProfile;
import io.blick.lens.profile.Profile;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Profile} as text for people: the heads that have a name, then a table of all. */
final class ProfileText {
  private static final int KIND_WIDTH = 12;

  private final Profile profile;
  private final ProfileResult.Spelling spelling;
  private final Terminal terminal;
  private final TextPage page;

  ProfileText(ProfileResult result, Terminal terminal) {
    this.profile = result.profile();
    this.spelling = result.spelling();
    this.terminal = terminal;
    this.page = new TextPage(terminal.columns());
  }

  /** Returns the columns of a head; people see the model's own spelling of what it adds. */
  static List<Column<HeadProfile>> columns(ProfileResult.Spelling spelling) {
    return List.of(
        Column.head(HeadProfile::head),
        Column.number("entropy", 2, HeadProfile::entropy),
        Column.number("relativeEntropy", 2, HeadProfile::relativeEntropy).named("/ln S"),
        Column.number("distance", 1, HeadProfile::distance).named("dist"),
        Column.number("self", 2, HeadProfile::itself),
        Column.number("next", 2, HeadProfile::next),
        Column.number("previous", 2, HeadProfile::previous).named("prev"),
        Column.number("cls", 2, HeadProfile::cls).named(Visible.text(spelling.before())),
        Column.number("sep", 2, HeadProfile::sep).named(Visible.text(spelling.after())),
        Column.number("punctuation", 2, HeadProfile::punctuation).named("punct"),
        Column.text("kinds", ProfileText::kinds));
  }

  private static String kinds(HeadProfile head) {
    return head.kinds().stream().map(HeadKind::label).collect(Collectors.joining(" "));
  }

  String text() {
    page.sentence("what heads do · %s · %d heads · texts: %d, skipped as too long: %d · pieces: %d"
        .formatted(
            Visible.text(profile.model()),
            profile.heads().size(),
            profile.texts(),
            profile.skipped(),
            profile.pieces()));
    page.sentence(Visible.text(spelling.rules())).blank();
    for (HeadKind kind : HeadKind.values()) {
      headsOfKind(kind);
    }
    page.blank();
    new Table<>(columns(spelling), profile.heads())
        .text(page, terminal, one -> one.head().layer());
    page.blank()
        .sentence(("Means over the texts' own pieces as those that look. entropy: nats, beside it /"
                + " ln S; dist: distance in pieces; the rest: weight on the piece itself, the next,"
                + " the previous, %s, %s, punctuation.")
            .formatted(Visible.text(spelling.before()), Visible.text(spelling.after())))
        .sentence(Caution.TEXT);
    return page.toString();
  }

  private void headsOfKind(HeadKind kind) {
    List<String> names = profile.heads().stream()
        .filter(head -> head.kinds().contains(kind))
        .map(head -> head.head().name())
        .toList();
    String listed = names.isEmpty() ? "none" : names.size() + ": " + String.join(" ", names);
    List<String> parts = Columns.wrapped(listed, Math.max(1, terminal.columns() - KIND_WIDTH));
    page.add(Columns.left(kind.label(), KIND_WIDTH) + parts.getFirst());
    parts.stream().skip(1).forEach(rest -> page.add(" ".repeat(KIND_WIDTH) + rest));
  }
}
