package io.blick.lens.report.request;

import io.blick.core.tensor.Parallel;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;

/** Runs a text for a request. */
public final class Passes {
  private static final int SHORT = 64;

  private Passes() {}

  /** Runs a text on the threads that suit it. */
  public static Trace trace(TextModel model, Reading reading) {
    try (Parallel threads = threads(reading)) {
      return Trace.on(threads, model, reading);
    }
  }

  // A process often runs one text, and a short one takes longer to compile for than to compute:
  // then the compilers need the other core more than the text does.
  /** Returns the threads that suit a text, for the caller to close. */
  public static Parallel threads(Reading reading) {
    return reading.encoding().pieces().size() <= SHORT ? new Parallel(1) : Parallel.ofCores();
  }
}
