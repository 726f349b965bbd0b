package io.blick.cli.command;

import io.blick.cli.console.Console;
import io.blick.cli.error.FailureException;
import io.blick.cli.error.UsageException;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** A command of blick, such as {@code look}. */
public interface Command {

  /**
   * Returns the command's name, options and help page. They are declared by calls, not by
   * annotations: to read annotations would take longer than all the rest of the command line.
   */
  CommandSpec spec();

  /**
   * Runs the command.
   *
   * @param arguments the arguments
   * @param console the streams for results and notes
   * @throws UsageException if arguments do not go together
   * @throws FailureException if it cannot be done
   */
  void run(Arguments arguments, Console console) throws IOException;
}
