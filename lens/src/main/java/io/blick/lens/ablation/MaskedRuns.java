package io.blick.lens.ablation;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Runs of masked texts under interventions, and what the model guesses in each, in batches of at
 * most 2,048 pieces: memory does not grow with the number of texts.
 */
final class MaskedRuns implements AutoCloseable {
  /** Pieces of a batch. */
  private static final int MOST_PIECES = 2048;

  /** Masked pieces of a batch: each has a number for every piece of the vocabulary. */
  private static final int MOST_MASKS = 128;

  private final TextModel model;
  private final TextHead.MaskedHead head;
  private final InterventionRuns runs;

  /** Sees what the model guesses for each masked piece in each run. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Called for each masked piece; of a text first for the model as it is, then for each
     * intervention in turn.
     *
     * @param run 0 for the model as it is, n for the intervention n − 1
     * @param text index in the list of texts
     * @param mask index in the list of its masked pieces
     */
    void guessed(int run, int text, int mask, PieceDistribution odds);
  }

  MaskedRuns(Parallel threads, TextModel model, TextHead.MaskedHead head) {
    this.model = model;
    this.head = head;
    this.runs = new InterventionRuns(threads, model);
  }

  /**
   * Runs all texts under all interventions.
   *
   * @param progress is told how many runs of a text are done, {@code interventions + 1} for each
   *     text
   */
  void run(
      List<MaskedText> all,
      List<Intervention> interventions,
      Visitor visitor,
      LongConsumer progress) {
    int start = 0;
    while (start < all.size()) {
      int end = end(all, start);
      var reader = new Reader(all.subList(start, end), start, visitor);
      long done = start * (interventions.size() + 1L);
      runs.run(
          reader.some.stream().map(MaskedText::encoding).toList(),
          interventions,
          reader,
          more -> progress.accept(done + more));
      start = end;
    }
  }

  /** Returns the sum of the losses of each text's masked pieces (texts, 1 + interventions). */
  double[][] losses(
      List<MaskedText> texts, List<Intervention> interventions, LongConsumer progress) {
    double[][] losses = new double[texts.size()][1 + interventions.size()];
    run(
        texts,
        interventions,
        (run, text, at, distribution) ->
            losses[text][run] += distribution.loss(texts.get(text).truth().get(at)),
        progress);
    return losses;
  }

  private static int end(List<MaskedText> all, int start) {
    int pieces = all.get(start).size();
    int masks = all.get(start).masked().size();
    int end = start + 1;
    while (end < all.size()) {
      pieces += all.get(end).size();
      masks += all.get(end).masked().size();
      if (pieces > MOST_PIECES || masks > MOST_MASKS) {
        break;
      }
      end++;
    }
    return end;
  }

  /** Reads the guesses for the masked pieces of one batch. */
  private final class Reader implements InterventionRuns.Readout {
    private final List<MaskedText> some;
    private final int start;
    private final Visitor visitor;

    /** @param start index of the first text of the batch */
    Reader(List<MaskedText> some, int start, Visitor visitor) {
      this.some = some;
      this.start = start;
      this.visitor = visitor;
    }

    @Override
    public void read(int run, Ops ops, Tensor hidden, Batch batch) {
      Positions masks = Positions.of(some, batch.sequences());
      Tensor logits = Finite.checked(
          model.name(), "the scores of guesses", head.logits(ops, hidden, masks.rows()));
      Tensor probabilities = ops.softmax(logits);
      for (int i = 0; i < masks.at().size(); i++) {
        Place place = masks.at().get(i);
        visitor.guessed(
            run,
            start + place.text,
            place.mask,
            new PieceDistribution(logits.at(i), probabilities.at(i)));
      }
    }
  }

  /** A masked piece of a batch. */
  private record Place(int text, int mask) {}

  /** The masked pieces of a batch, and their rows among all its positions. */
  private record Positions(List<Place> at, Tensor rows) {

    static Positions of(List<MaskedText> some, Sequences texts) {
      List<Place> at = new ArrayList<>();
      List<Integer> rows = new ArrayList<>();
      for (int text = 0; text < some.size(); text++) {
        List<Integer> masked = some.get(text).masked();
        for (int mask = 0; mask < masked.size(); mask++) {
          at.add(new Place(text, mask));
          rows.add(texts.start(text) + masked.get(mask));
        }
      }
      int[] all = rows.stream().mapToInt(Integer::intValue).toArray();
      return new Positions(at, Tensor.of(all, all.length));
    }
  }

  @Override
  public void close() {
    runs.close();
  }
}
