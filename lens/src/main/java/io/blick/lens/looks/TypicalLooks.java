package io.blick.lens.looks;

import io.blick.core.attention.AttentionCall;
import io.blick.lens.corpus.SentenceText;
import io.blick.lens.run.TreebankSentence;
import io.blick.lens.trace.Head;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The looks that are nearest to the mean of their head, found in a second run of the corpus, since
 * the mean is known only after the first.
 */
final class TypicalLooks {
  private final Map<Head, Nearest<LookExample>> nearest = new HashMap<>();
  private final Map<Head, double[]> means = new HashMap<>();

  /**
   * Begins without an example.
   *
   * @param heads those that want examples, with their means
   * @param most examples of a head
   */
  TypicalLooks(List<HeadLooks> heads, int most) {
    heads.forEach(head -> {
      nearest.put(head.head(), new Nearest<>(most));
      means.put(head.head(), head.all().all());
    });
  }

  /** Runs the corpus. */
  void run(CorpusPasses passes, List<Path> files) {
    passes.run(files, _ -> {}, this::look);
  }

  private void look(TreebankSentence sentence, SentenceFrame frame, int head, AttentionCall call) {
    var here = new Head(call.site().layer(), head);
    Nearest<LookExample> kept = nearest.get(here);
    double[] mean = means.get(here);
    if (kept == null || mean == null) {
      return;
    }
    float[][] weights = call.weights(0, head);
    for (int word = 0; word < frame.words(); word++) {
      double[] row = frame.row(weights, word);
      double distance = distance(frame.byPart(row, word), mean);
      if (kept.wants(distance)) {
        int looked = frame.most(row, word);
        kept.add(
            distance,
            new LookExample(
                sentence.place(),
                SentenceText.of(sentence.words()),
                word,
                looked,
                row[looked],
                distance));
      }
    }
  }

  /** Returns the total variation of two distributions. */
  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs(one[i] - other[i]);
    }
    return sum / 2;
  }

  /** Returns the examples of a head, the nearest first. */
  List<LookExample> of(Head head) {
    Nearest<LookExample> kept = nearest.get(head);
    return kept == null ? List.of() : kept.all();
  }
}
