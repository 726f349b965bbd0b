package io.blick.lens.profile;

import io.blick.core.attention.Alignment;
import io.blick.core.attention.Statistic;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;

/**
 * The statistics of one text in a pass, which each layer writes anew: numbers of rows, nothing S ×
 * S.
 *
 * @param asked what the pass is asked for
 * @param entropy (1, H, T)
 * @param distance (1, H, T)
 * @param cls mass on what the model adds before a text (1, H, T)
 * @param sep mass on what the model adds behind a text (1, H, T)
 * @param punctuation mass on punctuation (1, H, T)
 */
record PassStatistics(
    Statistics asked, Tensor entropy, Tensor distance, Tensor cls, Tensor sep, Tensor punctuation) {

  /** Returns empty ones for a text. */
  static PassStatistics of(Encoding text, int heads) {
    int pieces = text.pieces().size();
    Tensor entropy = Tensor.zeros(1, heads, pieces);
    Tensor distance = Tensor.zeros(1, heads, pieces);
    Tensor cls = Tensor.zeros(1, heads, pieces);
    Tensor sep = Tensor.zeros(1, heads, pieces);
    Tensor punctuation = Tensor.zeros(1, heads, pieces);
    Statistics asked = Statistics.of(
        new Statistic.Entropy(entropy),
        new Statistic.Distance(Alignment.topLeft(), distance),
        new Statistic.Mass(KeySets.of(text, KeySets::isBefore), cls),
        new Statistic.Mass(KeySets.of(text, KeySets::isBehind), sep),
        new Statistic.Mass(KeySets.of(text, KeySets::isPunctuation), punctuation));
    return new PassStatistics(asked, entropy, distance, cls, sep, punctuation);
  }
}
