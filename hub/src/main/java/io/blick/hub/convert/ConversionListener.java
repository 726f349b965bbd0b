package io.blick.hub.convert;

import java.util.function.LongConsumer;

/** A listener for the progress of a conversion. */
public interface ConversionListener {

  /** Returns the consumer of bytes that are unpacked from the jar, piece by piece. */
  LongConsumer unpacking(long totalBytes);

  /** Returns the consumer of bytes of weights that are transposed, tensor by tensor. */
  LongConsumer transposing(long totalBytes);

  /** Returns the consumer of bytes of weights that are written, all at once. */
  LongConsumer saving(long totalBytes);
}
