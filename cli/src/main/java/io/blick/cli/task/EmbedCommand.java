package io.blick.cli.task;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.task.EmbedRequest;
import io.blick.lens.report.task.EmbedResult;
import io.blick.models.text.TextHead.SentenceHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code embed}: the vector of each text. */
public final class EmbedCommand implements Command {
  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final String NPY = "npy";
  private static final String PROMPT = "--prompt";
  private static final List<TextsFormat<EmbedResult>> FORMATS =
      TextsFormat.usualAndWhole(NPY, (result, out, _) -> result.npy(out));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = TextsArguments.withTexts(Options.command(
            "embed",
            "Compute a vector for each TEXT; near meanings have near vectors.",
            "The vector is what the model's folder says by its files of sentence-transformers;"
                + " npy is a matrix for NumPy with a row for each TEXT."))
        .addOption(Options.valued(
            PROMPT,
            "NAME",
            "Put a prompt of the model's folder before each TEXT, such as query (default: the"
                + " folder's own choice, mostly none)."))
        .addOption(TextsArguments.tooLongOption())
        .addOption(Options.formatOf(FORMATS.stream().map(TextsFormat::name).toList()))
        .addOption(Options.out())
        .addOption(ModelChoice.option(MODEL));
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick embed \"the cat chased the mouse\" \"a dog barks\" --format json",
            "  blick embed - --format npy --out vectors.npy < lines.txt");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    TextsArguments<EmbedResult> texts = TextsArguments.of(arguments, FORMATS);
    Optional<String> prompt = arguments.value(PROMPT);
    ModelChoice choice = ModelChoice.of(arguments, MODEL);
    Output output = arguments.output(console);
    if (texts.format().name().equals(NPY) && output.isTerminal()) {
      throw new UsageException("%s; --format npy is not for a terminal"
          .formatted(arguments.has(Options.OUT) ? "--out must name a file" : "--out is missing"));
    }
    try (TextModel model = choice.open(console, Set.of(SentenceHead.class))) {
      new TextsRun<>(texts, all -> EmbedResult.of(model, new EmbedRequest(all, prompt)), console)
          .writeTo(output);
    }
  }
}
