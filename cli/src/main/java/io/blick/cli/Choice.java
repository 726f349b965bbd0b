package io.blick.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of an option that has a few: the constants of an enum, in lower case. */
final class Choice {
  private Choice() {}

  /** Returns all values, as the user writes them. */
  static List<String> names(Class<? extends Enum<?>> choices) {
    return Arrays.stream(choices.getEnumConstants()).map(Choice::name).toList();
  }

  /** Returns one value, as the user writes it. */
  static String name(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the constant that a value names.
   *
   * @throws UsageException if there is none
   */
  static <E extends Enum<E>> E of(String option, String value, Class<E> choices) {
    for (E choice : choices.getEnumConstants()) {
      if (name(choice).equals(value)) {
        return choice;
      }
    }
    throw wrong(option, value, names(choices));
  }

  /** Returns that a value is none of a few, and which it may be. */
  static UsageException wrong(String option, String value, List<String> names) {
    String meant = Spelling.nearest(value, names)
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
    return new UsageException("%s must be %s; got %s%s"
        .formatted(option, Spelling.either(names), Quote.of(value), meant));
  }
}
