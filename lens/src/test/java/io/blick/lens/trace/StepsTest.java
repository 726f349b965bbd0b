package io.blick.lens.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.SoftCap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class StepsTest {
  /** Unit roundoff of float32. */
  private static final double ROUNDOFF = 0x1p-24;

  private static final Trace TRACE = Trace.of(new TinyModel(), "Kat|ten som min");
  private static final Head HEAD = new Head(1, 2);
  private static final int PIECE = 3;
  private static final Steps STEPS = Steps.of(TRACE, HEAD, PIECE);

  @Test
  void there_is_a_key_for_each_piece_of_the_text() {
    assertThat(STEPS.keys())
        .extracting(Steps.Key::piece)
        .containsExactly("[CLS]", "Kat", "##ten", "som", "min", "[SEP]");
    assertThat(STEPS.label()).isEqualTo("som");
    assertThat(STEPS.dimension()).isEqualTo(5);
    assertThat(STEPS.output()).hasSize(5);
  }

  @Test
  void similarity_is_the_product_of_the_query_and_each_key() {
    for (Steps.Key key : STEPS.keys()) {
      double dot = 0;
      double magnitude = 0;
      for (int i = 0; i < STEPS.dimension(); i++) {
        dot += (double) STEPS.query().get(i) * key.vector().get(i);
        magnitude += Math.abs((double) STEPS.query().get(i) * key.vector().get(i));
      }

      // Higham, Accuracy and Stability of Numerical Algorithms, eq. 3.5: n u sum |a_i b_i|.
      assertThat((double) key.dot()).isEqualTo(dot, within(5 * ROUNDOFF * magnitude));
      assertThat(key.scaled()).isEqualTo(key.dot() * STEPS.scale());
    }
    assertThat((double) STEPS.scale()).isEqualTo(1 / Math.sqrt(5), within(ROUNDOFF));
  }

  @Test
  void weights_are_those_of_the_pass_and_sum_to_one() {
    float[] row = TRACE.pieces(1, 2)[PIECE];
    double sum = 0;

    for (int s = 0; s < row.length; s++) {
      assertThat(STEPS.keys().get(s).weight()).isEqualTo(row[s]);
      sum += row[s];
    }

    assertThat(sum).isEqualTo(1, within(row.length * 2 * ROUNDOFF));
  }

  @Test
  void weights_are_the_softmax_of_the_scaled_similarities() {
    double total =
        STEPS.keys().stream().mapToDouble(key -> StrictMath.exp(key.scaled())).sum();

    double largest = 0;
    for (Steps.Key key : STEPS.keys()) {
      largest = Math.max(largest, Math.abs(key.scaled()));
    }

    for (Steps.Key key : STEPS.keys()) {
      double weight = StrictMath.exp(key.scaled()) / total;
      // exp carries an error of x into a relative one of its size: x is rounded in dot · scale and
      // in x - maximum, each to half a unit in the last place; the rest is a handful of roundings.
      double bound = (16 + 4 * Math.abs(key.scaled()) + 4 * largest) * ROUNDOFF * weight;
      assertThat((double) key.weight()).isEqualTo(weight, within(bound));
    }
  }

  @Test
  void a_soft_cap_and_another_scale_are_those_of_the_pass() {
    AttentionCall plain = TRACE.attention(1);
    AttentionOptions capped = plain.options().withScale(1).withCap(SoftCap.at(0.5f));
    var call = new AttentionCall(
        AttentionSite.encoder(1),
        0,
        plain.q(),
        plain.k(),
        plain.v(),
        plain.output(),
        plain.lse(),
        capped);

    Steps steps = Steps.of(TRACE.encoding().pieces(), call, HEAD, List.of(PIECE), List.of());

    assertThat(steps.dividesByRoot()).isFalse();
    assertThat(steps.scoresDiffer()).isTrue();
    float[] scores = call.capped(0, 2, PIECE);
    for (int s = 0; s < scores.length; s++) {
      assertThat(steps.keys().get(s).scaled()).isEqualTo(steps.keys().get(s).dot());
      assertThat(steps.keys().get(s).score()).isEqualTo(scores[s]).isBetween(-0.5f, 0.5f);
    }
    assertThat(STEPS.dividesByRoot()).isTrue();
    assertThat(STEPS.scoresDiffer()).isFalse();
  }

  @Test
  void output_is_the_weighted_sum_of_the_values() {
    float[] values = TRACE.attention(1).v().toFloats();

    for (int i = 0; i < 5; i++) {
      double sum = 0;
      double magnitude = 0;
      for (int s = 0; s < STEPS.keys().size(); s++) {
        double part = (double) STEPS.keys().get(s).weight() * values[(s * 3 + 2) * 5 + i];
        sum += part;
        magnitude += Math.abs(part);
      }
      assertThat((double) STEPS.output().get(i)).isEqualTo(sum, within(16 * ROUNDOFF * magnitude));
    }
  }

  @Test
  void steps_of_several_pieces_are_means_of_theirs() {
    List<Integer> pieces = List.of(1, 2, 4);
    List<Steps> each =
        pieces.stream().map(piece -> Steps.of(TRACE, HEAD, piece)).toList();

    Steps mean = Steps.of(TRACE, HEAD, pieces);

    assertThat(mean.label()).isEqualTo("Kat ##ten min");
    assertThat(mean.piece()).isEqualTo(1);
    for (int i = 0; i < 5; i++) {
      int at = i;
      assertThat(mean.query().get(i))
          .isEqualTo(mean(each, steps -> steps.query().get(at)));
      assertThat(mean.output().get(i))
          .isEqualTo(mean(each, steps -> steps.output().get(at)));
    }
    for (int s = 0; s < 6; s++) {
      int at = s;
      Steps.Key key = mean.keys().get(s);
      assertThat(key.dot()).isEqualTo(mean(each, steps -> steps.keys().get(at).dot()));
      assertThat(key.scaled())
          .isEqualTo(mean(each, steps -> steps.keys().get(at).scaled()));
      assertThat(key.score()).isEqualTo(mean(each, steps -> steps.keys().get(at).score()));
      assertThat(key.weight())
          .isEqualTo(mean(each, steps -> steps.keys().get(at).weight()));
    }
  }

  private static float mean(List<Steps> all, ToDoubleFunction<Steps> number) {
    double sum = 0;
    for (Steps steps : all) {
      sum += number.applyAsDouble(steps);
    }
    return (float) (sum / all.size());
  }

  /**
   * The mean query is rounded once (u of each element), each dot has the bound of its sum, and so
   * has the mean of the dots, which is rounded once more.
   */
  @Test
  void the_mean_of_similarities_is_the_similarity_of_the_mean_query() {
    Steps mean = Steps.of(TRACE, HEAD, List.of(1, 2));
    List<Steps> each = List.of(Steps.of(TRACE, HEAD, 1), Steps.of(TRACE, HEAD, 2));

    for (int s = 0; s < 6; s++) {
      double dot = 0;
      double magnitude = 0;
      for (int i = 0; i < 5; i++) {
        float k = mean.keys().get(s).vector().get(i);
        dot += (double) mean.query().get(i) * k;
        for (Steps one : each) {
          magnitude += Math.abs((double) one.query().get(i) * k);
        }
      }
      assertThat((double) mean.keys().get(s).dot())
          .isEqualTo(dot, within((5 + 2) * ROUNDOFF * magnitude));
    }
  }

  @Test
  void weights_by_word_are_the_row_of_the_word() {
    float[][] words = TRACE.words(1, 2);

    assertThat(Steps.of(TRACE, HEAD, List.of(1, 2)).words())
        .containsExactly(words[1][0], words[1][1], words[1][2], words[1][3], words[1][4]);
    assertThat(STEPS.words())
        .containsExactly(words[2][0], words[2][1], words[2][2], words[2][3], words[2][4]);
  }

  @Test
  void somebody_must_look() {
    assertThatThrownBy(
            () -> new Steps(HEAD, List.of(), "", 1, List.of(), List.of(), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps: at least one piece must look; got none");
  }

  @Test
  void products_add_up_to_the_similarity_and_stand_by_their_size() {
    for (int s = 0; s < STEPS.keys().size(); s++) {
      List<Float> products = STEPS.products(s);
      double sum = 0;
      double magnitude = 0;
      for (int i = 0; i < 5; i++) {
        assertThat(products.get(i))
            .isEqualTo(STEPS.query().get(i) * STEPS.keys().get(s).vector().get(i));
        sum += products.get(i);
        magnitude += Math.abs(products.get(i));
      }
      // Five products, rounded once each, and the five additions of the pass.
      assertThat((double) STEPS.keys().get(s).dot())
          .isEqualTo(sum, within((5 + 1) * ROUNDOFF * magnitude));
      List<Integer> order = STEPS.largestProducts(s);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
      assertThat(order)
          .isSortedAccordingTo(
              (a, b) -> Float.compare(Math.abs(products.get(b)), Math.abs(products.get(a))));
    }
  }

  /** W_Q x + b_Q is a sum of 15 products and a bias; the mean of two x is rounded once more. */
  @Test
  void a_number_of_the_query_is_its_row_times_the_hidden_state() {
    for (List<Integer> pieces : List.of(List.of(PIECE), List.of(1, 2))) {
      Steps steps = Steps.of(TRACE, HEAD, pieces);

      QueryOrigin.Projection origin = origin(steps);

      assertThat(origin.element())
          .isEqualTo(steps.largestProducts(steps.mostLookedAt()).getFirst());
      assertThat(origin.input()).hasSize(15);
      assertThat(origin.weights()).hasSize(15);
      double magnitude = Math.abs(origin.bias());
      for (int i = 0; i < 15; i++) {
        for (int piece : pieces) {
          float x = TRACE.hidden(1).at(piece).toFloats()[i];
          magnitude += Math.abs((double) x * origin.weights().get(i));
        }
      }
      assertThat((double) steps.query().get(origin.element()))
          .isEqualTo(origin.product() + origin.bias(), within((15 + 3) * ROUNDOFF * magnitude));
    }
    assertThat(origin(STEPS).input())
        .isEqualTo(Mean.of(List.of(PIECE), t -> TRACE.hidden(1).at(t).toFloats()));
  }

  private static QueryOrigin.Projection origin(Steps steps) {
    return (QueryOrigin.Projection) QueryOrigin.of(new TinyModel(), TRACE, steps);
  }

  @Test
  void a_query_that_is_no_product_of_the_hidden_state_is_said_to_be_changed() {
    List<Float> other = new ArrayList<>(STEPS.query());
    other.set(3, Math.nextUp(other.get(3)) * 1.001f);
    var steps =
        new Steps(HEAD, PIECE, STEPS.label(), STEPS.scale(), other, STEPS.keys(), STEPS.output());

    assertThat(QueryOrigin.of(new TinyModel(), TRACE, steps)).isEqualTo(new QueryOrigin.Changed());
  }
}
