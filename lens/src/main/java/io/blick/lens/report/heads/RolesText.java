package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.draw.TextPage;
import io.blick.lens.picture.Caution;
import io.blick.lens.roles.Roles;
import io.blick.lens.table.HtmlPage;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@link Roles} for people, as text and as a page: one table, and the sentences beside it. */
final class RolesText {
  private static final String DEFINITION =
      "A head is right where its largest weight between words, the word itself left out, is that of"
          + " the syntactic partner (Clark et al. 2019). dep → head: the dependent looks at the"
          + " word it depends on; head → dep: that word looks at the dependent.";

  private static final String SCHEME =
      "Relations are those of Universal Dependencies, not of the scheme that Clark et al. 2019"
          + " used: their numbers are others.";

  private static final List<String> CAUTIONS = List.of(
      Caution.TEXT,
      "The best of many heads is the luckiest too: it was chosen on the cases it is counted on, and"
          + " its 95\u00a0% interval (sentences resampled 1,000 times) does not know of the choice."
          + " Held out: a head chosen on the odd sentences, counted on the even ones.",
      "A head that does no better than the best fixed offset may know nothing but the order of"
          + " words.",
      SCHEME);

  private RolesText() {}

  static String text(Roles roles, Terminal terminal) {
    var page = new TextPage(terminal.columns());
    page.sentence(Visible.text(measured(roles))).sentence(DEFINITION).blank();
    if (isUsual(roles)) {
      RolesTables.people(roles).text(page, terminal);
      page.blank();
    }
    if (!roles.silenced().isEmpty()) {
      SilencedTables.people(roles).text(page, terminal);
      page.blank();
      SilencedTables.sentences(roles).forEach(page::sentence);
    }
    cautions(roles).forEach(page::sentence);
    if (RoleExamplesText.any(roles)) {
      page.blank();
      RoleExamplesText.text(roles, page);
    }
    return page.toString();
  }

  static String html(Roles roles) {
    var page = new HtmlPage(measured(roles), "Heads and syntactic roles")
        .paragraph(measured(roles))
        .paragraph(DEFINITION)
        .list(cautions(roles));
    if (isUsual(roles)) {
      page.table(RolesTables.people(roles));
    }
    if (!roles.silenced().isEmpty()) {
      page.list(SilencedTables.sentences(roles)).table(SilencedTables.people(roles));
    }
    if (RoleExamplesText.any(roles)) {
      page.paragraph(RoleExamplesText.LEGEND).list(RoleExamplesText.lines(roles));
    }
    return page.document();
  }

  /**
   * Whether there is a table of the model as it is. What becomes of it when heads are silenced says
   * the same of the best heads.
   */
  private static boolean isUsual(Roles roles) {
    return roles.silenced().isEmpty()
        || roles.relations().stream().anyMatch(role -> role.top().size() > 1);
  }

  private static List<String> cautions(Roles roles) {
    if (!isUsual(roles)) {
      return List.of(Caution.TEXT, SCHEME);
    }
    boolean sparse = roles.relations().stream()
        .flatMap(role -> role.top().stream().map(best -> role.proportion(best.head())))
        .anyMatch(Proportion::isSparse);
    return Stream.concat(sparse ? Stream.of(Intervals.SPARSE) : Stream.of(), CAUTIONS.stream())
        .toList();
  }

  /** Returns what was measured, on one line. */
  private static String measured(Roles roles) {
    return String.format(
        Locale.ROOT,
        "%s · %,d sentence%s, %,d words · %,d skipped",
        roles.model(),
        roles.sentences(),
        roles.sentences() == 1 ? "" : "s",
        roles.words(),
        roles.skipped());
  }
}
