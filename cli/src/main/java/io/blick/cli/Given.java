package io.blick.cli;

import io.blick.lens.report.Result;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The arguments of a command, as they were given. */
final class Given {
  private final ParseResult parsed;

  Given(ParseResult parsed) {
    this.parsed = parsed;
  }

  /** Returns the values that belong to no option. */
  List<String> parameters() {
    return parsed.matchedPositionalValue(0, List.<String>of());
  }

  /** Returns the arguments of the command inside this one, if one was named. */
  Optional<Given> inner() {
    return parsed.hasSubcommand() ? Optional.of(new Given(parsed.subcommand())) : Optional.empty();
  }

  /** Whether an option was given. */
  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  /** Returns the value of an option, if it was given. */
  Optional<String> value(String option) {
    if (!has(option)) {
      return Optional.empty();
    }
    String value = parsed.matchedOptionValue(option, "");
    checkName(option, parsed.matchedOption(option).paramLabel(), value);
    return Optional.of(value);
  }

  // A variable of the shell that is not set gives an empty name, which is the current folder's too.
  private static void checkName(String option, String label, String value) {
    boolean name = switch (label) {
      case Options.FILE, Options.WORD -> true;
      case String _ -> false;
    };
    if (name && blank(value)) {
      throw new UsageException(
          "%s must name a %s; got %s".formatted(option, label, Quote.of(value)));
    }
  }

  /** Whether a value names nothing: it is empty, or all white space. */
  static boolean blank(String value) {
    return value.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  /** Returns the values of an option that may be given more than once. */
  List<String> values(String option) {
    return has(option) ? parsed.matchedOptionValue(option, List.<String>of()) : List.of();
  }

  /** Returns the value of an option that the command needs. */
  String needed(String option) {
    return value(option)
        .orElseThrow(() -> new UsageException(
            "%s is missing; %s needs it".formatted(option, parsed.commandSpec().name())));
  }

  /** Returns the number of an option that the command needs, counted from 1. */
  int neededCount(String option) {
    return count(option, needed(option));
  }

  /** Returns the number that an option gives, counted from 1, if it was given. */
  Optional<Integer> count(String option) {
    return value(option).map(value -> count(option, value));
  }

  /** Returns the format that was asked for, the first unless one was. */
  <R extends Result> Format<R> format(List<Format<R>> formats) {
    Optional<String> asked = value(Options.FORMAT);
    if (asked.isEmpty()) {
      return formats.getFirst();
    }
    return formats.stream()
        .filter(format -> format.name().equals(asked.get()))
        .findFirst()
        .orElseThrow(() -> Choice.wrong(
            Options.FORMAT, asked.get(), formats.stream().map(Format::name).toList()));
  }

  /** Returns one of a few values, the first of them unless given. */
  <E extends Enum<E>> E choice(String option, Class<E> choices) {
    return value(option)
        .map(value -> Choice.of(option, value, choices))
        .orElse(choices.getEnumConstants()[0]);
  }

  /**
   * Returns the one TEXT.
   *
   * @throws UsageException if there is none, or more than one
   */
  String text() {
    List<String> texts = parameters();
    if (texts.isEmpty()) {
      throw new UsageException("TEXT is missing; quote it, or give - to read standard input");
    }
    if (texts.size() > 1 && texts.stream().anyMatch(Given::blank)) {
      long empty = texts.stream().filter(Given::blank).count();
      throw new UsageException("TEXT must be one argument; got %d, %s of them empty"
          .formatted(texts.size(), empty == 1 ? "one" : String.valueOf(empty)));
    }
    if (texts.size() > 1) {
      throw new UsageException(
          "TEXT must be one argument; got %d".formatted(texts.size()),
          "quote it: \"%s\"".formatted(Quote.of(String.join(" ", texts))));
    }
    return texts.getFirst();
  }

  private static int count(String option, String value) {
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    // Nine digits are more than any model has of anything, and fit into an int.
    if (!digits || value.length() > 9 || Integer.parseInt(value) < 1) {
      throw new UsageException(
          "%s must be a whole number from 1 on; got %s".formatted(option, Quote.of(value)));
    }
    return Integer.parseInt(value);
  }
}
