package io.blick.cli;

import io.blick.core.attention.Cuts;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.ablation.AblationResult;
import io.blick.lens.report.ablation.NamedEdge;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what becomes of a model's guesses when heads are silenced or edges cut. */
final class AblateCommand implements Command {
  private static final List<Format<AblationResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "ablate",
            "Show what becomes of a model's guesses without some of its heads.",
            "Each head is silenced in turn, and all are ranked: of a TEXT with [MASK] by the change"
                + " of its guesses, of any other by the change of its masked loss, each piece"
                + " masked in turn. With --silence or --cut stands what those do: the guesses"
                + " before and after, or without a [MASK] the loss of each piece.")
        .addPositional(Options.text())
        .addOption(Options.valued(
            Options.CORPUS,
            Options.FILE,
            "Instead of a TEXT: each line of the file is one; 15 %% of its pieces are masked."))
        .addOption(Options.repeated(
            Options.SILENCE,
            "HEADS",
            "Silence these heads together: layer-head, such as 9-11,8-4."))
        .addOption(Options.repeated(
            Options.CUT,
            "FROM:TO",
            "Cut what the word FROM sees of the word TO; WORD#2 is the second of equal words."))
        .addOption(Options.repeated(
            Options.IN, "HEADS", "With --cut: in these heads (unless given: all)."))
        .addOption(Options.valued(
            Options.OTHERS,
            "WEIGHTS",
            "With --cut: the weights on other words are "
                + Spelling.either(Choice.names(Cuts.Rest.class))
                + " (unless given: renormalized)."))
        .addOption(Options.valued(
            Options.TOP,
            "N",
            "How many guesses to show for each (unless given: " + AblationRequest.TOP + ")."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick ablate \"Katten som min granne äger [MASK] musen.\"",
            "  blick ablate \"Katten som min granne äger [MASK] musen.\" --silence 9-11,8-4",
            "  blick ablate \"Katten som min granne äger jagade musen\" --cut jagade:Katten",
            "  blick ablate \"Katten som min granne äger jagade musen\"",
            "  blick ablate --corpus texts.txt --format json --out heads.json");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    checkTogether(given);
    Format<AblationResult> format = given.format(FORMATS);
    int top = given.count(Options.TOP).orElse(AblationRequest.TOP);
    checkCut(given);
    List<Head> silence = Heads.list(given, Options.SILENCE);
    List<NamedEdge> cut = Edges.list(given, Options.CUT);
    List<Head> in = Heads.list(given, Options.IN);
    Cuts.Rest others = given.choice(Options.OTHERS, Cuts.Rest.class);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    AblationRequest request =
        new AblationRequest(source(given, desk), silence, cut, in, others, top);
    try (TextModel model = choice.open(desk)) {
      format.show(AblationResult.of(model, request, CountBar.on(desk)), output, desk);
    }
  }

  private static AblationRequest.Source source(Given given, Desk desk) throws IOException {
    return given.has(Options.CORPUS)
        ? new AblationRequest.Corpus(CorpusFile.of(given, Options.CORPUS))
        : new AblationRequest.Text(StandardInput.or(given.text(), desk));
  }

  private static void checkTogether(Given given) {
    if (!given.has(Options.CORPUS)) {
      if (given.parameters().isEmpty()) {
        throw new UsageException(
            "TEXT is missing; quote it, give - to read standard input, or give --corpus FILE");
      }
      given.text();
      return;
    }
    if (!given.parameters().isEmpty()) {
      throw new UsageException("TEXT and --corpus exclude each other; give one of them");
    }
    for (String option : new String[] {Options.SILENCE, Options.CUT, Options.TOP}) {
      if (given.has(option)) {
        throw new UsageException(
            "%s and --corpus exclude each other; %s needs a TEXT".formatted(option, option));
      }
    }
  }

  private static void checkCut(Given given) {
    for (String option : List.of(Options.IN, Options.OTHERS)) {
      if (given.has(option) && !given.has(Options.CUT)) {
        throw new UsageException("--cut is missing; %s needs it".formatted(option));
      }
    }
  }
}
