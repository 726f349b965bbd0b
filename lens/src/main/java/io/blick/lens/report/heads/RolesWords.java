package io.blick.lens.report.heads;

import io.blick.lens.picture.Caution;
import io.blick.lens.roles.Roles;
import java.util.List;
import java.util.Locale;

/** What is said of {@link Roles} beside their table. */
final class RolesWords {
  static final String DEFINITION = "A head is right where its largest weight between words, the"
      + " word itself left out, is that of the syntactic partner (Clark et al. 2019). dep → head:"
      + " the dependent looks at the word it depends on; head → dep: that word looks at the"
      + " dependent.";

  static final List<String> CAUTIONS = List.of(
      Caution.TEXT,
      "The best of many heads is the luckiest too: it was chosen on the cases it is counted on, and"
          + " its 95\u00a0% interval (sentences resampled 1,000 times) does not know of the choice."
          + " Held out: a head chosen on the odd sentences, counted on the even ones.",
      "A head that does no better than the best fixed offset may know nothing but the order of"
          + " words.",
      "Relations are those of Universal Dependencies, not of the scheme that Clark et al. 2019"
          + " used: their numbers are others.");

  private RolesWords() {}

  /** Returns what was measured. */
  static String measured(Roles roles) {
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
