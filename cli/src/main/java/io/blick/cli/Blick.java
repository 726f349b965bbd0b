package io.blick.cli;

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

/** Reads the arguments, runs the command they name, and says how it ended. */
final class Blick {
  private static final String HELP = "help";
  private static final int NARROWEST_HELP = 60;
  private static final int WIDEST_HELP = 100;

  private final Desk desk;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final CommandLine line;

  Blick(Desk desk) {
    this.desk = desk;
    commands.put("look", new LookCommand());
    commands.put("steps", new StepsCommand());
    commands.put("heads", new HeadsCommand());
    commands.put("ablate", new AblateCommand());
    commands.put("senses", new SensesCommand());
    commands.put("fill", new FillCommand());
    commands.put("tokens", new TokensCommand());
    commands.put("models", new ModelsCommand());
    line = new CommandLine(FrontPage.spec(commands));
    line.setExpandAtFiles(false);
    line.setPosixClusteredShortOptionsAllowed(false);
    line.setAllowOptionsAsOptionParameters(false);
    line.setUsageHelpWidth(
        Math.clamp(desk.screen().canvas().columns(), NARROWEST_HELP, WIDEST_HELP));
  }

  /** Runs a command. */
  Exit run(String... args) {
    Endings endings = new Endings(desk, List.of(args).contains(Options.DEBUG));
    ParseResult parsed;
    try {
      parsed = line.parseArgs(asOptions(args));
    } catch (ParameterException wrong) {
      return endings.wrong(wrong.getCommandLine().getCommandSpec(), Wrong.arguments(wrong));
    }
    ParseResult inner = innermost(parsed);
    try {
      answer(parsed, inner);
      desk.out().flush();
      return Exit.DONE;
    } catch (UsageException wrong) {
      return endings.wrong(inner.commandSpec(), wrong);
    } catch (IOException | RuntimeException | Error failed) {
      return endings.failed(failed);
    }
  }

  private void answer(ParseResult parsed, ParseResult inner) throws IOException {
    if (asksForHelp(parsed)) {
      Ansi ansi = desk.screen().plain() ? Ansi.OFF : Ansi.ON;
      print(inner.commandSpec().commandLine().getUsageMessage(ansi));
    } else if (parsed.hasMatchedOption(FrontPage.VERSION)) {
      print(Version.text());
    } else if (parsed.hasSubcommand()) {
      ParseResult named = parsed.subcommand();
      command(named.commandSpec().name()).run(new Given(named), desk);
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
    desk.out().write(text.getBytes(StandardCharsets.UTF_8));
  }

  // blick --help look asks for the page of look, as blick look --help does.
  private static boolean asksForHelp(ParseResult parsed) {
    return parsed.isUsageHelpRequested()
        || (parsed.hasSubcommand() && asksForHelp(parsed.subcommand()));
  }

  // blick help look asks for it too; a command that there is not is wrong all the same.
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

  /** Returns where the first argument is that is no option; before a command none has a value. */
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
