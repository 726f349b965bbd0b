package io.blick.cli.write;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.write.CompleteRequest;
import io.blick.lens.report.write.CompleteResult;
import io.blick.models.generate.WritingOptions;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code complete}: lets a model go on with a text. */
public final class CompleteCommand implements Command {
  private static final String MODEL = "smollm2-135m-instruct";
  private static final String PIECES = "--pieces";
  private static final String STOP = "--stop";
  private static final List<Format<CompleteResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "complete",
            "Let a language model go on with a TEXT.",
            "Each piece is the most probable one after those before it, unless --temperature lets"
                + " chance choose. What is written comes on standard output as it is written,"
                + " without TEXT.")
        .addPositional(Options.text())
        .addOption(Options.valued(
            PIECES,
            "N",
            "How many pieces to write at most (default: " + WritingOptions.PIECES + ")."))
        .addOption(
            Options.repeated(STOP, "TEXT", "Stop before this text; may be given more than once."));
    ChoosingOptions.all().forEach(spec::addOption);
    spec.addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.option(MODEL));
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick complete \"Gravity is\"",
            "  blick complete \"Gravity is\" --temperature 0.8 --top-p 0.95 --seed 7",
            "  blick complete \"Gravity is\" --pieces 20 --stop . --format json");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    String text = arguments.text();
    Format<CompleteResult> format = arguments.format(FORMATS);
    WritingOptions options = options(arguments);
    ModelChoice choice = ModelChoice.of(arguments, MODEL);
    Output output = arguments.output(console);
    CompleteRequest request = new CompleteRequest(StandardInput.resolve(text, console), options);
    try (TextModel model = choice.open(console, Set.of(NextPieceHead.class))) {
      if (format.name().equals(FORMATS.getFirst().name())) {
        output.write(out -> new AsItComes(out, output.isTerminal()).write(model, request));
      } else {
        CompleteResult result = CompleteResult.of(model, request, (_, _) -> {});
        format.show(result, output, console);
      }
    }
  }

  private static WritingOptions options(Arguments arguments) {
    List<String> stops = arguments.values(STOP);
    if (stops.contains("")) {
      throw new UsageException("--stop must not be empty; leave it out to stop at no text");
    }
    return new WritingOptions(
        arguments.count(PIECES).orElse(WritingOptions.PIECES),
        stops,
        ChoosingOptions.choosing(arguments),
        ChoosingOptions.penalties(arguments));
  }
}
