package io.blick.lens.ablation;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The effect of cutting edges in one layer on the output of that layer, all else as it is. For one
 * thread at a time.
 */
public final class LayerAblation implements AutoCloseable {
  private static final String OPERATION = "ablate";

  private final InterventionRuns runs;

  private LayerAblation(InterventionRuns runs) {
    this.runs = runs;
  }

  /** Reads what an intervention does to the output of its layer. */
  @FunctionalInterface
  public interface Readout {
    /**
     * Called for each intervention in turn.
     *
     * @param intervention its index
     * @param before hidden states after its layer as the model is (S, C), valid during the call
     *     only
     * @param after the same under the intervention
     */
    void read(int intervention, Tensor before, Tensor after);
  }

  /**
   * Begins with a model.
   *
   * @param threads of the caller's, who closes them
   */
  public static LayerAblation on(Parallel threads, TextModel model) {
    Required.of(OPERATION, "threads", threads);
    Required.of(OPERATION, "model", model);
    return new LayerAblation(new InterventionRuns(threads, model));
  }

  /**
   * Runs a text, and of each intervention the one layer that it is in.
   *
   * @param each interventions, each in one layer
   * @param progress is told how many runs are done, of one more than there are interventions
   */
  public void run(Reading text, List<Intervention> each, Readout readout, LongConsumer progress) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "interventions", each);
    Required.of(OPERATION, "readout", readout);
    Required.of(OPERATION, "progress", progress);
    runs.runLayers(text.encoding(), each, readout::read, progress);
  }

  @Override
  public void close() {
    runs.close();
  }
}
