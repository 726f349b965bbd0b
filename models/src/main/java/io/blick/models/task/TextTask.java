package io.blick.models.task;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.task.PieceLimit.Fitted;
import io.blick.models.text.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A task that gives a result for each text.
 *
 * @param model the model of the task
 * @param longest how many pieces of a text the folder takes, if it has a limit of its own
 * @param input makes what the model reads of a text
 * @param reader makes results of hidden states
 */
record TextTask<T, R>(TaskModel model, OptionalInt longest, Input<T> input, Reader<R> reader) {

  /** Makes what the model reads of a text. */
  @FunctionalInterface
  interface Input<T> {
    /**
     * Returns what the model reads.
     *
     * @param index of the text among those of the call, for errors
     */
    InputText of(int index, T text);
  }

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

  /** Returns the result of one text that must not be too long. */
  R run(T text) {
    List<T> one = List.of(Given.one(model.operation(), "text", text));
    return model.run(threads -> results(threads, one, TooLong.REFUSE)).getFirst();
  }

  /** Returns a result for each text, in order. */
  List<R> run(List<T> texts, TooLong tooLong) {
    List<T> all = given(texts, tooLong);
    return model.run(threads -> results(threads, all, tooLong));
  }

  /** Does the same on the caller's threads. */
  List<R> run(Parallel threads, List<T> texts, TooLong tooLong) {
    List<T> all = given(texts, tooLong);
    return model.run(threads, own -> results(own, all, tooLong));
  }

  private List<T> given(List<T> texts, TooLong tooLong) {
    Given.one(model.operation(), "tooLong", tooLong);
    return Given.each(model.operation(), "text", texts);
  }

  private List<R> results(Parallel threads, List<T> texts, TooLong tooLong) {
    PieceLimit limit = limit(tooLong);
    List<R> results = new ArrayList<>(texts.size());
    try (var batches = new RaggedBatches<Fitted>(
        threads,
        model.model(),
        (ops, hidden, batch, fitted) -> results.addAll(reader.read(ops, hidden, batch, fitted)))) {
      for (int i = 0; i < texts.size(); i++) {
        InputText text = input.of(i, texts.get(i));
        Fitted fitted = limit.fit(i, text, text.encoded(model.tokenizer()));
        batches.add(fitted, fitted.encoding());
      }
      batches.run();
    }
    return List.copyOf(results);
  }

  private PieceLimit limit(TooLong tooLong) {
    int positions = model.model().positions();
    return longest.isPresent() && longest.getAsInt() < positions
        ? new PieceLimit(
            model.operation(),
            longest.getAsInt(),
            "where the folder of " + model.name() + " cuts it",
            tooLong)
        : new PieceLimit(model.operation(), positions, "the positions of " + model.name(), tooLong);
  }
}
