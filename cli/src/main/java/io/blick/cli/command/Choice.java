package io.blick.cli.command;

import io.blick.cli.error.Quote;
import io.blick.cli.error.Spelling;
import io.blick.cli.error.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of an option that has only a few: the constants of an enum, in lower case. */
public final class Choice {
  private Choice() {}

  /** Returns all values, as the user writes them. */
  public static List<String> names(Class<? extends Enum<?>> choices) {
    return Arrays.stream(choices.getEnumConstants()).map(Choice::name).toList();
  }

  /** Returns a value, as the user writes it. */
  public static String name(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
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

  /** Returns the error for a value that is none of a few, with those that it may be. */
  static UsageException wrong(String option, String value, List<String> names) {
    String meant = Spelling.nearest(value, names)
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
    return new UsageException("%s must be %s; got %s%s"
        .formatted(option, Spelling.either(names), Quote.of(value), meant));
  }
}
