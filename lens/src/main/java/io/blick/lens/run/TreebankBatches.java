package io.blick.lens.run;

import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.SyntacticWord;
import io.blick.lens.corpus.TreebankEntry;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The sentences of a treebank, gathered into batches that run together. Each word is cut into
 * pieces by itself, all between the pieces that the model adds; a word without a piece is one
 * unknown piece. A sentence of too many pieces, or with a bad line, is skipped and counted.
 */
public final class TreebankBatches {
  /** Pieces of a sentence, those that the model adds included. */
  public static final int MOST_PIECES = 128;

  /** Sentences that are read before they run: enough for full batches. */
  private static final int BATCH = 256;

  private final TextModel model;
  private final SentencePieces pieces;
  private final LongConsumer progress;
  private final Consumer<List<TreebankSentence>> runner;
  private final List<TreebankSentence> batch = new ArrayList<>();
  private long skipped;
  private long done;

  /**
   * Begins without a sentence.
   *
   * @param progress is told how many sentences are done
   * @param runner runs the sentences of a batch; the list is cleared then
   */
  public TreebankBatches(
      TextModel model, LongConsumer progress, Consumer<List<TreebankSentence>> runner) {
    this.model = model;
    this.pieces = new SentencePieces(model.tokenizer());
    this.progress = progress;
    this.runner = runner;
  }

  /** Takes what stands next in the corpus. */
  public void take(SentencePlace place, TreebankEntry entry) {
    switch (entry) {
      case TreebankEntry.Sentence sentence -> take(place, sentence.words());
      case TreebankEntry.Oversized _, TreebankEntry.Damaged _ -> skip();
    }
  }

  private void take(SentencePlace place, List<SyntacticWord> words) {
    Encoding encoding = pieces.encode(words.stream().map(SyntacticWord::form).toList());
    int size = encoding.pieces().size();
    if (size > MOST_PIECES || !model.fits(size)) {
      skip();
      return;
    }
    batch.add(new TreebankSentence(place, words, encoding, pieces.first()));
    if (batch.size() == BATCH) {
      end();
    }
  }

  private void skip() {
    skipped++;
    tick();
  }

  /** Counts that a sentence is done. */
  public void tick() {
    done++;
    progress.accept(done);
  }

  /** Runs what is left in the batch. */
  public void end() {
    if (!batch.isEmpty()) {
      runner.accept(batch);
      batch.clear();
    }
  }

  /** Returns how many sentences were skipped. */
  public long skipped() {
    return skipped;
  }
}
