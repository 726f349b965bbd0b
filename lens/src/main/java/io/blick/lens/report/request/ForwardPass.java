package io.blick.lens.report.request;

import io.blick.core.tensor.Parallel;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.util.function.Function;

/** The pass of a model over the one text of a request. */
public final class ForwardPass {
  private ForwardPass() {}

  /** Runs a text. */
  public static Trace trace(Threads threads, TextModel model, Reading reading) {
    return on(threads, reading, all -> Trace.on(all, model, reading));
  }

  /** Returns what a step makes of a text. */
  public static <R> R on(Threads threads, Reading reading, Function<Parallel, R> step) {
    return threads.forPieces(reading.encoding().pieces().size(), step);
  }
}
