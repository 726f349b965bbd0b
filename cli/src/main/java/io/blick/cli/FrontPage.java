package io.blick.cli;

import io.blick.cli.command.Command;
import io.blick.cli.command.Options;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The front page, which {@code blick --help} shows, and the options before a command. */
final class FrontPage {
  static final String VERSION = "--version";

  private FrontPage() {}

  /** Returns the specification of blick with all commands. */
  static CommandSpec spec(Map<String, Command> commands) {
    CommandSpec spec = Options.command(
        "blick",
        "See what every head of a transformer looks at.",
        "Layers and heads count from 1. Results go to standard output, notes to standard"
            + " error.");
    spec.usageMessage()
        .customSynopsis("blick COMMAND [OPTIONS] [TEXT]")
        .footer(
            "Examples:",
            "  blick look \"Katten som min granne äger jagade musen\"",
            "  blick steps \"Katten som min granne äger jagade musen\" --layer 9 --head 11"
                + " --from jagade",
            "  blick heads \"Katten som min granne äger jagade musen\"",
            "  blick ablate \"Katten som min granne äger [MASK] musen.\"",
            "  blick attribute \"Katten som min granne äger jagade [MASK].\"",
            "  blick senses banken \"Banken lånar ut pengar\" \"Hon satt på banken vid ån\"",
            "  blick fill \"Stockholm är Sveriges [MASK].\"",
            "  blick embed \"the cat chased the mouse\" \"a dog barks\" --format json",
            "",
            "blick COMMAND --help shows a command's options.",
            "Exit codes: 0 done; 1 it could not be done; 2 the arguments are wrong.");
    commands.forEach((name, command) -> spec.addSubcommand(name, command.spec()));
    spec.addOption(Options.flag(
        VERSION, "Show the versions of Blick and the JVM, the SIMD lanes and the cores."));
    return Options.withCommonOptions(spec);
  }
}
