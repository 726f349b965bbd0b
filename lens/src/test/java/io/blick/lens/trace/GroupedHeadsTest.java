package io.blick.lens.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.Intervention;
import io.blick.lens.ablation.LayerAblation;
import io.blick.lens.flow.Norms;
import io.blick.lens.flow.Rollout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of a model whose query heads share key-value heads each number is that of the plain loops. */
class GroupedHeadsTest {
  private static final String TEXT = "Kat|ten som min";
  private static final int PIECES = 6;
  private static final int SHARING = GroupedModel.HEADS / GroupedModel.KEY_HEADS;
  private static final GroupedModel MODEL = new GroupedModel(AttentionSite.Kind.ENCODER);
  private static final Trace TRACE = Trace.of(MODEL, TEXT);
  // Sums of at most 43 terms, which together are below 16, each rounded to 2^-24 of its size.
  private static final double NEAR = 16 * 43 * 0x1p-24;

  /** Returns the rows of W x + b that are of one head. */
  private static double[] ofHead(Linear linear, double[] x, int head, int size) {
    double[] rows = new double[size];
    Tensor weight = linear.weight().dense();
    Tensor bias = linear.bias().orElseThrow();
    for (int i = 0; i < size; i++) {
      int row = head * size + i;
      rows[i] = bias.get(row) + dot(weight.at(row).toDoubles(), x);
    }
    return rows;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double[] hidden(int layer, int piece) {
    return TRACE.hidden(layer).at(piece).toDoubles();
  }

  private static double[] query(int layer, int head, int t) {
    Linear w = MODEL.inputProjections(layer).query();
    return ofHead(w, hidden(layer, t), head, GroupedModel.DIMENSION);
  }

  private static double[] key(int layer, int head, int s) {
    Linear w = MODEL.inputProjections(layer).key();
    return ofHead(w, hidden(layer, s), head / SHARING, GroupedModel.DIMENSION);
  }

  private static double[] value(int layer, int head, int s) {
    Linear w = MODEL.inputProjections(layer).value();
    return ofHead(w, hidden(layer, s), head / SHARING, GroupedModel.VALUES);
  }

  private static double[] weights(int layer, int head, int t) {
    double[] q = query(layer, head, t);
    double[] weights = new double[PIECES];
    double sum = 0;
    for (int s = 0; s < PIECES; s++) {
      weights[s] = Math.exp(dot(q, key(layer, head, s)) / Math.sqrt(GroupedModel.DIMENSION));
      sum += weights[s];
    }
    for (int s = 0; s < PIECES; s++) {
      weights[s] /= sum;
    }
    return weights;
  }

  private static double[] output(int layer, int head, int t) {
    double[] output = new double[GroupedModel.VALUES];
    for (int s = 0; s < PIECES; s++) {
      double[] v = value(layer, head, s);
      for (int d = 0; d < output.length; d++) {
        output[d] += weights(layer, head, t)[s] * v[d];
      }
    }
    return output;
  }

  /** Returns W_O^h z. */
  private static double[] projected(int layer, int head, double[] z) {
    Tensor projection = MODEL.outputProjection(layer);
    return IntStream.range(0, projection.size(0))
        .mapToDouble(c -> IntStream.range(0, z.length)
            .mapToDouble(d -> projection.at(c).get(head * z.length + d) * z[d])
            .sum())
        .toArray();
  }

  private static void near(List<Float> got, double[] expected) {
    assertThat(got).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) got.get(i)).isEqualTo(expected[i], within(NEAR));
    }
  }

  @Test
  void a_trace_has_as_many_maps_as_there_are_query_heads() {
    AttentionCall call = TRACE.attention(1);

    assertThat(TRACE.layers()).isEqualTo(3);
    assertThat(TRACE.heads()).isEqualTo(6);
    assertThat(call.q().sizes()).containsExactly(1, PIECES, 6, 5);
    assertThat(call.k().sizes()).containsExactly(1, PIECES, 2, 5);
    assertThat(call.v().sizes()).containsExactly(1, PIECES, 2, 7);
    for (int layer = 0; layer < 3; layer++) {
      for (int head = 0; head < 6; head++) {
        float[][] map = TRACE.maps(Granularity.PIECES).map(new Head(layer, head));
        for (int t = 0; t < PIECES; t++) {
          double[] expected = weights(layer, head, t);
          for (int s = 0; s < PIECES; s++) {
            assertThat((double) map[t][s]).isEqualTo(expected[s], within(NEAR));
          }
        }
      }
    }
  }

  @Test
  void steps_have_the_key_and_the_values_of_the_heads_group() {
    for (int head = 0; head < 6; head++) {
      Steps steps = Steps.of(TRACE, new Head(2, head), 3);

      near(steps.query(), query(2, head, 3));
      near(steps.output(), output(2, head, 3));
      for (int s = 0; s < PIECES; s++) {
        near(steps.keys().get(s).vector(), key(2, head, s));
        assertThat((double) steps.keys().get(s).weight())
            .isEqualTo(weights(2, head, 3)[s], within(NEAR));
      }
    }
  }

  @Test
  void a_query_comes_from_the_row_of_its_own_head() {
    for (int head = 0; head < 6; head++) {
      Steps steps = Steps.of(TRACE, new Head(1, head), 4);
      var origin = (QueryOrigin.Projection) QueryOrigin.of(MODEL, TRACE, steps);

      assertThat(origin.product() + origin.bias())
          .isEqualTo(query(1, head, 4)[origin.element()], within(NEAR));
    }
  }

  @Test
  void norms_are_those_of_the_loops_of_the_definition() {
    Norms norms = Norms.of(MODEL, TRACE);

    for (int layer = 0; layer < 3; layer++) {
      for (int head = 0; head < 6; head++) {
        float[][] map = norms.pieces(layer, head);
        for (int s = 0; s < PIECES; s++) {
          double[] f = projected(layer, head, value(layer, head, s));
          double length = Math.sqrt(dot(f, f));
          assertThat(norms.value(layer, head, s)).isEqualTo(length, within(NEAR));
          assertThat((double) map[2][s])
              .isEqualTo(weights(layer, head, 2)[s] * length, within(2 * NEAR));
        }
      }
    }
  }

  @Test
  void a_rollout_has_the_mean_over_all_query_heads() {
    double[][] expected = mixed(1);
    double[][] below = mixed(0);

    double[][] rollout = Rollout.of(TRACE, 1).pieces();

    for (int t = 0; t < PIECES; t++) {
      for (int s = 0; s < PIECES; s++) {
        double sum = 0;
        for (int i = 0; i < PIECES; i++) {
          sum += expected[t][i] * below[i][s];
        }
        assertThat(rollout[t][s]).isEqualTo(sum, within(NEAR));
      }
    }
  }

  private static double[][] mixed(int layer) {
    double[][] mixed = new double[PIECES][PIECES];
    for (int t = 0; t < PIECES; t++) {
      mixed[t][t] = 0.5;
      for (int head = 0; head < 6; head++) {
        double[] row = weights(layer, head, t);
        for (int s = 0; s < PIECES; s++) {
          mixed[t][s] += row[s] / 12;
        }
      }
    }
    return mixed;
  }

  @Test
  void silencing_a_head_takes_its_part_alone_from_the_layer() {
    List<Intervention> each = IntStream.range(0, 6)
        .mapToObj(head -> Intervention.silencing(List.of(new Head(1, head))))
        .toList();
    try (Parallel threads = new Parallel(2);
        LayerAblation ablation = LayerAblation.on(threads, MODEL)) {
      ablation.run(
          Reading.of(MODEL, TEXT),
          each,
          (head, before, after) -> {
            for (int t = 0; t < PIECES; t++) {
              double[] part = projected(1, head, output(1, head, t));
              for (int c = 0; c < part.length; c++) {
                assertThat(before.at(t).get(c) - after.at(t).get(c))
                    .isEqualTo(part[c], within(2 * NEAR));
              }
            }
          },
          _ -> {});
    }
  }
}
