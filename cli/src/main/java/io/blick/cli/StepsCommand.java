package io.blick.cli;

import io.blick.lens.report.look.StepsRequest;
import io.blick.lens.report.look.StepsResult;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Shows the four steps of the formula for one query of one head, with their real numbers. */
final class StepsCommand implements Command {
  private static final List<Format<StepsResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "steps",
            "Show in four steps how one head comes to look where it looks.",
            "The steps are those of softmax(q kᵀ / √d) v, with the real numbers of one word of"
                + " the TEXT.")
        .addPositional(Options.text())
        .addOption(Options.second())
        .addOption(Options.layer("The layer of the head, from 1 on."))
        .addOption(Options.head("The number of the head in its layer, from 1 on."))
        .addOption(Options.valued(
            Options.FROM,
            Options.WORD,
            "The word that looks, by its first piece; WORD#2 is the second of equal words."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Example:",
            "  blick steps \"Katten som min granne äger jagade musen\" --layer 9 --head 11"
                + " --from jagade");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    Segments.check(given);
    Format<StepsResult> format = given.format(FORMATS);
    Head head = new Head(given.neededCount(Options.LAYER) - 1, given.neededCount(Options.HEAD) - 1);
    String from = given.needed(Options.FROM);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    var request = new StepsRequest(Segments.read(given, desk), head, from);
    try (TextModel model = choice.open(desk)) {
      format.show(StepsResult.of(model, request), output, desk);
    }
  }
}
