package io.blick.cli.look;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.look.StepsPiece;
import io.blick.lens.report.look.StepsRequest;
import io.blick.lens.report.look.StepsResult;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code steps}: the four steps of the formula for one query of one head, in numbers.
 */
public final class StepsCommand implements Command {
  private static final String PIECE = "--piece";
  private static final String ALL = "all";
  private static final List<Format<StepsResult>> FORMATS =
      Format.usualAnd("svg", (result, output) -> output.write(result.svg()));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "steps",
            "Show in four steps how one head computes what it looks at.",
            "The steps are those of softmax(q kᵀ / √d) v, with the real numbers of one word of"
                + " the TEXT.")
        .addPositional(Options.text())
        .addOption(Segments.option())
        .addOption(Options.layer("The layer of the head, from 1 on."))
        .addOption(Options.head("The number of the head in its layer, from 1 on."))
        .addOption(Options.valued(
            Options.FROM,
            Options.WORD,
            "The word that looks; WORD#2 is the second of equal words."))
        .addOption(Options.valued(
            PIECE,
            "K",
            "Which piece of the word looks, counted from 0; all: the means over its pieces, as"
                + " look has them (default: 0)."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick steps \"Katten som min granne äger jagade musen\" --layer 9 --head 11"
                + " --from jagade",
            "  blick steps \"Katten jagade musen\" --layer 9 --head 11 --from jagade --piece all");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    Segments.check(arguments);
    Format<StepsResult> format = arguments.format(FORMATS);
    Head head = new Head(
        arguments.requiredCount(Options.LAYER) - 1, arguments.requiredCount(Options.HEAD) - 1);
    String from = arguments.required(Options.FROM);
    StepsPiece piece = piece(arguments.value(PIECE).orElse("0"));
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    var request = new StepsRequest(Segments.read(arguments, console), head, from, piece);
    try (TextModel model = choice.open(console)) {
      format.show(StepsResult.of(model, request), output, console);
    }
  }

  private static StepsPiece piece(String value) {
    if (value.equals(ALL)) {
      return new StepsPiece.All();
    }
    // Nine digits are more than any word has pieces, and fit into an int.
    if (!value.matches("[0-9]{1,9}")) {
      throw new UsageException("%s must be a whole number from 0 on, or %s; got %s"
          .formatted(PIECE, ALL, Quote.of(value)));
    }
    return new StepsPiece.Numbered(Integer.parseInt(value));
  }
}
