package io.blick.models.task;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import io.blick.models.task.PieceLimit.Fitted;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A task that gives a result for each text.
 *
 * @param operation with which errors begin
 * @param model the open model
 * @param longest how many pieces of a text the folder takes, if it has a limit of its own
 * @param reader makes results of hidden states
 */
record TextTask<R>(String operation, TextModel model, OptionalInt longest, Reader<R> reader) {

  /** Makes results of the hidden states of a batch. */
  @FunctionalInterface
  interface Reader<R> {
    /**
     * Returns a result for each text.
     *
     * @param hidden the last hidden states (N, C)
     */
    List<R> read(Ops ops, Tensor hidden, Batch batch, List<Fitted> texts);
  }

  /** Returns a result for each text, in order. */
  List<R> run(Parallel threads, List<InputText> texts, TooLong tooLong) {
    PieceLimit limit = limit(tooLong);
    List<R> results = new ArrayList<>(texts.size());
    try (var batches = new RaggedBatches<Fitted>(
        threads,
        model,
        (ops, hidden, batch, fitted) -> results.addAll(reader.read(ops, hidden, batch, fitted)))) {
      for (int i = 0; i < texts.size(); i++) {
        InputText text = texts.get(i);
        Fitted fitted = limit.fit(i, text, text.encoded(model.tokenizer()));
        batches.add(fitted, fitted.encoding());
      }
      batches.run();
    }
    return List.copyOf(results);
  }

  /** Does the same on all cores. */
  List<R> run(List<InputText> texts, TooLong tooLong) {
    try (Parallel cores = Parallel.ofCores()) {
      return run(cores, texts, tooLong);
    }
  }

  /** Returns the result of one text that must not be too long. */
  R run(InputText text) {
    return run(List.of(text), TooLong.REFUSE).getFirst();
  }

  private PieceLimit limit(TooLong tooLong) {
    String name = Escaped.text(model.name());
    return longest.isPresent() && longest.getAsInt() < model.positions()
        ? new PieceLimit(
            operation, longest.getAsInt(), "where the folder of " + name + " cuts it", tooLong)
        : new PieceLimit(operation, model.positions(), "the positions of " + name, tooLong);
  }
}
