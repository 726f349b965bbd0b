package io.blick.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are not numbers are errors that say where they began. */
class FiniteTest {
  private static final Tensor WHOLE = Tensor.of(new float[] {1, -Float.MAX_VALUE, 0}, 1, 3);

  @Test
  void finite_states_pass() {
    assertThatCode(() -> Finite.check("tiny", List.of(WHOLE, WHOLE, WHOLE)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void the_first_layer_that_broke_is_named(float broken) {
    List<Tensor> hidden = List.of(WHOLE, WHOLE, last(broken), last(Float.NaN));

    assertThatThrownBy(() -> Finite.check("tiny", hidden))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("tiny: the hidden states after layer 2 must be finite numbers; got " + broken
            + "; the weights are damaged, so fetch the model again");
  }

  @Test
  void what_the_embeddings_broke_is_named_so() {
    List<Tensor> hidden = List.of(last(Float.NaN), last(Float.NaN));

    assertThatThrownBy(() -> Finite.check("tiny", hidden))
        .hasMessageStartingWith(
            "tiny: the hidden states after the embeddings must be finite numbers");
  }

  @Test
  void states_in_float64_are_checked_too() {
    Tensor broken = Tensor.of(new double[] {1, 2, Double.POSITIVE_INFINITY}, 1, 3);

    assertThatThrownBy(() -> Finite.check("tiny", List.of(broken)))
        .hasMessageContaining("got Infinity");
  }

  @Test
  void a_result_is_returned_as_it_is() {
    assertThat(Finite.checked("tiny", "the logits", WHOLE)).isSameAs(WHOLE);
  }

  @Test
  void a_result_that_is_broken_is_named() {
    assertThatThrownBy(() -> Finite.checked("tiny", "the logits", last(Float.NaN)))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("tiny: the logits must be finite numbers; got NaN; the weights are damaged, so"
            + " fetch the model again");
  }

  @Test
  void a_models_name_is_inert_in_the_message() {
    assertThatThrownBy(() -> Finite.checked("a\u001b[31m", "the logits", last(Float.NaN)))
        .hasMessageStartingWith("a\\u001b[31m: the logits");
  }

  private static Tensor last(float value) {
    return Tensor.of(new float[] {1, 2, value}, 1, 3);
  }
}
