package io.blick.lens.profile;

import io.blick.core.attention.Alignment;
import io.blick.core.attention.Statistic;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;
import java.util.List;

/**
 * The statistics of one pass, which each layer writes anew: numbers of rows, nothing S × S.
 *
 * @param asked what the pass is asked for
 * @param entropy (B, H, T)
 * @param distance (B, H, T)
 * @param cls mass on what the model adds before a text (B, H, T)
 * @param sep mass on what the model adds behind a text (B, H, T)
 * @param punctuation mass on punctuation (B, H, T)
 */
record PassStatistics(
    Statistics asked, Tensor entropy, Tensor distance, Tensor cls, Tensor sep, Tensor punctuation) {

  /** Returns empty ones for a batch in which each text attends to itself. */
  static PassStatistics of(List<Encoding> texts, int positions, int heads) {
    Tensor entropy = Tensor.zeros(texts.size(), heads, positions);
    Tensor distance = Tensor.zeros(texts.size(), heads, positions);
    Tensor cls = Tensor.zeros(texts.size(), heads, positions);
    Tensor sep = Tensor.zeros(texts.size(), heads, positions);
    Tensor punctuation = Tensor.zeros(texts.size(), heads, positions);
    Statistics asked = Statistics.of(
        new Statistic.Entropy(entropy),
        new Statistic.Distance(Alignment.topLeft(), distance),
        new Statistic.Mass(KeySets.of(texts, positions, KeySets::isBefore), cls),
        new Statistic.Mass(KeySets.of(texts, positions, KeySets::isBehind), sep),
        new Statistic.Mass(KeySets.of(texts, positions, KeySets::isPunctuation), punctuation));
    return new PassStatistics(asked, entropy, distance, cls, sep, punctuation);
  }
}
