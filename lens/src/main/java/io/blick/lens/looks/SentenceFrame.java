package io.blick.lens.looks;

import io.blick.lens.run.TreebankSentence;
import java.util.Arrays;

/** A sentence as numbers: where its words' pieces are, and what parts of speech and forms. */
final class SentenceFrame {
  private final int words;
  /** Where each word's pieces begin, and where those of the last end. */
  private final int[] starts;

  private final int[] parts;
  private final int[] forms;
  private final int partCount;
  private final int pieces;

  SentenceFrame(TreebankSentence sentence, Vocabulary vocabulary) {
    this.words = sentence.words().size();
    this.starts = sentence.starts();
    this.parts = vocabulary.parts(sentence);
    this.forms = vocabulary.forms(sentence.words());
    this.partCount = vocabulary.parts().size();
    this.pieces = sentence.encoding().pieces().size();
  }

  int words() {
    return words;
  }

  int part(int word) {
    return parts[word];
  }

  /** Returns the number of a word's form; -1 if it is not frequent. */
  int form(int word) {
    return forms[word];
  }

  /** Returns where a word's pieces begin; for the number of words, where those of the last end. */
  int start(int word) {
    return starts[word];
  }

  /** Returns how many pieces the model adds. */
  int added() {
    return pieces - starts[words] + starts[0];
  }

  /**
   * Returns the weights of a word on all words, and then on the pieces that the model adds: the sum
   * over the pieces looked at, the mean over those of the word.
   *
   * @param weights of pieces on pieces
   */
  double[] row(float[][] weights, int word) {
    double[] row = new double[words + added()];
    for (int t = starts[word]; t < starts[word + 1]; t++) {
      add(weights[t], row);
    }
    int looking = starts[word + 1] - starts[word];
    for (int i = 0; i < row.length; i++) {
      row[i] /= looking;
    }
    return row;
  }

  private void add(float[] weights, double[] row) {
    for (int word = 0; word < words; word++) {
      for (int s = starts[word]; s < starts[word + 1]; s++) {
        row[word] += weights[s];
      }
    }
    int at = words;
    for (int s = 0; s < starts[0]; s++) {
      row[at++] += weights[s];
    }
    for (int s = starts[words]; s < pieces; s++) {
      row[at++] += weights[s];
    }
  }

  /** Returns the row of a head that looks at all pieces alike. */
  double[] uniform() {
    double[] row = new double[words + added()];
    Arrays.fill(row, 1.0 / pieces);
    for (int word = 0; word < words; word++) {
      row[word] = (starts[word + 1] - starts[word]) / (double) pieces;
    }
    return row;
  }

  /** Returns a row as weights on parts of speech, on the word itself, and on added pieces. */
  double[] byPart(double[] row, int looking) {
    double[] columns = new double[partCount + 1 + added()];
    for (int word = 0; word < words; word++) {
      columns[word == looking ? partCount : parts[word]] += row[word];
    }
    System.arraycopy(row, words, columns, partCount + 1, added());
    return columns;
  }

  /** Returns the other word with the largest weight, the first of equals; itself if alone. */
  int most(double[] row, int looking) {
    int most = looking == 0 ? Math.min(1, words - 1) : 0;
    for (int word = most + 1; word < words; word++) {
      if (word != looking && row[word] > row[most]) {
        most = word;
      }
    }
    return most;
  }
}
