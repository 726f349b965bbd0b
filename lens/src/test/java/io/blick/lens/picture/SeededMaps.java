package io.blick.lens.picture;

import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Texts;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded heads to draw. */
final class SeededMaps {
  /** Everything that must not reach a terminal or an XML document. */
  static final String HOSTILE = "</script>&\"'\u001b[31m\u0000\u0085\u202e\u2028\n\r\t\ud800\uffff";

  private SeededMaps() {}

  static HeadMaps of(int layers, int heads, String... words) {
    TextUnits units = TextUnits.of(Texts.of(words), Granularity.WORDS);
    int pieces =
        IntStream.range(0, units.size()).map(i -> units.pieces(i).size()).sum();
    float[][][] all = IntStream.range(0, layers * heads)
        .mapToObj(i -> weights(i, pieces))
        .toArray(float[][][]::new);
    return HeadMaps.of("tiny", units, layers, heads, (layer, head) -> all[layer * heads + head]);
  }

  static HeadMaps fortyWords() {
    return of(
        12,
        12,
        IntStream.range(0, 40)
            .mapToObj(i -> i % 7 == 3 ? "beräknings|metoden" : i % 5 == 0 ? "東京" : "ord" + i)
            .toArray(String[]::new));
  }

  private static float[][] weights(int seed, int pieces) {
    var random = new SplittableRandom(seed);
    float[][] weights = new float[pieces][pieces];
    for (float[] row : weights) {
      double sum = 0;
      for (int i = 0; i < pieces; i++) {
        row[i] = (float) StrictMath.pow(random.nextDouble(), 4);
        sum += row[i];
      }
      for (int i = 0; i < pieces; i++) {
        row[i] = (float) (row[i] / sum);
      }
    }
    return weights;
  }

  /** Returns text without the colours that pictures themselves write. */
  static String plain(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
