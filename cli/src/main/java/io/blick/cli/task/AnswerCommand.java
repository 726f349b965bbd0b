package io.blick.cli.task;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.task.AnswerRequest;
import io.blick.lens.report.task.AnswerResult;
import io.blick.models.text.TextHead.AnswerHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code answer}: the stretches of a text that answer a question. */
public final class AnswerCommand implements Command {
  private static final String QUESTION = "--question";
  private static final List<Format<AnswerResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "answer",
            "Find the answer to a question in a TEXT.",
            "An answer is a stretch of the TEXT of at most 15 pieces, with the probability that"
                + " it begins and ends there. A long TEXT is read in windows.")
        .addPositional(Options.text())
        .addOption(Options.valued(
            QUESTION, "TEXT", "The question, quoted; - reads all of standard input."))
        .addOption(Options.valued(
            Options.TOP, "N", "How many answers to show (default: " + AnswerRequest.TOP + ")."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.requiredOption());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick answer \"Anna bor i Lund.\" --question \"Var bor Anna?\" --model ./answers",
            "  blick answer - --question \"Who chased the mouse?\" --top 3 --model ./answers"
                + " < text.txt");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    String text = arguments.text();
    String question = arguments.required(QUESTION);
    if (text.equals(StandardInput.SIGN) && question.equals(StandardInput.SIGN)) {
      throw new UsageException("TEXT and --question must not both be -, standard input");
    }
    Format<AnswerResult> format = arguments.format(FORMATS);
    int top = arguments.count(Options.TOP).orElse(AnswerRequest.TOP);
    ModelChoice choice = ModelChoice.required(arguments, "answers questions");
    Output output = arguments.output(console);
    var request = new AnswerRequest(
        StandardInput.resolve(text, console), StandardInput.resolve(question, console), top);
    try (TextModel model = choice.open(console, Set.of(AnswerHead.class))) {
      format.show(AnswerResult.of(model, request), output, console);
    }
  }
}
