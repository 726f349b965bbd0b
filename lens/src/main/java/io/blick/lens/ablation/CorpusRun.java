package io.blick.lens.ablation;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** One run over the lines of a corpus: so many at a time that batches are full. */
final class CorpusRun implements AutoCloseable {
  private static final int LINES = 256;

  private final TextModel model;
  private final int mask;
  private final MaskedRuns runs;
  private final List<Intervention> whats;
  private final LongConsumer progress;
  private final LineLosses losses;
  private final List<MaskedText> waiting = new ArrayList<>();
  private int line;
  private int empty;
  private int tooLong;
  private long done;

  CorpusRun(
      TextModel model, int mask, MaskedRuns runs, List<Intervention> whats, LongConsumer progress) {
    this.model = model;
    this.mask = mask;
    this.runs = runs;
    this.whats = whats;
    this.progress = progress;
    this.losses = new LineLosses(whats.size());
  }

  /**
   * Runs all lines.
   *
   * @param name of the corpus, for an error
   * @throws CorpusException if none can be masked and fits the model
   */
  CorpusRun all(String name, Iterator<String> lines) {
    while (lines.hasNext()) {
      add(Required.of("ablate", "line", lines.next()));
    }
    runWaiting();
    if (line == empty + tooLong) {
      throw CorpusException.lacking(
          "ablate",
          name,
          "at least one line that can be masked",
          "none; %d empty, %d too long".formatted(empty, tooLong));
    }
    return this;
  }

  private void add(String text) {
    line++;
    Encoding encoding = model.tokenizer().encode(text);
    boolean masksNone = MaskedText.own(encoding, mask).isEmpty();
    if (masksNone || !model.fits(encoding.pieces().size())) {
      empty += masksNone ? 1 : 0;
      tooLong += masksNone ? 0 : 1;
      done += runsOfALine();
      progress.accept(done);
      return;
    }
    waiting.add(MaskedText.some(encoding, model.tokenizer(), mask, Ablation.SHARE, line));
    if (waiting.size() == LINES) {
      runWaiting();
    }
  }

  private int runsOfALine() {
    return 1 + whats.size();
  }

  private void runWaiting() {
    // The order of the losses decides what the intervals draw, so it stays as it has been.
    waiting.sort(Comparator.comparingInt(MaskedText::size));
    double[][] sums = runs.losses(waiting, whats, more -> progress.accept(done + more));
    for (int i = 0; i < sums.length; i++) {
      losses.add(waiting.get(i).masked().size(), sums[i]);
    }
    done += (long) waiting.size() * runsOfALine();
    waiting.clear();
  }

  /** Returns the heads, ranked, where each was silenced in turn, in this order. */
  CorpusAblation ranked(List<Head> heads) {
    List<LineLosses.Change> changes = losses.changes();
    double loss = losses.loss();
    List<CorpusAblation.Ranked> ranked = IntStream.range(0, heads.size())
        .mapToObj(n -> {
          double change = changes.get(n).mean();
          return new CorpusAblation.Ranked(
              new LossEffect(heads.get(n), loss + change, change),
              changes.get(n).interval());
        })
        .sorted(Comparator.comparing(CorpusAblation.Ranked::effect, LossEffect.WORST_FIRST))
        .toList();
    return new CorpusAblation(losses.lines(), empty, tooLong, losses.masked(), loss, ranked);
  }

  /** Returns the effect of the only intervention. */
  CorpusChange change() {
    LineLosses.Change change = losses.changes().getFirst();
    double loss = losses.loss();
    return new CorpusChange(
        losses.lines(),
        empty,
        tooLong,
        losses.masked(),
        loss,
        loss + change.mean(),
        change.mean(),
        change.interval());
  }

  @Override
  public void close() {
    losses.close();
  }
}
