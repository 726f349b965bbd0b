package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Options;
import io.blick.cli.command.WindowOption;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.lens.report.heads.InductionRequest;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The arguments of {@code heads --induction}. */
final class InductionArguments {
  static final String INDUCTION = "--induction";
  static final String MODEL = "smollm2-135m-instruct";

  private static final String REPEATS = "--repeats";
  private static final String LENGTH = "--length";
  private static final String SEED = "--seed";

  private InductionArguments() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(Options.flag(
            INDUCTION,
            "Which heads of a language model find again what was said, in random pieces said twice"
                + " (the model is " + MODEL + " unless --model names another)."))
        .addOption(Options.valued(
            REPEATS,
            "N",
            "With --induction: how many sequences (default: " + InductionRequest.REPEATS + ")."))
        .addOption(Options.valued(
            LENGTH,
            "N",
            "With --induction: how many pieces each has (default: " + InductionRequest.LENGTH
                + ")."))
        .addOption(Options.valued(
            SEED,
            "N",
            "With --induction: the seed of the draws (default: " + InductionRequest.SEED + ")."));
  }

  /** Checks that the options of this measure stand with it alone. */
  static boolean asked(Arguments arguments) {
    if (!arguments.has(INDUCTION)) {
      for (String option : List.of(REPEATS, LENGTH, SEED)) {
        if (arguments.has(option)) {
          throw new UsageException(option + " needs " + INDUCTION);
        }
      }
      return false;
    }
    boolean others = List.of(
            HeadsArguments.ROLES, HeadsArguments.PRONOUNS, HeadsArguments.LOOKS, Options.CORPUS)
        .stream()
        .anyMatch(arguments::has);
    if (others || !arguments.parameters().isEmpty()) {
      throw new UsageException(
          "TEXT, --corpus, --roles, --pronouns and --induction exclude each other; give one");
    }
    WindowOption.exclude(arguments, INDUCTION);
    return true;
  }

  static InductionRequest request(Arguments arguments) {
    int length = arguments.count(LENGTH).orElse(InductionRequest.LENGTH);
    if (length < 2) {
      throw new UsageException(LENGTH + " must be a whole number from 2 on; got " + length);
    }
    return new InductionRequest(
        arguments.count(REPEATS).orElse(InductionRequest.REPEATS), length, seed(arguments));
  }

  private static long seed(Arguments arguments) {
    String value = arguments.value(SEED).orElse(String.valueOf(InductionRequest.SEED));
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new UsageException(
          "%s must be a whole number; got %s".formatted(SEED, Quote.of(value)));
    }
  }
}
