package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Choice;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.CountBar;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.Spelling;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.core.attention.Cuts;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.ablation.AblationResult;
import io.blick.lens.report.ablation.NamedEdge;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code ablate}: shows what changes when heads are silenced or edges are cut. */
public final class AblateCommand implements Command {
  private static final String CUT = "--cut";
  private static final String IN = "--in";
  private static final String OTHERS = "--others";
  private static final String SILENCE = "--silence";

  private static final List<Format<AblationResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "ablate",
            "Show how the guesses of a model change without some of its heads.",
            "Silences each head in turn, so that it gives zeros, and ranks all heads: for a TEXT"
                + " with [MASK] by how much its guesses change, for any other by how much its"
                + " masked loss changes (each piece masked in turn). With --silence or --cut,"
                + " shows what these do: the guesses before and after, or the loss of each piece"
                + " where there is no [MASK].")
        .addPositional(Options.text())
        .addOption(Options.valued(
            Options.CORPUS,
            Options.FILE,
            "Instead of a TEXT: a file with one text per line; 15 %% of its pieces are masked."))
        .addOption(Options.repeated(
            SILENCE, "HEADS", "Silence these heads together: layer-head, such as 9-11,8-4."))
        .addOption(Options.repeated(
            CUT,
            "FROM:TO",
            "Cut the edge by which the word FROM sees the word TO; WORD#2 is the second of equal"
                + " words."))
        .addOption(Options.repeated(IN, "HEADS", "With --cut: in these heads (default: all)."))
        .addOption(Options.valued(
            OTHERS,
            "WEIGHTS",
            "With --cut: the weights on other words are "
                + Spelling.either(Choice.names(Cuts.Rest.class))
                + " (default: renormalized)."))
        .addOption(Options.valued(
            Options.TOP,
            "N",
            "How many guesses to show for each [MASK] (default: " + AblationRequest.TOP + ")."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick ablate \"Katten som min granne äger [MASK] musen.\"",
            "  blick ablate \"Katten som min granne äger [MASK] musen.\" --silence 9-11,8-4",
            "  blick ablate \"Katten som min granne äger jagade musen\" --cut jagade:Katten",
            "  blick ablate \"Katten som min granne äger jagade musen\"",
            "  blick ablate --corpus texts.txt --format json --out heads.json");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    checkTogether(arguments);
    Format<AblationResult> format = arguments.format(FORMATS);
    int top = arguments.count(Options.TOP).orElse(AblationRequest.TOP);
    checkCut(arguments);
    List<Head> silence = HeadNames.parse(arguments, SILENCE);
    List<NamedEdge> cut = EdgeNames.parse(arguments, CUT);
    List<Head> in = HeadNames.parse(arguments, IN);
    Cuts.Rest others = arguments.choice(OTHERS, Cuts.Rest.class);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    AblationRequest request =
        new AblationRequest(source(arguments, console), silence, cut, in, others, top);
    try (TextModel model = choice.open(console)) {
      format.show(AblationResult.of(model, request, CountBar.on(console)), output, console);
    }
  }

  private static AblationRequest.Source source(Arguments arguments, Console console)
      throws IOException {
    return arguments.has(Options.CORPUS)
        ? new AblationRequest.Corpus(arguments.file(Options.CORPUS))
        : new AblationRequest.Text(StandardInput.resolve(arguments.text(), console));
  }

  private static void checkTogether(Arguments arguments) {
    if (!arguments.has(Options.CORPUS)) {
      if (arguments.parameters().isEmpty()) {
        throw new UsageException(
            "TEXT is missing; quote it, give - to read standard input, or give --corpus FILE");
      }
      arguments.text();
      return;
    }
    if (!arguments.parameters().isEmpty()) {
      throw new UsageException("TEXT and --corpus exclude each other; give one of them");
    }
    for (String option : new String[] {SILENCE, CUT, Options.TOP}) {
      if (arguments.has(option)) {
        throw new UsageException(
            "%s and --corpus exclude each other; %s needs a TEXT".formatted(option, option));
      }
    }
  }

  private static void checkCut(Arguments arguments) {
    for (String option : List.of(IN, OTHERS)) {
      if (arguments.has(option) && !arguments.has(CUT)) {
        throw new UsageException("--cut is missing; %s needs it".formatted(option));
      }
    }
  }
}
