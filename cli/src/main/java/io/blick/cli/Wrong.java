package io.blick.cli;

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

/** What is wrong with arguments that could not be read, in the words of the help page. */
final class Wrong {
  private Wrong() {}

  /** Returns the sentence for what the parser found. */
  static UsageException arguments(ParameterException wrong) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    return switch (wrong) {
      case UnmatchedArgumentException unmatched ->
        unknown(command, unmatched.getUnmatched().getFirst());
      case MissingParameterException missing -> valueless(missing.getMissing().getFirst());
      case OverwrittenOptionException twice ->
        new UsageException(name(twice.getOverwritten()) + " must be given once; got it twice");
      default -> new UsageException(fault(wrong));
    };
  }

  private static UsageException unknown(CommandSpec command, String argument) {
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
        sentence, all, "a %s that begins with - stands after --".formatted(label));
  }

  // Says of an option which commands have it, when this one does not.
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

  private static UsageException valueless(ArgSpec missing) {
    return new UsageException(
        "%s needs a value, %s".formatted(name(missing), missing.paramLabel()));
  }

  private static String fault(ParameterException wrong) {
    ArgSpec argument = wrong.getArgSpec();
    if (argument != null && argument.isOption() && argument.arity().max() == 0) {
      return name(argument) + " takes no value";
    }
    return Reason.of(wrong);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
