package io.blick.lens.report.heads;

import io.blick.lens.report.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Takes down how far a request has come. */
final class Counted implements Progress {
  private final List<String> told = new ArrayList<>();

  @Override
  public Counter count(String things, OptionalLong all) {
    told.add(things + " " + (all.isPresent() ? all.getAsLong() : "?"));
    return new Counter() {
      @Override
      public void accept(long done) {
        told.add(Long.toString(done));
      }

      @Override
      public void close() {
        told.add("closed");
      }
    };
  }

  List<String> told() {
    return told;
  }
}
