package io.blick.hub;

import io.blick.hub.Progress.Step;
import io.blick.hub.convert.ConversionListener;
import java.util.function.LongConsumer;

/**
 * The steps of a conversion, each reported to the listener of the hub.
 *
 * @param progress the listener
 */
record ConversionSteps(Progress progress) implements ConversionListener {
  @Override
  public LongConsumer unpacking(long totalBytes) {
    return new StepProgress(Step.UNPACK, totalBytes, progress);
  }

  @Override
  public LongConsumer transposing(long totalBytes) {
    return new StepProgress(Step.TRANSPOSE, totalBytes, progress);
  }

  @Override
  public LongConsumer saving(long totalBytes) {
    return new StepProgress(Step.SAVE, totalBytes, progress);
  }
}
