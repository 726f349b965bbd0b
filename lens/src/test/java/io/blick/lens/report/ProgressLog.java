package io.blick.lens.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A progress that keeps what it receives, in order. */
public final class ProgressLog implements Progress {
  private final List<String> lines = new ArrayList<>();

  /** Starts empty. */
  public ProgressLog() {}

  @Override
  public Counter count(String things, OptionalLong all) {
    lines.add(things + " " + (all.isPresent() ? all.getAsLong() : "?"));
    return new Counter() {
      @Override
      public void accept(long done) {
        lines.add(Long.toString(done));
      }

      @Override
      public void close() {
        lines.add("closed");
      }
    };
  }

  /** Returns {@code texts 2}, then each number of things done, then {@code closed}. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
