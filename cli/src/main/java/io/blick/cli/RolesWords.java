package io.blick.cli;

import io.blick.lens.measure.Role;
import io.blick.lens.measure.Roles;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the pictures of {@link Roles} say in words and numbers. */
final class RolesWords {
  static final String DEFINITION = "A head is right where its largest weight between words, the"
      + " word itself left out, is that of the syntactic partner (Clark et al. 2019). dep → head:"
      + " the dependent looks at the word it depends on; head → dep: that word looks at the"
      + " dependent.";

  static final List<String> CAUTIONS = List.of(
      "Weights show where a head looks, not why the model decides: they are not explanations"
          + " (Jain & Wallace 2019; Wiegreffe & Pinter 2019).",
      "The best of many heads is the luckiest too: it was chosen on the cases it is counted on, and"
          + " its 95\u00a0% interval (sentences resampled 1,000 times) does not know of the choice."
          + " Held out: a head chosen on the odd sentences, counted on the even ones.",
      "A head that does no better than the best fixed offset may know nothing but the order of"
          + " words.",
      "Relations are those of Universal Dependencies, not of the scheme that Clark et al. 2019"
          + " used: their numbers are others.");

  private RolesWords() {}

  /** Returns the relations as people read them: the most frequent first. */
  static List<Role> ordered(Roles roles) {
    return roles.relations().stream()
        .sorted(Comparator.comparingInt(Role::cases).reversed())
        .toList();
  }

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

  static String direction(Role role) {
    return switch (role.direction()) {
      case DEPENDENT_TO_HEAD -> "dep → head";
      case HEAD_TO_DEPENDENT -> "head → dep";
    };
  }

  /** Returns a part of all cases with three decimals. */
  static String accuracy(float accuracy) {
    return String.format(Locale.ROOT, "%.3f", accuracy);
  }

  /** Returns an interval with two decimals. */
  static String interval(Role.Best best) {
    return String.format(Locale.ROOT, "%.2f–%.2f", best.low(), best.high());
  }

  /** Returns an offset with its sign. */
  static String offset(Role.FixedOffset offset) {
    return String.format(Locale.ROOT, "%+d", offset.offset());
  }
}
