package io.blick.cli;

import io.blick.hub.Progress;
import io.blick.lens.text.Bytes;
import java.time.Duration;
import java.util.Optional;

/** Tells how the fetching of a model goes on, in lines: one for each step. */
final class FetchNotes implements Progress {
  private final Desk desk;
  private Optional<Step> step = Optional.empty();

  FetchNotes(Desk desk) {
    this.desk = desk;
  }

  @Override
  public synchronized void hear(Event event) {
    switch (event) {
      case Event.Announced announced -> desk.say(announcement(announced));
      case Event.Waiting(var entry) -> desk.say(waiting(entry.name()));
      case Event.Ready ready -> desk.say(ready(ready));
      case Event.Advanced advanced -> {
        if (step.filter(advanced.step()::equals).isEmpty()) {
          step = Optional.of(advanced.step());
          desk.say("%s, %s".formatted(name(advanced.step()), Bytes.of(advanced.totalBytes())));
        }
      }
    }
  }

  /** Returns what a fetch will cost. */
  static String announcement(Event.Announced announced) {
    String download = announced.downloadBytes() == 0
        ? "nothing to download"
        : Bytes.of(announced.downloadBytes()) + " to download";
    return "fetching %s: %s, %s of disk space while it is made, licence %s, into %s"
        .formatted(
            announced.entry().name(),
            download,
            Bytes.of(announced.freeBytes()),
            announced.entry().licence(),
            announced.folder());
  }

  /** Returns that somebody else is at work. */
  static String waiting(String name) {
    return "waiting for another process that fetches " + name;
  }

  /** Returns that the model is there. */
  static String ready(Event.Ready ready) {
    return "%s is here, after %s".formatted(ready.entry().name(), seconds(ready.took()));
  }

  /** Returns what a step is called. */
  static String name(Step step) {
    return switch (step) {
      case DOWNLOAD -> "downloading";
      case CHECK -> "checking";
      case UNPACK -> "unpacking";
      case TRANSPOSE -> "transposing weights";
      case SAVE -> "saving";
    };
  }

  private static String seconds(Duration took) {
    long seconds = took.toSeconds();
    return seconds < 60 ? seconds + " s" : "%d min %d s".formatted(seconds / 60, seconds % 60);
  }
}
