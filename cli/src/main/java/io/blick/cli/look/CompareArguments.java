package io.blick.cli.look;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.command.WindowOption;
import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.compare.CompareRequest;
import io.blick.lens.report.compare.CompareResult;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** The arguments with which {@code look} compares two texts or two models. */
final class CompareArguments {
  private static final String AGAINST = "--against";
  private static final String AGAINST_MODEL = "--against-model";
  private static final List<Format<CompareResult>> FORMATS =
      Format.usualAnd("svg", (result, output) -> output.write(result.svg()));

  private CompareArguments() {}

  /** Returns the options. */
  static List<OptionSpec> options() {
    return List.of(
        Options.valued(
            AGAINST,
            "TEXT",
            "Compare TEXT with this text: words that both have, and where the numbers between them"
                + " differ most; - reads standard input."),
        Options.valued(
            AGAINST_MODEL, "NAME|DIR", "Compare what --model and this model look at in TEXT."));
  }

  /** Whether the arguments ask for a comparison. */
  static boolean given(Arguments arguments) {
    return arguments.has(AGAINST) || arguments.has(AGAINST_MODEL);
  }

  /**
   * Checks that the arguments ask for one comparison, in a format that it has.
   *
   * @throws UsageException if they do not
   */
  static void check(Arguments arguments) {
    if (arguments.has(AGAINST) && arguments.has(AGAINST_MODEL)) {
      throw new UsageException("--against and --against-model exclude each other; give one");
    }
    if (arguments.has(AGAINST) && arguments.has(Segments.SECOND)) {
      throw new UsageException("--against compares one TEXT with another, so it excludes --second");
    }
    WindowOption.exclude(arguments, AGAINST);
    WindowOption.exclude(arguments, AGAINST_MODEL);
    if (arguments.value(Options.FORMAT).filter("safetensors"::equals).isPresent()) {
      throw new UsageException("--format safetensors holds one pass, so it excludes %s"
          .formatted(arguments.has(AGAINST) ? AGAINST : AGAINST_MODEL));
    }
    if (arguments.text().equals(StandardInput.SIGN)
        && arguments.value(AGAINST).filter(StandardInput.SIGN::equals).isPresent()) {
      throw new UsageException("TEXT and --against must not both be -, standard input");
    }
  }

  /** Compares, and prints the result. */
  static void run(
      Arguments arguments, Console console, LookTarget target, EdgeScore measure, Granularity unit)
      throws IOException {
    Format<CompareResult> format = arguments.format(FORMATS);
    Optional<ModelChoice> other = ModelChoice.of(AGAINST_MODEL, arguments);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    List<String> texts = Segments.read(arguments, console);
    if (other.isPresent()) {
      var request = new LookRequest(texts, target, measure, unit);
      try (TextModel first = choice.openNamed(console);
          TextModel second = other.get().openNamed(console)) {
        format.show(CompareResult.of(first, second, request), output, console);
      }
      return;
    }
    String against = StandardInput.resolve(arguments.required(AGAINST), console);
    var request = new CompareRequest(texts.getFirst(), against, target, measure, unit);
    try (TextModel model = choice.open(console)) {
      format.show(CompareResult.of(model, request), output, console);
    }
  }
}
