package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.ShapeException;
import org.junit.jupiter.api.Test;

class MaskTest {
  @Test
  void no_mask_shows_every_key() {
    assertThat(Mask.none().endKey(3, 0, 1, 7)).isEqualTo(7);
    assertThatCode(() -> Mask.none().check(5, 1, 1, 0)).doesNotThrowAnyException();
  }

  @Test
  void padding_shows_each_batch_entry_its_length() {
    Mask mask = Mask.padding(7, 0, 5);

    assertThat(mask.endKey(0, 0, 1, 7)).isEqualTo(7);
    assertThat(mask.endKey(1, 0, 1, 7)).isZero();
    assertThat(mask.endKey(2, 0, 1, 7)).isEqualTo(5);
    assertThatCode(() -> mask.check(3, 1, 1, 7)).doesNotThrowAnyException();
  }

  @Test
  void padding_keeps_the_lengths_that_it_was_given() {
    int[] lengths = {2, 3};
    Mask mask = Mask.padding(lengths);

    lengths[0] = 7;

    assertThat(mask.endKey(0, 0, 1, 11)).isEqualTo(2);
  }

  @Test
  void padding_must_fit_the_batch_and_the_keys() {
    assertThatThrownBy(() -> Mask.padding(2, 3).check(3, 1, 1, 7))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: padding must give each of 3 batch entries a length from 0 to 7;"
            + " got [2, 3]");
    assertThatThrownBy(() -> Mask.padding(2, 11).check(2, 1, 1, 7))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: padding must give each of 2 batch entries a length from 0 to 7;"
            + " got [2, 11]");
  }

  @Test
  void masks_that_show_the_same_are_equal() {
    assertThat(Mask.padding(2, 3))
        .isEqualTo(Mask.padding(2, 3))
        .hasSameHashCodeAs(Mask.padding(2, 3))
        .isNotEqualTo(Mask.padding(3, 2))
        .isNotEqualTo(Mask.none());
    assertThat(Mask.none()).isEqualTo(Mask.none());
  }

  @Test
  void padding_names_its_lengths() {
    assertThat(Mask.padding(2, 3)).hasToString("Padding[2, 3]");
  }
}
