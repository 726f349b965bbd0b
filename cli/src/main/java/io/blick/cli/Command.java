package io.blick.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** One command of blick. */
interface Command {

  /**
   * Returns the command's name, options and help page. They are declared by calls, not by
   * annotations: reading annotations would take longer than all else that the command line needs.
   */
  CommandSpec spec();

  /**
   * Does what was asked for.
   *
   * @param given the arguments
   * @param desk where results and notes go
   * @throws UsageException if arguments do not go together
   * @throws FailureException if it cannot be done
   */
  void run(Given given, Desk desk) throws IOException;
}
