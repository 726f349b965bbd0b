package io.blick.cli.task;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.task.TagRequest;
import io.blick.lens.report.task.TagResult;
import io.blick.models.text.TextHead.TagHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code tag}: the tagged spans of each text. */
public final class TagCommand implements Command {
  private static final List<TextsFormat<TagResult>> FORMATS = TextsFormat.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = TextsArguments.withTexts(Options.command(
            "tag",
            "Find names, or whatever a model tags, in each TEXT.",
            "A word has the tag of its first piece; neighbours of one tag are one span, whose"
                + " score is the mean of its words' probabilities. Words tagged O are left out."))
        .addOption(TextsArguments.tooLongOption())
        .addOption(Options.formatOf(FORMATS.stream().map(TextsFormat::name).toList()))
        .addOption(Options.out())
        .addOption(ModelChoice.requiredOption());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick tag \"Anna bor i Lund\" --model ./names",
            "  blick tag - --format json --model ./names < lines.txt");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    TextsArguments<TagResult> texts = TextsArguments.of(arguments, FORMATS);
    ModelChoice choice = ModelChoice.required(arguments, "tags words");
    Output output = arguments.output(console);
    try (TextModel model = choice.open(console, Set.of(TagHead.class))) {
      new TextsRun<>(texts, all -> TagResult.of(model, new TagRequest(all)), console)
          .writeTo(output);
    }
  }
}
