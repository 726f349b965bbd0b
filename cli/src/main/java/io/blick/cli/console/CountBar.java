package io.blick.cli.console;

import io.blick.lens.report.Progress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A bar of how many things are done and, where their number is known, the time left; on a terminal
 * only.
 */
public final class CountBar implements Progress.Counter {
  private final Optional<TerminalBar> bar;

  private CountBar(Optional<TerminalBar> bar) {
    this.bar = bar;
  }

  /** Returns the progress that shows a bar for each kind of thing that is counted. */
  public static Progress on(Console console) {
    return (things, total) -> new CountBar(
        console.errScreen().isTerminal()
            ? Optional.of(bar(console, things, total))
            : Optional.empty());
  }

  private static TerminalBar bar(Console console, String things, OptionalLong total) {
    return new TerminalBar(console, things, total, UnaryOperator.identity());
  }

  @Override
  public void accept(long done) {
    bar.ifPresent(shown -> shown.stepTo(done));
  }

  @Override
  public void close() {
    bar.ifPresent(TerminalBar::close);
  }
}
