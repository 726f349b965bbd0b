package io.blick.cli.command;

import io.blick.cli.error.UsageException;
import io.blick.lens.report.TooLongText;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** The option that reads a long text in windows. */
public final class WindowOption {
  public static final String NAME = "--window";

  private WindowOption() {}

  /** Returns the option. */
  public static OptionSpec option() {
    return Options.valued(
        NAME,
        "N",
        "Read a longer text in windows of N pieces that overlap by about half (default: a text"
            + " that is longer than the model reads at once is not read).");
  }

  /** Returns the number of pieces, if it was given. */
  public static Optional<Integer> pieces(Arguments arguments) {
    return arguments.count(NAME);
  }

  /**
   * Checks that another option is not given with windows.
   *
   * @param other an option that excludes them
   * @throws UsageException if both are given
   */
  public static void exclude(Arguments arguments, String other) {
    if (arguments.has(NAME) && arguments.has(other)) {
      throw new UsageException("%s and %s exclude each other; give one".formatted(NAME, other));
    }
  }

  /** Whether a run could be had with windows. */
  public enum Windows {
    /** They can be given. */
    TAKEN,
    /** They would be refused. */
    REFUSED
  }

  /** What runs a text. */
  @FunctionalInterface
  public interface Run {
    /** Runs it. */
    void run() throws IOException;
  }

  /** Runs a text; if it is too long, the error names windows as another way out if they are. */
  public static void advising(Windows windows, Run run) throws IOException {
    try {
      run.run();
    } catch (RuntimeException e) {
      throw switch (windows) {
        case TAKEN ->
          TooLongText.withAdvice(e, positions -> ", or give %s %d".formatted(NAME, positions));
        case REFUSED -> e;
      };
    }
  }
}
