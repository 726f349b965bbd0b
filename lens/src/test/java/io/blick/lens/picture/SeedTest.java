package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Tensor;
import io.blick.lens.Shared;
import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Texts;
import io.blick.models.format.safetensors.Safetensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The seed sentence on multilingual BERT, with weights computed in float64 elsewhere. */
class SeedTest {
  private static final String[] WORDS = {
    "Kat|ten", "som", "min", "gran|ne", "ä|ger", "jag|ade", "mu|sen"
  };

  private static HeadMaps maps;

  @BeforeAll
  static void read() {
    var golden = Shared.file("golden/bert-base-multilingual-cased.safetensors");
    float[][][][] weights = new float[12][12][14][];
    try (var file = Safetensors.open(golden)) {
      Tensor seed = file.tensor("seed.weights");
      for (int layer = 0; layer < 12; layer++) {
        for (int head = 0; head < 12; head++) {
          for (int t = 0; t < 14; t++) {
            weights[layer][head][t] = seed.at(layer).at(head).at(t).toFloats();
          }
        }
      }
    }
    maps = HeadMaps.of(
        "bert-base-multilingual-cased",
        TextUnits.of(Texts.of(WORDS), Granularity.WORDS),
        12,
        12,
        (layer, head) -> weights[layer][head]);
  }

  @Test
  void the_verb_finds_the_subject_and_the_object_past_the_words_between() {
    float[][] map = maps.map(new Head(8, 10));

    assertThat(Numbers.weight(map[6][1])).isEqualTo("0.265");
    assertThat(Numbers.weight(map[6][7])).isEqualTo("0.170");
  }

  @Test
  void the_overview_shows_the_four_that_the_verb_looks_at_most() {
    String text = new Overview(maps).text(new Terminal(Colours.none(), 100));

    assertThat(text.lines().filter(line -> line.startsWith("jagade")))
        .map(line -> line.replaceAll(" +", " "))
        .containsExactly("jagade 0.199 0.098 musen 6-8 0.661 äger 6-7 0.788"
            + " Katten 5-10 0.292 granne 8-6 0.246");
  }

  @Test
  void the_ranking_begins_with_the_head_of_the_overview() {
    Ranking ranking = Ranking.of(maps, 6, 1);

    assertThat(ranking.heads()).hasSize(144);
    assertThat(ranking.heads().get(0).head().name()).isEqualTo("5-10");
    assertThat(ranking.heads().get(1).head().name()).isEqualTo("9-11");
  }
}
