package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.command.WindowOption;
import io.blick.cli.console.Console;
import io.blick.cli.console.CountBar;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.heads.CheckedRequest;
import io.blick.lens.report.heads.InductionRequest;
import io.blick.lens.report.heads.InductionResult;
import io.blick.lens.report.heads.LooksResult;
import io.blick.lens.report.heads.ProfileResult;
import io.blick.lens.report.heads.PronounsResult;
import io.blick.lens.report.heads.RolesResult;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code heads}: measures what the heads of a model do. */
public final class HeadsCommand implements Command {
  private static final List<Format<ProfileResult>> PROFILE = Format.usual();
  private static final List<Format<LooksResult>> LOOKS = Format.usual();
  private static final List<Format<PronounsResult>> PRONOUNS = Format.usual();
  private static final List<Format<InductionResult>> INDUCTION = Format.usual();
  private static final List<Format<RolesResult>> ROLES =
      Format.usualAnd("html", (roles, output) -> output.write(roles.html()));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "heads",
            "Measure what every head of a model does, in texts or over a corpus.",
            "For TEXTs or a corpus: how spread the weights of each head are, how far it looks,"
                + " and at what. "
                + ProfileResult.RULES,
            "With --roles: for each dependency relation of a treebank in CoNLL-U, the head that"
                + " points most often from a word to its partner by its largest weight, with a"
                + " 95 %% interval; for comparison the best fixed offset, and a head chosen on half"
                + " of the sentences and measured on the others.",
            "With --corpus FILE --looks: the mean weights of each head on parts of speech, for"
                + " comparison those of a head that looks at all pieces alike, and the words that"
                + " get most.",
            "With --pronouns: which heads link a pronoun to the name that it means; for"
                + " comparison the nearest name, the first name and chance.")
        .addPositional(Options.parameter(
            "TEXT|FILE",
            "A text, quoted, or several; - reads all of standard input as one. With --roles: more"
                + " files of the treebank."))
        .addOption(Options.valued(
            Options.CORPUS,
            Options.FILE,
            "A file with one text per line; with --looks a treebank, in CoNLL-U."));
    HeadsOptions.addLooks(spec);
    spec.addOption(WindowOption.option());
    HeadsOptions.addRoles(spec);
    spec.addOption(Options.valued(
        HeadsArguments.PRONOUNS,
        Options.FILE,
        "A file of examples in the tab-separated format of GAP."));
    InductionArguments.addTo(spec);
    spec.addOption(Options.valued(
            Options.FORMAT, "FORMAT", "text, json or tsv, with --roles also html (default: text)."))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick heads \"Katten som min granne äger jagade musen\"",
            "  blick heads --corpus texts.txt --format json",
            "  blick heads --corpus sv_talbanken-ud-dev.conllu --looks",
            "  blick heads --corpus trees.conllu --looks --layer 9 --head 3 --examples 10",
            "  blick heads --roles sv_talbanken-ud-dev.conllu",
            "  blick heads --roles sv_talbanken-ud-dev.conllu --relation nsubj --top 5",
            "  blick heads --roles sv_talbanken-ud-dev.conllu --silence 9-3",
            "  blick heads --roles one.conllu two.conllu --format html --out roles.html",
            "  blick heads --pronouns gap-development.tsv --model bert-base-uncased",
            "  blick heads --induction");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    if (InductionArguments.asked(arguments)) {
      showInduction(arguments, console);
      return;
    }
    switch (HeadsArguments.measure(arguments)) {
      case PROFILE ->
        show(
            PROFILE,
            arguments,
            console,
            () -> HeadsArguments.profile(arguments, console).checked(),
            ProfileResult::of);
      case ROLES ->
        show(
            ROLES,
            arguments,
            console,
            () -> HeadsArguments.roles(arguments).checked(),
            RolesResult::of);
      case LOOKS ->
        show(
            LOOKS,
            arguments,
            console,
            () -> HeadsArguments.looks(arguments, console).checked(),
            LooksResult::of);
      case PRONOUNS ->
        show(
            PRONOUNS,
            arguments,
            console,
            () -> HeadsArguments.pronouns(arguments).checked(),
            PronounsResult::of);
    }
  }

  private static void showInduction(Arguments arguments, Console console) throws IOException {
    Format<InductionResult> format = arguments.format(INDUCTION);
    InductionRequest request = InductionArguments.request(arguments);
    ModelChoice choice = ModelChoice.of(arguments, InductionArguments.MODEL);
    Output output = arguments.output(console);
    try (TextModel model = choice.open(console, Set.of(NextPieceHead.class))) {
      format.show(InductionResult.of(model, request), output, console);
    }
  }

  private static <Q, R extends Result> void show(
      List<Format<R>> formats,
      Arguments arguments,
      Console console,
      Request<Q> request,
      Measurement<Q, R> measurement)
      throws IOException {
    Format<R> format = arguments.format(formats);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    // An error in a file should be told before a model is fetched.
    CheckedRequest<Q> checked = request.checked();
    try (TextModel model = choice.open(console)) {
      WindowOption.advising(
          HeadsArguments.windows(arguments),
          () -> format.show(measurement.of(model, checked, CountBar.on(console)), output, console));
    }
  }

  /** A request, made of the arguments, with its files read and checked. */
  @FunctionalInterface
  private interface Request<Q> {
    CheckedRequest<Q> checked() throws IOException;
  }

  /** The measurement that answers a request. */
  @FunctionalInterface
  private interface Measurement<Q, R> {
    R of(TextModel model, CheckedRequest<Q> checked, Progress progress);
  }
}
