package io.blick.cli.model;

import io.blick.cli.console.Console;
import io.blick.cli.console.TerminalBar;
import io.blick.hub.Progress;
import io.blick.lens.text.Bytes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The progress of fetching a model: on a terminal a bar for each step, with its rate and time left;
 * elsewhere a line for each step.
 */
final class FetchProgress implements Progress, AutoCloseable {
  private static final int MEGABYTE = 1_000_000;

  private final Console console;
  private Optional<Step> step = Optional.empty();
  private Optional<TerminalBar> bar = Optional.empty();

  FetchProgress(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void hear(Event event) {
    switch (event) {
      case Event.Announced announced -> console.say(announcement(announced));
      case Event.Waiting(String model) -> console.say(waiting(model));
      case Event.Advanced advanced -> advance(advanced);
      case Event.Ready ready -> {
        close();
        console.say(ready(ready));
      }
    }
  }

  private void advance(Event.Advanced advanced) {
    if (step.filter(advanced.step()::equals).isEmpty()) {
      close();
      step = Optional.of(advanced.step());
      begin(advanced);
    }
    bar.ifPresent(shown -> shown.stepTo(advanced.doneBytes()));
  }

  private void begin(Event.Advanced advanced) {
    String name = nameOf(advanced.step());
    if (console.errScreen().isTerminal()) {
      bar = Optional.of(new TerminalBar(
          console,
          name,
          OptionalLong.of(advanced.totalBytes()),
          builder -> builder.setUnit(" MB", MEGABYTE).showSpeed()));
    } else {
      console.say("%s, %s".formatted(name, Bytes.of(advanced.totalBytes())));
    }
  }

  /** Ends the bar, if there is one. */
  @Override
  public synchronized void close() {
    bar.ifPresent(TerminalBar::close);
    bar = Optional.empty();
  }

  private static String announcement(Event.Announced announced) {
    String download = announced.downloadBytes() == 0
        ? "nothing to download"
        : Bytes.of(announced.downloadBytes()) + " to download";
    String licence =
        announced.licence().isEmpty() ? "no licence named" : "licence " + announced.licence();
    return "fetching %s: %s, %s of disk space while it is made, %s, into %s"
        .formatted(
            announced.model(),
            download,
            Bytes.of(announced.freeBytes()),
            licence,
            announced.folder());
  }

  private static String waiting(String name) {
    return "waiting for another process that fetches " + name;
  }

  private static String ready(Event.Ready ready) {
    return "%s is here, after %s".formatted(ready.model(), seconds(ready.took()));
  }

  private static String nameOf(Step step) {
    return switch (step) {
      case DOWNLOAD -> "downloading";
      case CHECK -> "checking";
      case UNPACK -> "unpacking";
      case TRANSPOSE -> "transposing";
      case SAVE -> "saving";
    };
  }

  private static String seconds(Duration took) {
    long seconds = took.toSeconds();
    return seconds < 60 ? seconds + " s" : "%d min %d s".formatted(seconds / 60, seconds % 60);
  }
}
