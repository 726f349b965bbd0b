package io.blick.lens.senses;

import io.blick.core.attention.AttentionCall;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** The weights of every head from one word; only the rows of its pieces are computed. */
final class WordAttention {
  private final Trace trace;
  private final TextUnits words;
  private final int word;

  WordAttention(Trace trace, TextUnits words, int word) {
    this.trace = trace;
    this.words = words;
    this.word = word;
  }

  /** Returns one for each head, by layer, then by head. */
  List<AttentionByPlace> all() {
    List<AttentionByPlace> all = new ArrayList<>();
    for (int layer = 0; layer < trace.layers(); layer++) {
      for (int head = 0; head < trace.heads(); head++) {
        all.add(byPlace(row(trace.attention(layer), head)));
      }
    }
    return all;
  }

  /** Returns the weights from the word (words). */
  private double[] row(AttentionCall call, int head) {
    double[] row = new double[words.size()];
    List<Integer> from = words.pieces(word);
    for (int t : from) {
      float[] weights = call.weights(0, head, t);
      for (int to = 0; to < row.length; to++) {
        for (int s : words.pieces(to)) {
          row[to] += weights[s];
        }
      }
    }
    for (int to = 0; to < row.length; to++) {
      row[to] /= from.size();
    }
    return row;
  }

  private AttentionByPlace byPlace(double[] row) {
    double before = 0;
    double after = 0;
    for (int to : words.added()) {
      if (to < words.inText().getFirst()) {
        before += row[to];
      } else {
        after += row[to];
      }
    }
    double previous = own(word - 1) ? row[word - 1] : 0;
    double next = own(word + 1) ? row[word + 1] : 0;
    double others = 0;
    int most = word;
    for (int to : words.inText()) {
      others += Math.abs(to - word) > 1 ? row[to] : 0;
      if (to != word && (most == word || row[to] > row[most])) {
        most = to;
      }
    }
    return new AttentionByPlace(before, after, row[word], previous, next, others, most, row[most]);
  }

  private boolean own(int index) {
    return words.inText().contains(index);
  }
}
