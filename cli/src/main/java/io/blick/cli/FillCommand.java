package io.blick.cli;

import io.blick.lens.report.look.FillRequest;
import io.blick.lens.report.look.FillResult;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what a model guesses for masked pieces of a text. */
final class FillCommand implements Command {
  private static final List<Format<FillResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "fill",
            "Show what a model guesses for each [MASK] of a TEXT.",
            "Each guess is a piece of the model's vocabulary and stands with its probability, the"
                + " best first.")
        .addPositional(Options.text())
        .addOption(Options.second())
        .addOption(Options.valued(
            Options.TOP,
            "N",
            "How many guesses to show for each (unless given: " + FillRequest.TOP + ")."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick fill \"Stockholm är Sveriges [MASK].\"",
            "  blick fill \"The capital of France is [MASK].\" --top 3 --model bert-base-uncased");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    Segments.check(given);
    Format<FillResult> format = given.format(FORMATS);
    int top = given.count(Options.TOP).orElse(FillRequest.TOP);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    FillRequest request = new FillRequest(Segments.read(given, desk), top);
    try (TextModel model = choice.open(desk)) {
      format.show(FillResult.of(model, request), output, desk);
    }
  }
}
