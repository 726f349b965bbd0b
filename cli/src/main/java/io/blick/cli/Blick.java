package io.blick.cli;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.error.Spelling;
import io.blick.cli.error.UsageException;
import io.blick.cli.heads.AblateCommand;
import io.blick.cli.heads.AttributeCommand;
import io.blick.cli.heads.HeadsCommand;
import io.blick.cli.heads.SensesCommand;
import io.blick.cli.look.FillCommand;
import io.blick.cli.look.LookCommand;
import io.blick.cli.look.StepsCommand;
import io.blick.cli.look.TokensCommand;
import io.blick.cli.model.ModelsCommand;
import io.blick.cli.task.AnswerCommand;
import io.blick.cli.task.ClassifyCommand;
import io.blick.cli.task.EmbedCommand;
import io.blick.cli.task.TagCommand;
import io.blick.cli.write.CompleteCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: parses the arguments, runs the command that they name, reports its errors. */
final class Blick {
  private static final String HELP = "help";
  private static final int NARROWEST_HELP = 60;
  private static final int WIDEST_HELP = 100;

  private final Console console;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final CommandLine line;

  Blick(Console console) {
    this.console = console;
    commands.put("look", new LookCommand());
    commands.put("steps", new StepsCommand());
    commands.put("heads", new HeadsCommand());
    commands.put("ablate", new AblateCommand());
    commands.put("attribute", new AttributeCommand());
    commands.put("senses", new SensesCommand());
    commands.put("fill", new FillCommand());
    commands.put("complete", new CompleteCommand());
    commands.put("embed", new EmbedCommand());
    commands.put("classify", new ClassifyCommand());
    commands.put("tag", new TagCommand());
    commands.put("answer", new AnswerCommand());
    commands.put("tokens", new TokensCommand());
    commands.put("models", new ModelsCommand());
    line = new CommandLine(FrontPage.spec(commands));
    line.setExpandAtFiles(false);
    line.setPosixClusteredShortOptionsAllowed(false);
    line.setAllowOptionsAsOptionParameters(false);
    line.setUsageHelpWidth(
        Math.clamp(console.outScreen().canvas().columns(), NARROWEST_HELP, WIDEST_HELP));
  }

  Exit run(String... args) {
    ErrorReport report = new ErrorReport(console, List.of(args).contains(Options.DEBUG));
    ParseResult parsed;
    try {
      parsed = line.parseArgs(asOptions(args));
    } catch (ParameterException wrong) {
      return report.usage(wrong.getCommandLine().getCommandSpec(), ParseErrors.of(wrong));
    }
    ParseResult inner = innermost(parsed);
    try {
      runParsed(parsed, inner);
      console.out().flush();
      return Exit.DONE;
    } catch (UsageException wrong) {
      return report.usage(inner.commandSpec(), wrong);
    } catch (IOException | RuntimeException | Error failed) {
      return report.failure(failed);
    }
  }

  private void runParsed(ParseResult parsed, ParseResult inner) throws IOException {
    if (asksForHelp(parsed)) {
      Ansi ansi = console.outScreen().plain() ? Ansi.OFF : Ansi.ON;
      print(inner.commandSpec().commandLine().getUsageMessage(ansi));
    } else if (parsed.hasMatchedOption(FrontPage.VERSION)) {
      print(Version.text());
    } else if (parsed.hasSubcommand()) {
      ParseResult named = parsed.subcommand();
      command(named.commandSpec().name()).run(new Arguments(named), console);
    } else {
      throw new UsageException(
          "COMMAND is missing; it is " + Spelling.either(List.copyOf(commands.keySet())),
          "blick --help shows what each is for");
    }
  }

  private Command command(String name) {
    Command command = commands.get(name);
    if (command == null) {
      throw new IllegalStateException("no command is named " + name);
    }
    return command;
  }

  private void print(String text) throws IOException {
    console.out().write(text.getBytes(StandardCharsets.UTF_8));
  }

  // blick --help look shows the page of look, as blick look --help does.
  private static boolean asksForHelp(ParseResult parsed) {
    return parsed.isUsageHelpRequested()
        || (parsed.hasSubcommand() && asksForHelp(parsed.subcommand()));
  }

  // blick help look shows it too; the name of no command is an error here as elsewhere.
  private String[] asOptions(String... args) {
    List<String> asked = new ArrayList<>(List.of(args));
    int first = first(asked);
    if (first == args.length || !asked.get(first).equals(HELP)) {
      return args;
    }
    while (first < asked.size() && asked.get(first).equals(HELP)) {
      asked.remove(first);
      first = first(asked);
    }
    if (first == asked.size() || commands.containsKey(asked.get(first))) {
      asked.add("--help");
    }
    return asked.toArray(String[]::new);
  }

  /** Returns the index of the first argument that is no option; global options have no value. */
  private static int first(List<String> args) {
    int first = 0;
    while (first < args.size() && args.get(first).startsWith("-")) {
      first++;
    }
    return first;
  }

  private static ParseResult innermost(ParseResult parsed) {
    ParseResult inner = parsed;
    while (inner.hasSubcommand()) {
      inner = inner.subcommand();
    }
    return inner;
  }
}
