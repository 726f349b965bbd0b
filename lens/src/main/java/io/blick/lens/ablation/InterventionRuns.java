package io.blick.lens.ablation;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.Cuts;
import io.blick.core.nn.EagerOps;
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
 * Runs of masked texts through a model as it is, and again under each of some interventions, in
 * batches of at most 2,048 pieces: memory does not grow with the number of texts.
 */
final class InterventionRuns implements AutoCloseable {
  /** Pieces of a batch. */
  private static final int MOST_PIECES = 2048;

  /** Masked pieces of a batch: each has a number for every piece of the vocabulary. */
  private static final int MOST_MASKS = 128;

  private final TextModel model;
  private final TextHead.MaskedHead head;
  // Two sets of operations, since what the first computed is read while the second computes.
  private final EagerOps untouched;
  private final EagerOps touched;
  private Intervention now = Intervention.none();
  private int texts;
  private long done;

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

  InterventionRuns(Parallel threads, TextModel model, TextHead.MaskedHead head) {
    this.model = model;
    this.head = head;
    this.untouched = EagerOps.on(threads);
    this.touched = EagerOps.on(threads, new Probe());
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
    interventions.forEach(this::check);
    done = 0;
    int start = 0;
    while (start < all.size()) {
      int end = end(all, start);
      batch(all.subList(start, end), start, interventions, visitor, progress);
      start = end;
    }
  }

  private void check(Intervention intervention) {
    for (var at : intervention.heads()) {
      if (at.layer() >= model.layers() || at.head() >= model.heads()) {
        throw new IllegalArgumentException(
            "ablation: layers must be below %d and heads below %d; got layer %d, head %d"
                .formatted(model.layers(), model.heads(), at.layer(), at.head()));
      }
    }
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

  private void batch(
      List<MaskedText> some,
      int start,
      List<Intervention> interventions,
      Visitor visitor,
      LongConsumer progress) {
    try {
      texts = some.size();
      var batch = Batch.of(some.stream().map(MaskedText::encoding).toList());
      var scopes = new ResumedOps(untouched, List.of());
      List<Tensor> hidden = model.forward(scopes, batch);
      Finite.check(model.name(), hidden);
      // Only a model each of whose hidden states is the result of one scope can be resumed.
      List<Tensor> known = scopes.results().equals(hidden) ? hidden : List.of();
      Positions masks = Positions.of(some, batch.sequences());
      guess(untouched, hidden.getLast(), masks, 0, start, visitor);
      tell(progress);
      for (int n = 0; n < interventions.size(); n++) {
        now = interventions.get(n);
        int first =
            now.heads().isEmpty() ? model.layers() : now.heads().getFirst().layer();
        var ops = new ResumedOps(touched, known.isEmpty() ? known : known.subList(0, first + 1));
        Tensor last = model.forward(ops, batch).getLast();
        guess(touched, last, masks, n + 1, start, visitor);
        touched.reset();
        tell(progress);
      }
    } finally {
      touched.reset();
      untouched.reset();
    }
  }

  private void tell(LongConsumer progress) {
    done += texts;
    progress.accept(done);
  }

  private void guess(
      EagerOps ops, Tensor hidden, Positions masks, int run, int start, Visitor visitor) {
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

  /** Does to each attention what the current intervention says. */
  private final class Probe implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {}

    @Override
    public Cuts cuts(int layer) {
      return now.cuts(layer);
    }

    @Override
    public boolean silences(int layer, int headOfLayer) {
      return now.silences(layer, headOfLayer);
    }
  }

  @Override
  public void close() {
    untouched.close();
    touched.close();
  }
}
