package io.blick.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** Measures what the heads of a model do. */
final class HeadsCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "heads",
            "Measure which heads of a model do what.",
            "With --roles: for each dependency relation of a treebank in CoNLL-U, the head that"
                + " points most often from a word to its partner by its largest weight, with a 95 %"
                + " interval, beside the best fixed offset, and as chosen on other sentences.")
        .addPositional(Options.parameter("FILE", "More files of the same corpus."))
        .addOption(Options.valued(Options.ROLES, "FILE", "The treebank, in CoNLL-U."))
        .addOption(Options.flag(
            Options.LENIENT, "Skip and count a sentence with a bad line instead of ending there."))
        .addOption(Options.flag(Options.NO_SUBTYPES, "Count nsubj:pass as nsubj, and so on."))
        .addOption(Options.format(HeadsFormat.class))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick heads --roles sv_talbanken-ud-dev.conllu",
            "  blick heads --roles one.conllu two.conllu --no-subtypes --format html --out roles.html");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    switch (HeadsQuestion.of(given)) {
      case HeadsQuestion.OfRoles roles -> RolesAnswer.give(roles, given, desk);
    }
  }
}
