package io.blick.cli.command;

import io.blick.cli.console.Console;
import io.blick.cli.error.FailureException;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.cli.output.Output;
import io.blick.lens.report.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The arguments of a command, parsed and not yet checked; each accessor checks what it reads. */
public final class Arguments {
  private final ParseResult parsed;

  public Arguments(ParseResult parsed) {
    this.parsed = parsed;
  }

  /** Returns the positional parameters: the values that belong to no option. */
  public List<String> parameters() {
    return parsed.matchedPositionalValue(0, List.<String>of());
  }

  /** Returns the arguments of the subcommand, if there is one. */
  public Optional<Arguments> subcommand() {
    return parsed.hasSubcommand()
        ? Optional.of(new Arguments(parsed.subcommand()))
        : Optional.empty();
  }

  /** Whether an option was given. */
  public boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  /** Returns the value of an option, if it was given. */
  public Optional<String> value(String option) {
    if (!has(option)) {
      return Optional.empty();
    }
    String value = parsed.matchedOptionValue(option, "");
    checkName(option, parsed.matchedOption(option).paramLabel(), value);
    return Optional.of(value);
  }

  // A shell variable that is not set gives an empty value, and Path.of("") is the current folder.
  private static void checkName(String option, String label, String value) {
    boolean given = switch (label) {
      case Options.FILE, Options.WORD, Options.NAME -> !Quote.isBlank(value);
      case Options.TEXT -> !value.isEmpty();
      case String _ -> true;
    };
    if (!given) {
      String must = label.equals(Options.TEXT) || label.equals(Options.NAME) ? "be" : "name";
      throw new UsageException(
          "%s must %s a %s; got %s".formatted(option, must, label, Quote.of(value)));
    }
  }

  /** Returns the values of an option that may be given more than once. */
  public List<String> values(String option) {
    return has(option) ? parsed.matchedOptionValue(option, List.<String>of()) : List.of();
  }

  /** Returns the value of an option that the command needs. */
  public String required(String option) {
    return value(option)
        .orElseThrow(() -> new UsageException(
            "%s is missing; %s needs it".formatted(option, parsed.commandSpec().name())));
  }

  /** Returns the value of an option that the command needs, a whole number from 1 on. */
  public int requiredCount(String option) {
    return count(option, required(option));
  }

  /** Returns the value of an option, a whole number from 1 on, if it was given. */
  public Optional<Integer> count(String option) {
    return value(option).map(value -> count(option, value));
  }

  /**
   * Returns the file that an option names, and that the command needs.
   *
   * @throws FailureException if there is no such file
   */
  public Path file(String option) {
    Path file = Path.of(required(option));
    InputPath.requireFile(option, file);
    return file;
  }

  /**
   * Returns the output of the result.
   *
   * @throws FailureException if it cannot be written there
   */
  public Output output(Console console) {
    return Output.of(value(Options.OUT), console);
  }

  /** Returns the format of the result; the first is the default. */
  public <R extends Result> Format<R> format(List<Format<R>> formats) {
    List<String> names = formats.stream().map(Format::name).toList();
    return formats.get(names.indexOf(oneOf(Options.FORMAT, names)));
  }

  /** Returns the value of an option that has these; the first is the default. */
  public String oneOf(String option, List<String> values) {
    String value = value(option).orElse(values.getFirst());
    if (!values.contains(value)) {
      throw Choice.wrong(option, value, values);
    }
    return value;
  }

  /** Returns the value of an option that has a few; the first is the default. */
  public <E extends Enum<E>> E choice(String option, Class<E> choices) {
    return value(option)
        .map(value -> Choice.of(option, value, choices))
        .orElse(choices.getEnumConstants()[0]);
  }

  /**
   * Returns the one TEXT.
   *
   * @throws UsageException if there is none, or more than one
   */
  public String text() {
    List<String> texts = parameters();
    if (texts.isEmpty()) {
      throw new UsageException("TEXT is missing; quote it, or give - to read standard input");
    }
    if (texts.size() > 1 && texts.stream().anyMatch(Quote::isBlank)) {
      long empty = texts.stream().filter(Quote::isBlank).count();
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
