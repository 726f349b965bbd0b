package io.blick.lens.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.lens.Shared;
import io.blick.models.Models;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The seed sentence through multilingual BERT itself, if the model is in the cache. */
class SeedModelTest {
  private static Trace trace;

  @BeforeAll
  static void run() {
    try (var model = Models.open(Shared.model("bert-base-multilingual-cased"))) {
      trace = Trace.of(model, "Katten som min granne äger jagade musen");
    }
  }

  @Test
  void the_verb_finds_the_subject_and_the_object() {
    float[][] words = trace.words(8, 10);

    assertThat(rounded(words[6][1])).isEqualTo("0.265");
    assertThat(rounded(words[6][7])).isEqualTo("0.170");
  }

  @Test
  void the_verb_looks_most_at_four_words_and_each_has_its_head() {
    List<Pair> most = Pairs.of(trace.maps(Granularity.WORDS)).mostLookedAt(6, 4);

    assertThat(most)
        .extracting(pair -> trace.units(Granularity.WORDS).label(pair.to())
            + " "
            + pair.head().name()
            + " "
            + rounded(pair.weight()))
        .containsExactly(
            "musen 6-8 0.661", "äger 6-7 0.788", "Katten 5-10 0.292", "granne 8-6 0.246");
  }

  @Test
  void the_steps_of_the_verb_are_those_of_the_pass() {
    Steps steps = Steps.of(trace, new Head(8, 10), 9);

    assertThat(steps.label()).isEqualTo("jag");
    assertThat(steps.dimension()).isEqualTo(64);
    assertThat(steps.scale()).isEqualTo(0.125f);
    float[] row = trace.pieces(8, 10)[9];
    double sum = 0;
    for (int s = 0; s < row.length; s++) {
      assertThat(steps.keys().get(s).weight()).isEqualTo(row[s]);
      sum += row[s];
    }
    assertThat(sum).isEqualTo(1, within(row.length * 0x1p-24));
  }

  @Test
  void each_row_of_each_head_sums_to_one() {
    for (int layer = 0; layer < trace.layers(); layer++) {
      for (int head = 0; head < trace.heads(); head++) {
        for (float[] row : trace.words(layer, head)) {
          double sum = 0;
          for (float weight : row) {
            sum += weight;
          }
          assertThat(sum).isEqualTo(1, within(14 * 0x1p-23));
        }
      }
    }
  }

  private static String rounded(float weight) {
    return String.format(Locale.ROOT, "%.3f", weight);
  }
}
