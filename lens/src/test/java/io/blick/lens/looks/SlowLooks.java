package io.blick.lens.looks;

import io.blick.lens.SlowWeights;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The looks of every word straight from the definition: a sentence at a time in float64, every
 * weight between two words by itself. Shares nothing with {@link Looks} but the model and its
 * tokenizer.
 */
final class SlowLooks {
  private final List<Look> looks = new ArrayList<>();

  /**
   * A word of a sentence.
   *
   * @param form in lower case
   */
  record Word(String form, String part) {}

  /**
   * What one word looks at in one head.
   *
   * @param sentence counted from 1
   * @param from index of the word that looks
   * @param onWords weight on each word
   * @param to the weights by part of speech of other words, {@code self}, {@code [CLS]} and
   *     {@code [SEP]}
   */
  record Look(
      int sentence,
      List<Word> words,
      Head head,
      int from,
      List<Double> onWords,
      Map<String, Double> to) {}

  SlowLooks(TextModel model, List<List<Word>> corpus, List<List<String>> forms) {
    var slow = new SlowWeights(model, "[UNK]", Set.of());
    for (int sentence = 0; sentence < corpus.size(); sentence++) {
      List<double[][][]> weights = slow.of(forms.get(sentence));
      for (int layer = 0; layer < weights.size(); layer++) {
        for (int head = 0; head < weights.get(layer).length; head++) {
          add(
              sentence + 1,
              corpus.get(sentence),
              new Head(layer, head),
              weights.get(layer)[head],
              slow.pieces());
        }
      }
    }
  }

  private void add(
      int sentence, List<Word> words, Head head, double[][] map, List<List<Integer>> pieces) {
    for (int from = 0; from < words.size(); from++) {
      Map<String, Double> to = new TreeMap<>();
      List<Double> onWords = new ArrayList<>();
      for (int other = 0; other < words.size(); other++) {
        onWords.add(between(map, pieces.get(from), pieces.get(other)));
        to.merge(other == from ? "self" : words.get(other).part, onWords.get(other), Double::sum);
      }
      to.put("[CLS]", between(map, pieces.get(from), List.of(0)));
      to.put("[SEP]", between(map, pieces.get(from), List.of(map.length - 1)));
      looks.add(new Look(sentence, words, head, from, onWords, to));
    }
  }

  private static double between(double[][] map, List<Integer> from, List<Integer> to) {
    double mean = 0;
    for (int t : from) {
      for (int s : to) {
        mean += map[t][s] / from.size();
      }
    }
    return mean;
  }

  /** Returns the looks of a head, in reading order. */
  List<Look> of(Head head) {
    return looks.stream().filter(look -> look.head.equals(head)).toList();
  }

  /** Returns the mean weight of some looks on one of their columns. */
  static double mean(List<Look> looks, String to) {
    return looks.stream()
        .mapToDouble(look -> look.to.getOrDefault(to, 0.0))
        .average()
        .orElse(0);
  }
}
