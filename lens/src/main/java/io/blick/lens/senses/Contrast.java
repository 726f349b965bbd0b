package io.blick.lens.senses;

import io.blick.lens.trace.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How differently one head looks from a word in the texts of one group and of the other: the
 * {@linkplain AttentionByPlace#distance total variation} between where it looks, by place, averaged
 * over every two texts of different groups, less the same over every two texts of one group, which
 * is what texts of like use differ by anyway.
 *
 * @param head which one
 * @param parted the mean distances
 */
public record Contrast(Head head, Groups.Parted parted) {

  /** Returns the distance between groups less that within them, where there is one. */
  public double difference() {
    return parted.between() - parted.within().orElse(0);
  }

  /** Returns all heads, the largest difference first; of equal ones the lower layer, then head. */
  static List<Contrast> all(List<Occurrence> texts, Groups groups) {
    List<Contrast> all = new ArrayList<>();
    for (int layer = 0; layer < texts.getFirst().layers(); layer++) {
      for (int h = 0; h < texts.getFirst().heads(); h++) {
        var head = new Head(layer, h);
        List<AttentionByPlace> glances =
            texts.stream().map(text -> text.glance(head)).toList();
        all.add(new Contrast(head, groups.part((a, b) -> glances.get(a).distance(glances.get(b)))));
      }
    }
    all.sort(Comparator.comparingDouble((Contrast contrast) -> -contrast.difference())
        .thenComparing(Contrast::head));
    return List.copyOf(all);
  }
}
