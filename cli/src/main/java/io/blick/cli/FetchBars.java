package io.blick.cli;

import io.blick.hub.Progress;
import io.blick.lens.text.Columns;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how the fetching of a model goes on, as a bar for each step with its rate and time left.
 */
final class FetchBars implements Progress, AutoCloseable {
  private static final int MILLIS = 250;
  private static final int MEGABYTE = 1_000_000;
  private static final int NAME = 16;

  private final Desk desk;
  private Optional<Running> running = Optional.empty();

  FetchBars(Desk desk) {
    this.desk = desk;
  }

  /** The bar of the step that goes on. */
  private record Running(Step step, ProgressBar bar) {}

  @Override
  public synchronized void hear(Event event) {
    switch (event) {
      case Event.Announced announced -> desk.say(FetchNotes.announcement(announced));
      case Event.Waiting(var entry) -> desk.say(FetchNotes.waiting(entry.name()));
      case Event.Advanced advanced -> bar(advanced).stepTo(advanced.doneBytes());
      case Event.Ready ready -> {
        close();
        desk.say(FetchNotes.ready(ready));
      }
    }
  }

  /** Ends the bar on its own line. */
  @Override
  public synchronized void close() {
    running.ifPresent(this::end);
    running = Optional.empty();
  }

  // A bar that is closed before it was first drawn leaves out its line end: ours stands always.
  private void end(Running last) {
    last.bar().close();
    desk.err().println();
  }

  // Writes lines and nothing else. The library's own would open the terminal and change it.
  private ProgressBarConsumer consumer() {
    return new DelegatingProgressBarConsumer(
        line -> desk.err().print("\r" + line), desk.notes().canvas().columns());
  }

  private ProgressBar bar(Event.Advanced advanced) {
    Optional<ProgressBar> same =
        running.filter(now -> now.step() == advanced.step()).map(Running::bar);
    if (same.isPresent()) {
      return same.get();
    }
    close();
    ProgressBar bar = new ProgressBarBuilder()
        .setTaskName(Columns.left(FetchNotes.name(advanced.step()), NAME))
        .setInitialMax(advanced.totalBytes())
        .setUnit(" MB", MEGABYTE)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(MILLIS)
        .showSpeed()
        .setConsumer(consumer())
        .build();
    running = Optional.of(new Running(advanced.step(), bar));
    return bar;
  }
}
