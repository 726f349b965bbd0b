package io.blick.cli;

import io.blick.cli.error.ErrorSentence;
import io.blick.cli.error.Quote;
import io.blick.cli.error.Spelling;
import io.blick.cli.error.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The errors of the argument parser, in the words of the help page. */
final class ParseErrors {
  private ParseErrors() {}

  /** Returns the usage error for one of the parser. */
  static UsageException of(ParameterException wrong) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    return switch (wrong) {
      case UnmatchedArgumentException unmatched ->
        unmatched(command, unmatched.getUnmatched().getFirst());
      case MissingParameterException missing ->
        withoutValue(missing.getMissing().getFirst());
      case OverwrittenOptionException twice ->
        new UsageException(name(twice.getOverwritten()) + " must be given once; got it twice");
      default -> new UsageException(fault(wrong));
    };
  }

  private static UsageException unmatched(CommandSpec command, String argument) {
    return argument.startsWith("-") ? option(command, argument) : subcommand(command, argument);
  }

  private static UsageException subcommand(CommandSpec command, String argument) {
    List<String> names = List.copyOf(command.subcommands().keySet());
    if (names.isEmpty()) {
      return new UsageException(Quote.of(argument) + " is one argument too many");
    }
    return new UsageException("COMMAND must be %s; got %s%s"
        .formatted(Spelling.either(names), Quote.of(argument), meant(argument, names)));
  }

  private static UsageException option(CommandSpec command, String argument) {
    int end = argument.indexOf('=');
    String name = end < 0 ? argument : argument.substring(0, end);
    List<String> names = new ArrayList<>(command.optionsMap().keySet());
    names.removeIf(known -> known.length() == 2);
    String others = elsewhere(command, name);
    String meant = others.isEmpty() ? meant(name, names) : others;
    String sentence = Quote.of(name) + " is not an option" + meant;
    String all = "options: " + String.join(", ", names);
    if (command.positionalParameters().isEmpty()) {
      return new UsageException(sentence, all);
    }
    String label = command.positionalParameters().getFirst().paramLabel();
    return new UsageException(
        sentence, all, "put -- before a %s that begins with -".formatted(label));
  }

  /** Returns the end of the sentence: which other commands have the option. */
  private static String elsewhere(CommandSpec command, String option) {
    List<String> having = command.root().subcommands().entrySet().stream()
        .filter(other -> other.getValue().getCommandSpec().optionsMap().containsKey(option))
        .map(Map.Entry::getKey)
        .toList();
    if (having.isEmpty()) {
      return "";
    }
    return " of %s, but of %s".formatted(command.name(), Spelling.all(having));
  }

  private static String meant(String wrong, List<String> right) {
    return Spelling.nearest(wrong, right).map("; did you mean %s?"::formatted).orElse("");
  }

  private static UsageException withoutValue(ArgSpec missing) {
    return new UsageException(
        "%s needs a value, %s".formatted(name(missing), missing.paramLabel()));
  }

  private static String fault(ParameterException wrong) {
    ArgSpec argument = wrong.getArgSpec();
    if (argument != null && argument.isOption() && argument.arity().max() == 0) {
      return name(argument) + " takes no value";
    }
    return ErrorSentence.of(wrong);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
