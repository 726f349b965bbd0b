package io.blick.cli.look;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.look.FillRequest;
import io.blick.lens.report.look.FillResult;
import io.blick.models.text.TextHead.MaskedHead;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code fill}: shows what a model guesses for masked pieces of a text. */
public final class FillCommand implements Command {
  private static final List<Format<FillResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "fill",
            "Show what a model guesses for each [MASK] of a TEXT.",
            "Each guess is a piece of the model's vocabulary, with its probability; the most"
                + " probable comes first.",
            "A model that reads from left to right guesses what comes after TEXT; [MASK] is no mask"
                + " there.")
        .addPositional(Options.text())
        .addOption(Segments.option())
        .addOption(Options.valued(
            Options.TOP,
            "N",
            "How many guesses to show for each [MASK] (default: " + FillRequest.TOP + ")."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick fill \"Stockholm är Sveriges [MASK].\"",
            "  blick fill \"The capital of France is [MASK].\" --top 3 --model bert-base-uncased");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    Segments.check(arguments);
    Format<FillResult> format = arguments.format(FORMATS);
    int top = arguments.count(Options.TOP).orElse(FillRequest.TOP);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    FillRequest request = new FillRequest(Segments.read(arguments, console), top);
    try (TextModel model = choice.open(console, Set.of(MaskedHead.class, NextPieceHead.class))) {
      format.show(FillResult.of(model, request), output, console);
    }
  }
}
