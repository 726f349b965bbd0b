package io.blick.hub;

import io.blick.hub.Progress.Step;
import io.blick.hub.convert.Meter;
import java.util.function.LongConsumer;

/** Tells a listener how a conversion goes on. */
record PacedMeter(Progress progress) implements Meter {

  @Override
  public LongConsumer unpacking(long totalBytes) {
    return new Pace(Step.UNPACK, totalBytes, progress);
  }

  @Override
  public LongConsumer turning(long totalBytes) {
    return new Pace(Step.TURN, totalBytes, progress);
  }

  @Override
  public LongConsumer saving(long totalBytes) {
    return new Pace(Step.SAVE, totalBytes, progress);
  }
}
