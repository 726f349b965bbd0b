package io.blick.hub.convert;

import java.util.function.LongConsumer;

/** Hears how much of a conversion is done. */
public interface Meter {

  /** Returns what hears the bytes taken out of the jar, piece by piece. */
  LongConsumer unpacking(long totalBytes);

  /** Returns what hears the bytes of weights that are turned, tensor by tensor. */
  LongConsumer turning(long totalBytes);

  /** Returns what hears the bytes of weights that are written, all at once. */
  LongConsumer saving(long totalBytes);
}
