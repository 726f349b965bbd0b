package io.blick.cli.write;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Options;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.models.generate.Choosing;
import io.blick.models.generate.Penalties;
import java.util.List;
import java.util.function.DoublePredicate;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how each piece is chosen. */
final class ChoosingOptions {
  private static final String TEMPERATURE = "--temperature";
  private static final String TOP_K = "--top-k";
  private static final String TOP_P = "--top-p";
  private static final String MIN_P = "--min-p";
  private static final String TYPICAL = "--typical";
  private static final String SEED = "--seed";
  private static final String REPETITION = "--repetition";
  private static final String PRESENCE = "--presence";
  private static final String FREQUENCY = "--frequency";

  private ChoosingOptions() {}

  static List<OptionSpec> all() {
    return List.of(
        Options.valued(
            TEMPERATURE,
            "X",
            "Let chance choose, from softmax(logits / X): below 1 what is probable is chosen more"
                + " often."),
        Options.valued(TOP_K, "N", "Draw from the N most probable pieces."),
        Options.valued(TOP_P, "X", "Draw from the fewest pieces that have probability X together."),
        Options.valued(MIN_P, "X", "Draw from pieces with X times the largest probability."),
        Options.valued(
            TYPICAL, "X", "Draw from the most typical pieces that have probability X together."),
        Options.valued(SEED, "N", "The seed of the draws (default: 0)."),
        Options.valued(
            REPETITION, "X", "Divide positive logits of pieces that are there already by X."),
        Options.valued(PRESENCE, "X", "Take X from the logits of pieces that were written."),
        Options.valued(FREQUENCY, "X", "Take X from them as often as the piece was written."));
  }

  static Choosing choosing(Arguments arguments) {
    if (!arguments.has(TEMPERATURE)) {
      for (String option : List.of(TOP_K, TOP_P, MIN_P, TYPICAL, SEED)) {
        if (arguments.has(option)) {
          throw new UsageException(option + " needs --temperature: without it nothing is drawn");
        }
      }
      return new Choosing.Likeliest();
    }
    return new Choosing.Drawn(
        number(arguments, TEMPERATURE, 1, "above 0", x -> x > 0),
        arguments.count(TOP_K).orElse(Integer.MAX_VALUE),
        number(arguments, TOP_P, 1, "above 0 and at most 1", x -> x > 0 && x <= 1),
        number(arguments, MIN_P, 0, "from 0 to 1", x -> x >= 0 && x <= 1),
        number(arguments, TYPICAL, 1, "above 0 and at most 1", x -> x > 0 && x <= 1),
        seed(arguments));
  }

  static Penalties penalties(Arguments arguments) {
    return new Penalties(
        number(arguments, REPETITION, 1, "above 0", x -> x > 0),
        number(arguments, PRESENCE, 0, "that is finite", _ -> true),
        number(arguments, FREQUENCY, 0, "that is finite", _ -> true));
  }

  private static double number(
      Arguments arguments, String option, double absent, String range, DoublePredicate fits) {
    return arguments
        .value(option)
        .map(value -> parsed(option, value, range, fits))
        .orElse(absent);
  }

  private static double parsed(String option, String value, String range, DoublePredicate fits) {
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number) && fits.test(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below, as a number that does not fit is.
    }
    throw new UsageException(
        "%s must be a number %s; got %s".formatted(option, range, Quote.of(value)));
  }

  private static long seed(Arguments arguments) {
    String value = arguments.value(SEED).orElse("0");
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new UsageException(
          "%s must be a whole number; got %s".formatted(SEED, Quote.of(value)));
    }
  }
}
