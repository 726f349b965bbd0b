package io.blick.lens.looks;

import io.blick.lens.run.TreebankSentence;
import io.blick.lens.run.WordSums;
import java.util.Arrays;

/** A sentence as numbers: where its words' pieces are, and what parts of speech and forms. */
final class SentenceFrame {
  private final WordSums words;
  private final int[] parts;
  private final int[] forms;
  private final int partCount;
  private final int pieces;

  SentenceFrame(TreebankSentence sentence, Vocabulary vocabulary) {
    this.words = new WordSums(sentence.starts());
    this.parts = vocabulary.parts(sentence);
    this.forms = vocabulary.forms(sentence.words());
    this.partCount = vocabulary.parts().size();
    this.pieces = sentence.encoding().pieces().size();
  }

  int words() {
    return words.words();
  }

  int part(int word) {
    return parts[word];
  }

  /** Returns the number of a word's form; -1 if it is not frequent. */
  int form(int word) {
    return forms[word];
  }

  /** Returns how many pieces the model adds. */
  int added() {
    return pieces - words.start(words()) + words.start(0);
  }

  /**
   * Returns the weights of a word on all words, and then on the pieces that the model adds: the sum
   * over the pieces looked at, the mean over those of the word.
   *
   * @param weights of pieces on pieces
   */
  double[] row(float[][] weights, int word) {
    double[] row = new double[words() + added()];
    for (int t = words.start(word); t < words.start(word + 1); t++) {
      add(weights[t], row);
    }
    for (int i = 0; i < row.length; i++) {
      row[i] /= words.pieces(word);
    }
    return row;
  }

  private void add(float[] weights, double[] row) {
    words.add(weights, row);
    int at = words();
    for (int s = 0; s < words.start(0); s++) {
      row[at++] += weights[s];
    }
    for (int s = words.start(words()); s < pieces; s++) {
      row[at++] += weights[s];
    }
  }

  /** Returns the row of a head that looks at all pieces alike. */
  double[] uniform() {
    double[] row = new double[words() + added()];
    Arrays.fill(row, 1.0 / pieces);
    for (int word = 0; word < words(); word++) {
      row[word] = words.pieces(word) / (double) pieces;
    }
    return row;
  }

  /** Returns a row as weights on parts of speech, on the word itself, and on added pieces. */
  double[] byPart(double[] row, int looking) {
    double[] columns = new double[partCount + 1 + added()];
    for (int word = 0; word < words(); word++) {
      columns[word == looking ? partCount : parts[word]] += row[word];
    }
    System.arraycopy(row, words(), columns, partCount + 1, added());
    return columns;
  }

  /** Returns the other word with the largest weight, the first of equals; itself if alone. */
  int most(double[] row, int looking) {
    return words.largest(row, looking);
  }
}
