package io.blick.lens.ablation;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The effect of silencing heads and cutting edges on a model's guesses. Each head is silenced
 * alone, all others as they are (Michel, Levy and Neubig 2019, arXiv 1905.10650, section 3.2).
 *
 * <p>At a mask that stands in the text the measure is the total variation between the distributions
 * over the vocabulary before and after, ½ Σ |p − q|. Of a text without a mask it is the masked
 * loss: the mean over its pieces of −ln p(piece | all others), each masked in turn, as in the
 * pseudo-log-likelihood of Salazar et al. 2020 (arXiv 1910.14659, eq. 1), in nats.
 *
 * <p>That shows what the model without the head does, not what the head is for: other heads may
 * stand in for it, and an output of zeros is nothing that the model was trained on. Layers and
 * heads count from 0. For one thread at a time.
 */
public final class Ablation implements AutoCloseable {
  /** The proportion of a line's pieces that is masked, as in BERT's training. */
  public static final double SHARE = 0.15;

  /** How many runs it takes of a line of a corpus to silence some heads together. */
  public static final int RUNS_OF_A_LINE_SILENCED = 2;

  private static final String OPERATION = "ablate";
  private static final String CORPUS = "the corpus";

  private final TextModel model;
  private final int mask;
  private final MaskedRuns runs;

  private Ablation(TextModel model, int mask, MaskedRuns runs) {
    this.model = model;
    this.mask = mask;
    this.runs = runs;
  }

  /**
   * Begins with a model that guesses masked pieces.
   *
   * @param threads of the caller's, who closes them
   * @param head of the model: the scores of what may stand at a mask
   * @param mask the piece that masks another: its row of the vocabulary
   */
  public static Ablation on(Parallel threads, TextModel model, TextHead.MaskedHead head, int mask) {
    Required.of(OPERATION, "threads", threads);
    Required.of(OPERATION, "model", model);
    Required.of(OPERATION, "head for masked pieces", head);
    return new Ablation(model, mask, new MaskedRuns(threads, model, head));
  }

  /** Returns all heads of the model, in the order of layers, then heads. */
  public List<Head> heads() {
    return Head.all(model);
  }

  /** Returns whether a mask stands in a text. */
  public boolean hasMask(Reading text) {
    return !MaskedText.asItIs(text.encoding(), mask).masked().isEmpty();
  }

  /** Returns how many runs {@link #rankedByLoss} takes: what progress counts to. */
  public long runs(Reading text) {
    return (long) MaskedText.own(text.encoding(), mask).size() * runsOfALine();
  }

  /** Returns how many runs it takes to silence each head once, of each line of a corpus. */
  public int runsOfALine() {
    return 1 + model.layers() * model.heads();
  }

  /**
   * Returns what an intervention does to the guesses for the masks that stand in a text.
   *
   * @param top how many guesses for each, at most
   * @throws TextException if no mask stands in it
   */
  public List<GuessChange> guesses(Reading text, Intervention what, int top) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "intervention", what);
    var changes = new GuessChanges(asItIs(text), top, top, model.tokenizer());
    runs.run(List.of(changes.text()), List.of(what), changes, _ -> {});
    return changes.of(0);
  }

  /**
   * Returns what each variation of a text does to the guesses for the masks that stand in it.
   *
   * @param progress is told how many runs are done, of one more than there are variations
   * @return for each variation the change at each mask, with the best guess alone
   * @throws TextException if no mask stands in it
   */
  public List<List<GuessChange>> guesses(
      Reading text, Variations variations, LongConsumer progress) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "variations", variations);
    Required.of(OPERATION, "progress", progress);
    MaskedText first = asItIs(text);
    var changes = new GuessChanges(first, 1, 1, model.tokenizer());
    switch (variations) {
      case Variations.Interventions(List<Intervention> each) ->
        runs.run(List.of(first), each, changes, progress);
      case Variations.Texts(List<Encoding> each) -> {
        List<MaskedText> all = new ArrayList<>(List.of(first));
        each.forEach(other -> all.add(first.in(other, model.tokenizer(), mask)));
        // Each text is a run of its own, so its index is what else would be that of the run.
        runs.run(all, List.of(), (_, n, at, guess) -> changes.guessed(n, 0, at, guess), progress);
      }
    }
    return IntStream.range(0, variations.count()).mapToObj(changes::of).toList();
  }

  /**
   * Returns what each variation of a text does to the loss of each of its pieces, the piece masked.
   *
   * @param progress is told how many runs are done: for each piece one more than there are
   *     variations
   * @return the losses of the pieces as the model is, and of each variation, in the order of
   *     {@link #pieces}, in nats (1 + variations, pieces)
   * @throws TextException if it has no piece but masks
   */
  public double[][] losses(Reading text, Variations variations, LongConsumer progress) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "variations", variations);
    Required.of(OPERATION, "progress", progress);
    List<MaskedText> copies = copies(text.encoding());
    return switch (variations) {
      case Variations.Interventions(List<Intervention> each) ->
        transposed(runs.losses(copies, each, progress));
      case Variations.Texts(List<Encoding> each) -> {
        double[][] losses = new double[1 + each.size()][];
        losses[0] = transposed(runs.losses(copies, List.of(), progress))[0];
        for (int n = 1; n < losses.length; n++) {
          Encoding other = each.get(n - 1);
          long done = (long) n * copies.size();
          List<MaskedText> others = copies.stream()
              .map(copy -> copy.in(other, model.tokenizer(), mask))
              .toList();
          losses[n] =
              transposed(runs.losses(others, List.of(), more -> progress.accept(done + more)))[0];
        }
        yield losses;
      }
    };
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }

  /** Returns the pieces of a text that are no masks: those that have a loss. */
  public List<Integer> pieces(Reading text) {
    return MaskedText.own(Required.of(OPERATION, "text", text).encoding(), mask);
  }

  /**
   * Returns what silencing each head does to the guesses for the masks that stand in a text: the
   * largest mean distance first; of equal ones the lower layer, then the lower head.
   *
   * @param top how many guesses for each mask before, at most; after stands only the best
   * @param progress is told how many of {@link #runsOfALine} are done
   * @throws TextException if no mask stands in it
   */
  public List<GuessEffect> rankedByGuesses(Reading text, int top, LongConsumer progress) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "progress", progress);
    List<Head> heads = heads();
    var changes = new GuessChanges(asItIs(text), top, 1, model.tokenizer());
    runs.run(List.of(changes.text()), Intervention.each(heads), changes, progress);
    return IntStream.range(0, heads.size())
        .mapToObj(n -> GuessEffect.of(heads.get(n), changes.of(n)))
        .sorted(GuessEffect.LARGEST_FIRST)
        .toList();
  }

  /**
   * Returns what an intervention does to the loss of each piece of a text, the piece masked.
   *
   * @throws TextException if it has no piece but masks
   */
  public List<PieceLoss> losses(Reading text, Intervention what) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "intervention", what);
    Encoding encoding = text.encoding();
    List<MaskedText> copies = copies(encoding);
    double[][] losses = runs.losses(copies, List.of(what), _ -> {});
    return IntStream.range(0, copies.size())
        .mapToObj(i -> {
          int position = copies.get(i).masked().getFirst();
          Piece piece = encoding.pieces().get(position);
          return new PieceLoss(position, piece.text(), losses[i][0], losses[i][1]);
        })
        .toList();
  }

  /**
   * Returns what silencing each head does to the masked loss of a text.
   *
   * @param progress is told how many of {@link #runs} are done
   * @throws TextException if it has no piece but masks
   */
  public TextAblation rankedByLoss(Reading text, LongConsumer progress) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "progress", progress);
    List<Head> heads = heads();
    List<MaskedText> copies = copies(text.encoding());
    double[][] losses = runs.losses(copies, Intervention.each(heads), progress);
    double[] mean = new double[1 + heads.size()];
    Arrays.setAll(
        mean, n -> Stream.of(losses).mapToDouble(copy -> copy[n]).average().orElse(0));
    List<LossEffect> effects = IntStream.range(0, heads.size())
        .mapToObj(n -> new LossEffect(heads.get(n), mean[n + 1], mean[n + 1] - mean[0]))
        .sorted(LossEffect.WORST_FIRST)
        .toList();
    return new TextAblation(mean[0], copies.size(), effects);
  }

  /**
   * Returns what silencing each head does to the masked loss of many lines, each a text. Of the
   * pieces of a line {@link #SHARE} are masked at once, rounded, at least one, as in BERT's
   * training (Devlin et al. 2018, section 3.1): those that a {@link java.util.SplittableRandom}
   * draws, seeded with the number of the line, from 1. A line without a piece to be masked, or with
   * more pieces than the model has positions, is skipped and counted. One number a line and head is
   * kept, in a temporary file, so memory does not grow with the lines.
   *
   * @param progress is told how many runs are done, {@link #runsOfALine} for each line
   * @throws CorpusException if there is no line that can be masked and fits the model
   */
  public CorpusAblation corpus(Iterator<String> lines, LongConsumer progress) {
    return corpus(CORPUS, lines, progress);
  }

  /**
   * Does the same.
   *
   * @param name of the corpus, with which an error calls it
   * @param progress is told how many runs are done, {@link #runsOfALine} for each line
   * @throws CorpusException if there is no line that can be masked and fits the model
   */
  public CorpusAblation corpus(String name, Iterator<String> lines, LongConsumer progress) {
    Required.of(OPERATION, "name of the corpus", name);
    Required.of(OPERATION, "lines", lines);
    Required.of(OPERATION, "progress", progress);
    List<Head> heads = heads();
    try (var run = new CorpusRun(model, mask, runs, Intervention.each(heads), progress)) {
      return run.all(name, lines).ranked(heads);
    }
  }

  /**
   * Returns what silencing some heads together does to the masked loss of the same lines, with the
   * same pieces masked as in {@link #corpus(Iterator, LongConsumer)}.
   *
   * @param name of the corpus, with which an error calls it
   * @param silenced the heads
   * @param progress is told how many runs are done, {@link #RUNS_OF_A_LINE_SILENCED} for each line
   * @throws CorpusException if there is no line that can be masked and fits the model
   */
  public CorpusChange corpus(
      String name, Iterator<String> lines, List<Head> silenced, LongConsumer progress) {
    Required.of(OPERATION, "name of the corpus", name);
    Required.of(OPERATION, "lines", lines);
    Required.of(OPERATION, "progress", progress);
    List<Intervention> whats = List.of(Intervention.silencing(silenced));
    try (var run = new CorpusRun(model, mask, runs, whats, progress)) {
      return run.all(name, lines).change();
    }
  }

  private MaskedText asItIs(Reading text) {
    MaskedText masked = MaskedText.asItIs(text.encoding(), mask);
    if (masked.masked().isEmpty()) {
      throw new TextException("text: there must be a %s to be guessed; got none".formatted(mask()));
    }
    return masked;
  }

  private List<MaskedText> copies(Encoding text) {
    List<MaskedText> copies = MaskedText.each(text, model.tokenizer(), mask);
    if (copies.isEmpty()) {
      throw new TextException(
          "text: there must be a piece that can be masked; got none but %s".formatted(mask()));
    }
    return copies;
  }

  /** Returns how the model spells its mask. */
  public String mask() {
    return model.tokenizer().piece(mask);
  }

  @Override
  public void close() {
    runs.close();
  }
}
