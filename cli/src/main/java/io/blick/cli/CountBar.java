package io.blick.cli;

import io.blick.lens.report.Progress;
import io.blick.lens.text.Columns;
import java.util.Optional;
import java.util.OptionalLong;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how many things are done and, where it is known of how many, the time left; on a terminal
 * only.
 */
final class CountBar implements Progress.Counter {
  private static final int MILLIS = 250;
  private static final int NAME = 16;

  /** What the bar takes for a number of things that is not known. */
  private static final long UNKNOWN = -1;

  private final Desk desk;
  private final Optional<ProgressBar> bar;

  /**
   * Starts at none.
   *
   * @param name what is done, in a word or two
   * @param total how many there are to do, where that is known
   */
  CountBar(Desk desk, String name, OptionalLong total) {
    this.desk = desk;
    this.bar = desk.notes().attached() ? Optional.of(bar(desk, name, total)) : Optional.empty();
  }

  /** Returns what shows a bar for each thing that is counted. */
  static Progress on(Desk desk) {
    return (things, all) -> new CountBar(desk, things, all);
  }

  private static ProgressBar bar(Desk desk, String name, OptionalLong total) {
    return new ProgressBarBuilder()
        .setTaskName(Columns.left(name, NAME))
        .setInitialMax(total.orElse(UNKNOWN))
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(MILLIS)
        .setConsumer(new DelegatingProgressBarConsumer(
            line -> desk.err().print("\r" + line), desk.notes().canvas().columns()))
        .build();
  }

  /** Says how many are done by now. */
  @Override
  public void accept(long done) {
    bar.ifPresent(shown -> shown.stepTo(done));
  }

  /** Ends the bar on its own line. */
  @Override
  public void close() {
    bar.ifPresent(shown -> {
      shown.close();
      desk.err().println();
    });
  }
}
