package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The scores of one query at each of the formula's steps, and what masks leave of them. */
class AttentionScoresTest {
  private static final float HIDDEN = Float.NEGATIVE_INFINITY;
  private static final Parallel PARALLEL = new Parallel(2);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** Query (2, 4) and keys (1, 0), (0, 1), (3, -1), (-5, 1): dot products 2, 4, 2, -6. */
  private static AttentionCall call(AttentionOptions options) {
    Tensor q = Tensor.of(new float[] {2, 4}, 1, 1, 1, 2);
    Tensor k = Tensor.of(new float[] {1, 0, 0, 1, 3, -1, -5, 1}, 1, 4, 1, 2);
    Tensor v = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4, 1, 1);
    return call(q, k, v, options);
  }

  private static AttentionCall call(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    Attention.Attended got = new Attention(PARALLEL).attend(q, k, v, options);
    return new AttentionCall(
        AttentionSite.encoder(0), 0, q, k, v, got.output(), got.lse(), options);
  }

  @Test
  void scores_are_shown_with_the_scale_after_the_cap_and_after_the_masks() {
    Mask mask = Mask.causal(Alignment.at(2))
        .and(Mask.bias(Tensor.of(new float[] {0.5f, HIDDEN, -1, 7}, 1, 1, 1, 4)));

    AttentionCall call =
        call(AttentionOptions.full(2).withScale(0.5f).withCap(SoftCap.at(2)).withMask(mask));

    float one = (float) (2 * StrictMath.tanh(0.5));
    float two = (float) (2 * StrictMath.tanh(1));
    float minusThree = (float) (2 * StrictMath.tanh(-1.5));
    assertThat(call.dots(0, 0, 0)).containsExactly(2, 4, 2, -6);
    assertThat(call.scaled(0, 0, 0)).containsExactly(1, 2, 1, -3);
    assertThat(call.capped(0, 0, 0)).containsExactly(one, two, one, minusThree);
    assertThat(call.scores(0, 0, 0)).containsExactly(one + 0.5f, HIDDEN, one - 1, HIDDEN);
  }

  @Test
  void without_a_cap_and_a_mask_every_score_is_the_scaled_dot_product() {
    AttentionCall call = call(AttentionOptions.full(2).withScale(0.25f));

    assertThat(call.capped(0, 0, 0)).containsExactly(0.5f, 1, 0.5f, -1.5f);
    assertThat(call.scores(0, 0, 0)).containsExactly(0.5f, 1, 0.5f, -1.5f);
  }

  @Test
  void a_masked_key_has_the_score_minus_infinity_whatever_it_holds() {
    Tensor q = Tensor.of(new float[] {1}, 1, 1, 1, 1);
    Tensor k = Tensor.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY, 3}, 1, 3, 1, 1);
    Tensor allowed = Tensor.zeros(DType.BOOL, 1, 1, 1, 3);
    allowed.data().set(ValueLayout.JAVA_BYTE, 2, (byte) 1);

    AttentionCall call = call(q, k, k, AttentionOptions.full(1).withMask(Mask.allowed(allowed)));

    assertThat(call.scaled(0, 0, 0)).containsExactly(Float.NaN, Float.POSITIVE_INFINITY, 3);
    assertThat(call.scores(0, 0, 0)).containsExactly(HIDDEN, HIDDEN, 3);
    assertThat(call.weights(0, 0, 0)).containsExactly(0, 0, 1);
  }

  /** Values that are unit vectors: the output is the weights. */
  @Test
  void several_tables_are_added_as_the_pass_adds_them() {
    var random = new SplittableRandom(17);
    Tensor v = Tensor.zeros(1, 61, 1, 61);
    for (int s = 0; s < 61; s++) {
      v.data().set(ValueLayout.JAVA_FLOAT, s * 62L * Float.BYTES, 1);
    }
    Mask one = Mask.bias(Configuration.normal(random, 1, 1, 2, 7, 61));
    Mask two = Mask.bias(Configuration.normal(random, 0x1p-12, 1, 2, 7, 61));
    Mask three = Mask.bias(Configuration.normal(random, 0x1p-12, 1, 1, 7, 61));

    AttentionCall call = call(
        Configuration.normal(random, 1, 1, 7, 2, 5),
        Configuration.normal(random, 1, 1, 61, 1, 5),
        v,
        AttentionOptions.full(5).withMask(one.and(two.and(three))));

    for (int t = 0; t < 7; t++) {
      for (int h = 0; h < 2; h++) {
        float[] row = call.output().at(0).at(t).at(h).toFloats();
        assertThat(call.weights(0, h, t)).as("%d, %d", h, t).containsExactly(row);
      }
    }
  }
}
