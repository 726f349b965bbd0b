package io.blick.cli.console;

import io.blick.lens.text.Columns;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal. */
public final class TerminalBar implements AutoCloseable {
  private static final int MILLIS = 250;
  private static final int NAME = 16;

  /** How the library says that the total is not known. */
  private static final long UNKNOWN = -1;

  private final Console console;
  private final ProgressBar bar;

  /**
   * Starts a bar at 0.
   *
   * @param name what is done, in a word or two
   * @param total how much there is to do, where that is known
   * @param more sets what else the bar shows
   */
  public TerminalBar(
      Console console, String name, OptionalLong total, UnaryOperator<ProgressBarBuilder> more) {
    this.console = console;
    // Writes lines and nothing else: the library's own consumer would open and change the terminal.
    var lines = new DelegatingProgressBarConsumer(
        line -> console.err().print("\r" + line), console.errScreen().canvas().columns());
    this.bar = more.apply(new ProgressBarBuilder()
            .setTaskName(Columns.left(name, NAME))
            .setInitialMax(total.orElse(UNKNOWN))
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(MILLIS)
            .setConsumer(lines))
        .build();
  }

  /** Shows how much is done by now. */
  public void stepTo(long done) {
    bar.stepTo(done);
  }

  /** Ends the bar on its own line. */
  @Override
  public void close() {
    bar.close();
    // A bar that is closed before it was first drawn leaves out its line end: ours is always there.
    console.err().println();
  }
}
