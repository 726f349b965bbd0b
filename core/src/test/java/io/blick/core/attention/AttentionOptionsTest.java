package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AttentionOptionsTest {
  @Test
  void the_usual_scale_is_one_over_the_root_of_the_head_dimension() {
    AttentionOptions options = AttentionOptions.full(64);

    assertThat(options.scale()).isEqualTo(0.125f);
    assertThat(options.mask()).isEqualTo(Mask.none());
    assertThat(AttentionOptions.full(3).scale()).isEqualTo((float) (1 / StrictMath.sqrt(3)));
  }

  @Test
  void another_mask_keeps_the_scale() {
    AttentionOptions options = AttentionOptions.full(64).withScale(0.3f);

    assertThat(options.withMask(Mask.padding(5)))
        .isEqualTo(new AttentionOptions(Mask.padding(5), 0.3f, SoftCap.none(), Cuts.none()));
  }

  @Test
  void the_scale_is_positive_and_finite() {
    for (float scale : new float[] {0, -0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> AttentionOptions.full(64).withScale(scale))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("attention: scale must be positive and finite; got " + scale);
    }
    assertThatThrownBy(() -> AttentionOptions.full(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attention: scale must be positive and finite; got Infinity");
  }
}
