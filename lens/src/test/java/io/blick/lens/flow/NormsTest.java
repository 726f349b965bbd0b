package io.blick.lens.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.tensor.Tensor;
import io.blick.lens.Shared;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import io.blick.models.Models;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormsTest {
  private static final int WIDTH = 15;
  private static final int DIMENSION = 5;
  private static final Trace TRACE = Trace.of(new TinyModel(), "Kat|ten som min gran|ne");
  private static final List<Tensor> PROJECTIONS = List.of(projection(3), projection(5));

  /** More rows than heads · D, so that a mistaken axis shows. */
  private static Tensor projection(int seed) {
    var random = new SplittableRandom(seed);
    float[] values = new float[17 * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(values, 17, WIDTH);
  }

  @Test
  void they_are_those_of_the_loops_of_the_definition() {
    Norms norms = Norms.of(TRACE, PROJECTIONS::get);

    for (int layer = 0; layer < 2; layer++) {
      for (int head = 0; head < 3; head++) {
        float[][] weights = TRACE.pieces(layer, head);
        float[][] map = norms.pieces(layer, head);
        for (int t = 0; t < map.length; t++) {
          for (int s = 0; s < map.length; s++) {
            double expected = slow(layer, head, s, weights[t][s]);
            assertThat((double) map[t][s]).isEqualTo(expected, within(expected * 0x1p-23));
          }
        }
      }
    }
  }

  /** ‖W_O^h (α v)‖, the vector itself made first. */
  private static double slow(int layer, int head, int s, double weight) {
    float[] v = TRACE.attention(layer).v().at(0).at(s).at(head).toFloats();
    double[] vector = new double[17];
    for (int c = 0; c < 17; c++) {
      for (int d = 0; d < DIMENSION; d++) {
        float w = PROJECTIONS.get(layer).at(c).toFloats()[head * DIMENSION + d];
        vector[c] += w * weight * v[d];
      }
    }
    double squares = 0;
    for (double x : vector) {
      squares += x * x;
    }
    return Math.sqrt(squares);
  }

  /**
   * Heads 0 and 1 share the values (1, 2), heads 2 and 3 the values (10, 20); W_O is 1 throughout.
   */
  @Test
  void heads_that_share_values_take_them_from_their_own_group() {
    Tensor q = Tensor.zeros(1, 2, 4, 1);
    Tensor k = Tensor.zeros(1, 2, 2, 1);
    Tensor v = Tensor.of(new float[] {1, 10, 2, 20}, 1, 2, 2, 1);
    Tensor projection = Tensor.of(new float[] {1, 1, 1, 1}, 1, 4);
    Tensor output = Tensor.zeros(1, 2, 4, 1);
    Tensor lse = Tensor.zeros(1, 4, 2);

    double[][] norms = Norms.layer(
        new AttentionCall(
            AttentionSite.encoder(0), 0, q, k, v, output, lse, AttentionOptions.full(1)),
        projection);

    assertThat(norms[0]).containsExactly(1, 2);
    assertThat(norms[1]).containsExactly(1, 2);
    assertThat(norms[2]).containsExactly(10, 20);
    assertThat(norms[3]).containsExactly(10, 20);
  }

  @Test
  void words_have_the_sum_over_pieces_looked_at_and_the_mean_over_pieces_that_look() {
    Norms norms = Norms.of(TRACE, PROJECTIONS::get);
    float[][] pieces = norms.pieces(1, 2);

    float[][] words = norms.maps(Granularity.WORDS).map(new Head(1, 2));

    double sum = (double) pieces[1][5] + pieces[1][6] + pieces[2][5] + pieces[2][6];
    assertThat((double) words[1][4]).isEqualTo(sum / 2, within(0x1p-22));
    assertThat(norms.maps(Granularity.WORDS).edgeScore()).isEqualTo(EdgeScore.NORM);
    assertThat(TRACE.maps(Granularity.WORDS).edgeScore()).isEqualTo(EdgeScore.WEIGHT);
  }

  /** What all heads take from all pieces, with the bias, is what the layer adds. */
  @Test
  void a_head_that_looks_at_one_piece_alone_adds_its_value() {
    assertThat(Norms.of(TRACE, PROJECTIONS::get).value(0, 1, 3))
        .isEqualTo(slow(0, 1, 3, 1), within(1e-6));
  }

  @Test
  void the_norms_of_another_model_are_refused() {
    try (var model = Models.open(Shared.model("all-MiniLM-L6-v2"))) {
      assertThatThrownBy(() -> Norms.of(model, TRACE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("norms: the model must be that of the pass, tiny; got all-MiniLM-L6-v2");
    }
  }

  @Test
  void the_projection_of_bert_is_that_of_its_checkpoint() {
    try (var model = Models.open(Shared.model("bert-base-uncased"))) {
      Trace trace = Trace.of(model, "The cat sat");
      Tensor projection = model.outputProjection(4);
      float[] v = trace.attention(4).v().at(0).at(2).at(7).toFloats();
      double squares = IntStream.range(0, 768)
          .mapToDouble(c -> {
            double f = 0;
            float[] row = projection.at(c).toFloats();
            for (int d = 0; d < 64; d++) {
              f += (double) row[7 * 64 + d] * v[d];
            }
            return f * f;
          })
          .sum();

      assertThat(projection.sizes()).containsExactly(768, 768);
      assertThat(Norms.of(model, trace).value(4, 7, 2)).isEqualTo(Math.sqrt(squares), within(1e-9));
    }
  }
}
