package io.blick.lens.report.request;

import io.blick.core.tensor.Parallel;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;

/** The pass of a model over the one text of a request. */
public final class ForwardPass {
  private static final int SHORT_TEXT = 64;

  private ForwardPass() {}

  /** Runs a text on as many threads as suit its length. */
  public static Trace trace(TextModel model, Reading reading) {
    try (Parallel threads = threads(reading)) {
      return Trace.on(threads, model, reading);
    }
  }

  /** Returns the threads that suit the length of a text, for the caller to close. */
  public static Parallel threads(Reading reading) {
    // A process often runs one text. If the text is short, compiling takes longer than computing,
    // and the JVM's compilers need the other core more than the text does.
    return reading.encoding().pieces().size() <= SHORT_TEXT ? new Parallel(1) : Parallel.ofCores();
  }
}
