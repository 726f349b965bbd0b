package io.blick.cli.task;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Options;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.UsageException;
import io.blick.lens.report.task.TextsResult;
import io.blick.models.task.TooLong;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The arguments of a command that takes many texts.
 *
 * @param texts the texts, or {@code -} alone
 * @param tooLong what becomes of a text that is too long
 * @param format of the results
 */
record TextsArguments<R extends TextsResult>(
    List<String> texts, TooLong tooLong, TextsFormat<R> format) {
  private static final String TOO_LONG = "--too-long";

  /** Adds the parameter of the texts. */
  static CommandSpec withTexts(CommandSpec spec) {
    return spec.addPositional(
        Options.parameter("TEXT", "A text, quoted; - reads one text per line of standard input."));
  }

  /** Returns the option for texts that are too long. */
  static OptionSpec tooLongOption() {
    return Options.valued(
        TOO_LONG,
        "WHAT",
        "refuse or cut (default: refuse). cut: leave out the last pieces of a text that is too"
            + " long; how many texts were cut is noted.");
  }

  /**
   * Reads the arguments.
   *
   * @throws UsageException if there is no text, or another text beside {@code -}
   */
  static <R extends TextsResult> TextsArguments<R> of(
      Arguments arguments, List<TextsFormat<R>> formats) {
    List<String> texts = arguments.parameters();
    if (texts.isEmpty()) {
      throw new UsageException("TEXT is missing; quote it, or give - to read standard input");
    }
    if (texts.size() > 1 && texts.contains(StandardInput.SIGN)) {
      throw new UsageException(
          "TEXT - must be the only one, since each line of standard input is a text; got %d"
              .formatted(texts.size()));
    }
    List<String> names = formats.stream().map(TextsFormat::name).toList();
    TextsFormat<R> format = formats.get(names.indexOf(arguments.oneOf(Options.FORMAT, names)));
    return new TextsArguments<>(texts, arguments.choice(TOO_LONG, TooLong.class), format);
  }

  /** Whether the texts are the lines of standard input. */
  boolean readsLines() {
    return texts.getFirst().equals(StandardInput.SIGN);
  }
}
