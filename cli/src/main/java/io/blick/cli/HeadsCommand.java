package io.blick.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** Measures what the heads of a model do. */
final class HeadsCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "heads",
            "Measure what every head of a model does, in texts or over a corpus.",
            "Of TEXTs or of a corpus: how spread each head's weights are, how far it looks, and"
                + " at what. "
                + ProfileText.RULES,
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
            Options.FORMAT, "FORMAT", "text or json, with --roles also html (unless given: text)."))
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
      case HeadsQuestion.OfRoles roles -> RolesAnswer.give(roles, given, desk);
      case HeadsQuestion.OfPronouns _ -> PronounsAnswer.write(given, desk);
      case HeadsQuestion.OfProfile _ -> ProfileAnswer.write(given, desk);
    }
  }
}
