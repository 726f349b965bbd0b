package io.blick.cli.heads;

import io.blick.cli.command.Options;
import picocli.CommandLine.Model.CommandSpec;

/** The options of {@code heads} that belong to one of its measures alone. */
final class HeadsOptions {
  private HeadsOptions() {}

  /** Adds the options of what each head looks at over a treebank. */
  static void addLooks(CommandSpec spec) {
    spec.addOption(Options.flag(
            HeadsArguments.LOOKS,
            "With --corpus: what each head looks at over a treebank, by its parts of speech"
                + " (UPOS)."))
        .addOption(
            Options.layer("With --looks: show this layer's head whole (default: all heads)."))
        .addOption(Options.head("With --looks: show this head whole."))
        .addOption(Options.valued(
            HeadsArguments.NEAR,
            Options.TEXT,
            "With --looks and a head: the places of the corpus at which the head gives what is"
                + " nearest to what it gives at a word of this text; as many as --examples says"
                + " (default: 10). - reads standard input."))
        .addOption(Options.valued(Options.FROM, Options.WORD, "With --near: the word."));
  }

  /** Adds the options of the heads that point from a word to its syntactic partner. */
  static void addRoles(CommandSpec spec) {
    spec.addOption(Options.valued(HeadsArguments.ROLES, Options.FILE, "A treebank, in CoNLL-U."))
        .addOption(Options.flag(
            HeadsArguments.LENIENT,
            "With --roles: skip and count a sentence with a bad line instead of stopping there."))
        .addOption(Options.flag(
            HeadsArguments.NO_SUBTYPES, "With --roles: count nsubj:pass as nsubj, and so on."))
        .addOption(Options.repeated(
            HeadsArguments.RELATION,
            Options.NAME,
            "With --roles: these relations alone, one or several with commas; may be repeated"
                + " (default: all)."))
        .addOption(Options.valued(
            Options.TOP,
            "N",
            "With --roles: how many of the best heads of each relation (default: 1)."))
        .addOption(Options.valued(
            HeadsArguments.EXAMPLES,
            "N",
            "With --roles: how many sentences of each relation in which its best head is right, and"
                + " how many in which it is wrong; with --looks: how many looks that are typical of"
                + " a head (default: none)."))
        .addOption(Options.repeated(
            HeadsArguments.SILENCE,
            "HEADS",
            "With --roles: measure once more without the output of these heads, such as 9-3,8-4"
                + " (default: none)."));
  }
}
