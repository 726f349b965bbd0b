package io.blick.lens.looks;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Parallel;
import io.blick.lens.run.BatchedPasses;
import io.blick.lens.run.TreebankBatches;
import io.blick.lens.run.TreebankSentence;
import io.blick.lens.run.Treebanks;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Runs of a corpus in which each head of each sentence is seen. */
final class CorpusPasses {
  private final Parallel threads;
  private final TextModel model;
  private final Vocabulary vocabulary;

  CorpusPasses(Parallel threads, TextModel model, Vocabulary vocabulary) {
    this.threads = threads;
    this.model = model;
    this.vocabulary = vocabulary;
  }

  /** Sees the sentences of a corpus, and each head in them. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Called for each head; for different heads at once by different threads, for one head in
     * reading order.
     *
     * @param head index in its layer
     */
    void look(TreebankSentence sentence, SentenceFrame frame, int head, AttentionCall call);

    /** Called for each sentence, in reading order, before any of its heads. */
    default void begin(TreebankSentence sentence, SentenceFrame frame) {}
  }

  /**
   * Runs the corpus.
   *
   * @param progress is told how many sentences are done
   * @return how many sentences were skipped
   */
  long run(List<Path> files, LongConsumer progress, Visitor visitor) {
    try (var passes = new BatchedPasses(threads, model)) {
      var batches = new Run(passes, progress, visitor).batches;
      Treebanks.each("looks", files, batches::take);
      batches.end();
      return batches.skipped();
    }
  }

  /** One run of a corpus. */
  private final class Run {
    private final BatchedPasses passes;
    private final Visitor visitor;
    private final TreebankBatches batches;

    Run(BatchedPasses passes, LongConsumer progress, Visitor visitor) {
      this.passes = passes;
      this.visitor = visitor;
      this.batches = new TreebankBatches(model, progress, this::run);
    }

    private void run(List<TreebankSentence> some) {
      List<SentenceFrame> frames = new ArrayList<>();
      for (TreebankSentence sentence : some) {
        frames.add(new SentenceFrame(sentence, vocabulary));
        visitor.begin(sentence, frames.getLast());
      }
      passes.run(some.stream().map(TreebankSentence::encoding).toList(), (text, call) -> {
        threads.run(
            (head, _) -> visitor.look(some.get(text), frames.get(text), head, call), model.heads());
        if (call.site().layer() == model.layers() - 1) {
          batches.tick();
        }
      });
    }
  }
}
