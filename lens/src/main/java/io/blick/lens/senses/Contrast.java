package io.blick.lens.senses;

import io.blick.lens.trace.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The difference of one head between two groups of texts that share a word: the
 * {@linkplain AttentionByPlace#distance total variation} between where it looks, by place, averaged
 * over every two texts of different groups, less the same over every two texts of one group, which
 * is what texts of similar use differ by anyway.
 *
 * @param head the head
 * @param distances the mean distances
 */
public record Contrast(Head head, Groups.WithinBetween distances) {

  /** Returns the distance between groups less that within them, where there is one. */
  public double difference() {
    return distances.between() - distances.within().orElse(0);
  }

  /** Returns all heads, the largest difference first; of equal ones the lower layer, then head. */
  static List<Contrast> all(List<Occurrence> texts, Groups groups) {
    List<Contrast> all = new ArrayList<>();
    for (int layer = 0; layer < texts.getFirst().layers(); layer++) {
      for (int h = 0; h < texts.getFirst().heads(); h++) {
        var head = new Head(layer, h);
        List<AttentionByPlace> attentions =
            texts.stream().map(text -> text.attention(head)).toList();
        all.add(new Contrast(
            head, groups.means((a, b) -> attentions.get(a).distance(attentions.get(b)))));
      }
    }
    all.sort(Comparator.comparingDouble((Contrast contrast) -> -contrast.difference())
        .thenComparing(Contrast::head));
    return List.copyOf(all);
  }
}
