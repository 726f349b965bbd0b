package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Choice;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.CountBar;
import io.blick.cli.error.Spelling;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.core.attention.Cuts;
import io.blick.lens.report.ablation.AblationMeasure;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.ablation.AblationResult;
import io.blick.lens.report.ablation.MeasureChoice;
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
  private static final String SHOW = "--show";
  private static final String SILENCE = "--silence";

  private static final List<String> EXAMPLES = List.of(
      "Examples:",
      "  blick ablate \"Katten som min granne äger [MASK] musen.\"",
      "  blick ablate \"Katten som min granne äger [MASK] musen.\" --silence 9-11,8-4",
      "  blick ablate \"Katten som min granne äger jagade musen\" --cut jagade:Katten",
      "  blick ablate \"Katten som min granne äger jagade musen\"",
      "  blick ablate \"Anna bor i Lund.\" --question \"Var bor Anna?\" --model ./answers",
      "  blick ablate --corpus texts.txt --show 9-11",
      "  blick ablate --corpus texts.txt --silence 9-11,8-4");

  private static final List<Format<AblationResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "ablate",
            "Show how the output of a model changes without some of its heads.",
            "Silences each head in turn, so that it gives zeros, and ranks all heads: for a TEXT"
                + " with [MASK] by how much its guesses change, for any other by how much its"
                + " masked loss changes (each piece masked in turn), or by how much the classes,"
                + " the tags, the answer or the vector change, whatever the model gives. With"
                + " --silence or --cut, shows what these do: the output before and after, or the"
                + " loss of each piece.")
        .addPositional(Options.text())
        .addOption(Options.valued(
            AblationArguments.OF,
            "OUTPUT",
            "What is measured: "
                + Spelling.either(Choice.names(AblationMeasure.class))
                + " (default: the first of them that TEXT and the model have)."))
        .addOption(Options.valued(
            AblationArguments.SECOND, "TEXT", "The second text of a pair, for its class."))
        .addOption(Options.valued(
            AblationArguments.QUESTION, "TEXT", "The question whose answer is in TEXT."))
        .addOption(Options.valued(
            Options.CORPUS,
            Options.FILE,
            "Instead of a TEXT: a file with one text per line; 15 %% of its pieces are masked."
                + " Goes with --silence."))
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
        .addOption(Options.repeated(
            SHOW,
            "HEADS",
            "Where each head is silenced in turn: show these heads too, wherever they stand in the"
                + " ranking (default: its first and last heads; json and tsv have all)."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    spec.usageMessage().footer(EXAMPLES.toArray(String[]::new));
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    AblationArguments.check(
        arguments, List.of(CUT, Options.TOP, AblationArguments.SECOND, AblationArguments.QUESTION));
    Format<AblationResult> format = arguments.format(FORMATS);
    int top = arguments.count(Options.TOP).orElse(AblationRequest.TOP);
    checkCut(arguments);
    List<Head> silence = HeadNames.parse(arguments, SILENCE);
    List<NamedEdge> cut = EdgeNames.parse(arguments, CUT);
    List<Head> in = HeadNames.parse(arguments, IN);
    List<Head> show = HeadNames.parse(arguments, SHOW);
    Cuts.Rest others = arguments.choice(OTHERS, Cuts.Rest.class);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    AblationRequest request = new AblationRequest(
        AblationArguments.source(arguments, console),
        AblationArguments.of(arguments),
        silence,
        cut,
        in,
        others,
        top,
        show);
    try (TextModel model =
        choice.open(console, MeasureChoice.heads(request.of(), request.source()))) {
      format.show(AblationResult.of(model, request, CountBar.on(console)), output, console);
    }
  }

  private static void checkCut(Arguments arguments) {
    for (String option : List.of(IN, OTHERS)) {
      if (arguments.has(option) && !arguments.has(CUT)) {
        throw new UsageException("--cut is missing; %s needs it".formatted(option));
      }
    }
    for (String option : List.of(SILENCE, CUT)) {
      if (arguments.has(option) && arguments.has(SHOW)) {
        throw new UsageException(
            "--show and %s exclude each other; --show is for each head in turn".formatted(option));
      }
    }
  }
}
