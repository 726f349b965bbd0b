package io.blick.cli.task;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.task.ClassifyRequest;
import io.blick.lens.report.task.ClassifyResult;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code classify}: a score of each text for each of the model's labels. */
public final class ClassifyCommand implements Command {
  private static final String SECOND = "--second";
  private static final List<TextsFormat<ClassifyResult>> FORMATS = TextsFormat.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = TextsArguments.withTexts(Options.command(
            "classify",
            "Score each TEXT for each label of a model, the largest score first.",
            "Scores are probabilities, which sum to 1 where one label holds; a model with one"
                + " output gives its bare number."))
        .addOption(Options.valued(
            SECOND,
            "TEXT",
            "The second text of a pair, whose first is each TEXT in turn; - reads standard"
                + " input."))
        .addOption(TextsArguments.tooLongOption())
        .addOption(Options.formatOf(FORMATS.stream().map(TextsFormat::name).toList()))
        .addOption(Options.out())
        .addOption(ModelChoice.requiredOption());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick classify \"What a lovely day\" --model ./sentiment",
            "  blick classify \"A man sleeps\" --second \"Somebody is awake\" --model ./nli",
            "  blick classify - --format tsv --model ./sentiment < lines.txt");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    TextsArguments<ClassifyResult> texts = TextsArguments.of(arguments, FORMATS);
    Optional<String> given = arguments.value(SECOND);
    if (texts.readsLines() && given.filter(StandardInput.SIGN::equals).isPresent()) {
      throw new UsageException("TEXT and --second must not both be -, standard input");
    }
    ModelChoice choice = ModelChoice.required(arguments, "classifies texts");
    Output output = arguments.output(console);
    Optional<String> second = given.isEmpty()
        ? Optional.empty()
        : Optional.of(StandardInput.resolve(given.get(), console));
    try (TextModel model = choice.open(console, Set.of(ClassHead.class))) {
      new TextsRun<>(
              texts, all -> ClassifyResult.of(model, new ClassifyRequest(all, second)), console)
          .writeTo(output);
    }
  }
}
