package io.blick.lens.looks;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Parallel;
import io.blick.lens.run.BatchedPasses;
import io.blick.lens.run.TreebankSentence;
import io.blick.lens.run.TreebankWindows;
import io.blick.lens.run.Treebanks;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of a corpus in which each head of each sentence is looked at once more. */
final class CorpusPasses {
  private final Parallel threads;
  private final TextModel model;
  private final Vocabulary vocabulary;

  CorpusPasses(Parallel threads, TextModel model, Vocabulary vocabulary) {
    this.threads = threads;
    this.model = model;
    this.vocabulary = vocabulary;
  }

  /** Sees a head in a sentence. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Called for each head; for different heads at once by different threads, for one head in
     * reading order.
     *
     * @param head index in its layer
     */
    void look(TreebankSentence sentence, SentenceFrame frame, int head, AttentionCall call);
  }

  /** Runs the corpus. */
  void run(List<Path> files, Visitor visitor) {
    try (var passes = new BatchedPasses(threads, model)) {
      var windows = new TreebankWindows(model, _ -> {}, some -> run(passes, some, visitor));
      Treebanks.each("looks", files, windows::take);
      windows.end();
    }
  }

  private void run(BatchedPasses passes, List<TreebankSentence> some, Visitor visitor) {
    List<SentenceFrame> frames = new ArrayList<>();
    some.forEach(sentence -> frames.add(new SentenceFrame(sentence, vocabulary)));
    passes.run(
        some.stream().map(TreebankSentence::encoding).toList(),
        (text, call) -> threads.run(
            (head, _) -> visitor.look(some.get(text), frames.get(text), head, call),
            model.heads()));
  }
}
