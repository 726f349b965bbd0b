package io.blick.lens.senses;

import io.blick.lens.vector.Cosine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The cosines of a word's vectors in every two texts, at one place of the model.
 *
 * @param index after the embeddings (0) or after a layer (1 … L)
 * @param cosines of every two texts, the diagonal included
 * @param background the baseline: the mean cosine of two other words from different texts, over all
 *     such pairs, punctuation left out; empty if there is none. Vectors of BERT are alike whatever
 *     the words (Ethayarajh 2019, arXiv 1909.00512)
 */
public record SimilarityMatrix(int index, List<List<Double>> cosines, OptionalDouble background) {

  /** Copies the lists. */
  public SimilarityMatrix {
    cosines = cosines.stream().map(List::copyOf).toList();
  }

  /**
   * Two texts and the cosine of the word's vectors in them.
   *
   * @param first index of the earlier text
   * @param second index of the later text
   * @param cosine from -1 to 1
   */
  public record Pair(int first, int second, double cosine) {}

  static SimilarityMatrix of(List<Occurrence> texts, int index) {
    List<double[]> vectors = texts.stream().map(text -> text.vector(index)).toList();
    List<List<Double>> cosines = vectors.stream()
        .map(a -> vectors.stream().map(b -> Cosine.of(a, b)).toList())
        .toList();
    List<BackgroundVectors> background =
        texts.stream().map(Occurrence::background).toList();
    return new SimilarityMatrix(index, cosines, BackgroundVectors.cosine(background, index));
  }

  /** Returns one cosine. */
  public double cosine(int first, int second) {
    return cosines.get(first).get(second);
  }

  /** Returns every two different texts, nearest first; of equal ones the earlier first. */
  public List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int first = 0; first < cosines.size(); first++) {
      for (int second = first + 1; second < cosines.size(); second++) {
        pairs.add(new Pair(first, second, cosine(first, second)));
      }
    }
    pairs.sort(Comparator.comparingDouble((Pair pair) -> -pair.cosine()));
    return List.copyOf(pairs);
  }

  /** Returns mean, least and largest cosine of two different texts. */
  public DoubleSummaryStatistics summary() {
    return pairs().stream().mapToDouble(Pair::cosine).summaryStatistics();
  }
}
