package io.blick.lens.picture.steps;

import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Columns;
import java.util.List;

/** The weights summed by word, where they differ from those of the pieces. */
final class WordWeights {
  private static final int WIDTH = 8;
  private static final int BAR = 20;

  private final StepsView view;
  private final List<Float> weights;

  WordWeights(StepsView view) {
    this.view = view;
    this.weights = view.steps().words();
  }

  /** Adds the table, unless each word is one piece. */
  void append(StepsPage page) {
    if (view.words().isEmpty() || weights.size() == view.steps().keys().size()) {
      return;
    }
    page.blank();
    page.sentence("The weight on a word is the sum over its pieces" + meaning());
    page.blank();
    List<Integer> seen = view.seenWords();
    int labels = seen.stream().map(view::word).mapToInt(Columns::of).max().orElse(0);
    for (int word : seen) {
      page.line(Columns.left(view.word(word), labels)
          + Columns.right(Numbers.weight(weights.get(word)), WIDTH)
          + "  "
          + page.ink().bar(weights.get(word), BAR));
    }
  }

  private String meaning() {
    boolean whole = view.steps().isMean() || view.pieces().size() == 1;
    return whole
        ? "; these are the numbers that look shows:"
        : "; these are sums for %s alone, look shows the mean over the pieces of %s:"
            .formatted(view.query(), view.from());
  }
}
