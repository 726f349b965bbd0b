package io.blick.cli;

import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.heads.CheckedRequest;
import io.blick.lens.report.heads.ProfileResult;
import io.blick.lens.report.heads.PronounsResult;
import io.blick.lens.report.heads.RolesResult;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Measures what the heads of a model do. */
final class HeadsCommand implements Command {
  private static final List<Format<ProfileResult>> PROFILE = Format.usual();
  private static final List<Format<PronounsResult>> PRONOUNS = Format.usual();
  private static final List<Format<RolesResult>> ROLES =
      Format.usualAnd("html", (roles, output) -> output.write(roles.html()));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "heads",
            "Measure what every head of a model does, in texts or over a corpus.",
            "Of TEXTs or of a corpus: how spread each head's weights are, how far it looks, and"
                + " at what. "
                + ProfileResult.RULES,
            "With --roles: for each dependency relation of a treebank in CoNLL-U, the head that"
                + " points most often from a word to its partner by its largest weight, with a"
                + " 95 %% interval, beside the best fixed offset and a head chosen elsewhere.",
            "With --pronouns: which heads link a pronoun to the name that it means, beside the"
                + " nearest name, the first name and chance.")
        .addPositional(Options.parameter(
            "TEXT|FILE",
            "A text, quoted, or several; - reads all of standard input as one. With --roles: more"
                + " files of the treebank."))
        .addOption(
            Options.valued(Options.CORPUS, Options.FILE, "A file of which each line is a text."))
        .addOption(Options.valued(Options.ROLES, Options.FILE, "A treebank, in CoNLL-U."))
        .addOption(Options.flag(
            Options.LENIENT,
            "With --roles: skip and count a sentence with a bad line instead of ending there."))
        .addOption(Options.flag(
            Options.NO_SUBTYPES, "With --roles: count nsubj:pass as nsubj, and so on."))
        .addOption(Options.valued(
            Options.PRONOUNS, Options.FILE, "Examples in the tab-separated form of GAP."))
        .addOption(Options.valued(
            Options.FORMAT,
            "FORMAT",
            "text, json or tsv, with --roles also html (unless given: text)."))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick heads \"Katten som min granne äger jagade musen\"",
            "  blick heads --corpus texts.txt --format json",
            "  blick heads --roles sv_talbanken-ud-dev.conllu",
            "  blick heads --roles one.conllu two.conllu --format html --out roles.html",
            "  blick heads --pronouns gap-development.tsv --model bert-base-uncased");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    switch (HeadsQuestion.of(given)) {
      case PROFILE ->
        show(
            PROFILE,
            given,
            desk,
            () -> HeadsQuestion.profile(given, desk).checked(),
            ProfileResult::of);
      case ROLES ->
        show(ROLES, given, desk, () -> HeadsQuestion.roles(given).checked(), RolesResult::of);
      case PRONOUNS ->
        show(
            PRONOUNS,
            given,
            desk,
            () -> HeadsQuestion.pronouns(given).checked(),
            PronounsResult::of);
    }
  }

  private static <Q, R extends Result> void show(
      List<Format<R>> formats, Given given, Desk desk, Request<Q> request, Measure<Q, R> measure)
      throws IOException {
    Format<R> format = given.format(formats);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    // What is wrong with a file should not be told after a model was fetched.
    CheckedRequest<Q> checked = request.checked();
    try (TextModel model = choice.open(desk)) {
      Progress progress = (things, all) -> new CountBar(desk, things, all);
      format.show(measure.of(model, checked, progress), output, desk);
    }
  }

  /** Reads what the arguments name. */
  @FunctionalInterface
  private interface Request<Q> {
    CheckedRequest<Q> checked() throws IOException;
  }

  /** Measures what was asked for. */
  @FunctionalInterface
  private interface Measure<Q, R> {
    R of(TextModel model, CheckedRequest<Q> checked, Progress progress);
  }
}
