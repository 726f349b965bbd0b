package io.blick.lens.senses;

import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The other words of a text, punctuation left out, as the sum of their vectors, each of length 1.
 * That is enough for the mean cosine of all pairs of words from different texts, which is (‖Σ_i
 * s_i‖² − Σ_i ‖s_i‖²) / (N² − Σ_i n_i²) for texts i of n_i words with the sum s_i.
 *
 * @param count the number of words
 * @param sums the sum (C) after the embeddings and after each layer
 */
record BackgroundVectors(int count, List<double[]> sums) {

  /** Copies the list. */
  BackgroundVectors {
    sums = List.copyOf(sums);
  }

  /** Returns those of a text, without one word and all that are spelled like it. */
  static BackgroundVectors of(Trace trace, TextUnits words, int word) {
    List<Integer> other = words.inText().stream()
        .filter(i -> !words.label(i).equals(words.label(word)))
        .filter(i -> words.label(i).codePoints().anyMatch(Character::isLetterOrDigit))
        .toList();
    List<double[]> sums = new ArrayList<>();
    for (int index = 0; index <= trace.layers(); index++) {
      float[] states = trace.hidden(index).toFloats();
      double[] sum = new double[trace.hidden(index).size(1)];
      for (int i : other) {
        double[] vector = Vectors.mean(states, words, i);
        double length = Math.sqrt(Vectors.dot(vector, vector));
        Vectors.add(sum, length == 0 ? 0 : 1 / length, vector);
      }
      sums.add(sum);
    }
    return new BackgroundVectors(other.size(), sums);
  }

  /** Returns the mean cosine of two words from different texts, if there are such words. */
  static OptionalDouble cosine(List<BackgroundVectors> texts, int index) {
    double[] all = new double[texts.getFirst().sums().get(index).length];
    double own = 0;
    double words = 0;
    double ownPairs = 0;
    for (BackgroundVectors text : texts) {
      double[] sum = text.sums().get(index);
      Vectors.add(all, 1, sum);
      own += Vectors.dot(sum, sum);
      words += text.count();
      ownPairs += (double) text.count() * text.count();
    }
    double pairs = words * words - ownPairs;
    return pairs == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((Vectors.dot(all, all) - own) / pairs);
  }
}
