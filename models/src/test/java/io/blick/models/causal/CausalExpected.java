package io.blick.models.causal;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.util.Arrays;

/**
 * What an independent program computed of a text, with a prefix before the names of its tensors.
 */
record CausalExpected(Safetensors values, String prefix) {
  /** What float32 may be from float64 in a weight; PyTorch is up to 2.1e-5 from it. */
  private static final double WEIGHT = 5e-5;

  /** What it may be in a state or logit, of the largest of its row; PyTorch is up to 9e-6. */
  private static final double STATE = 2e-5;

  int[] ids() {
    return Arrays.stream(values.tensor(prefix + "ids").toDoubles())
        .mapToInt(id -> (int) id)
        .toArray();
  }

  /** Compares all that a model computes of the text. */
  void check(TextModel model) {
    CausalValues got = CausalValues.of(model, ids());

    Tensor weights = values.tensor(prefix + "weights");
    Tensor hidden = values.tensor(prefix + "hidden");
    assertThat(got.weights()).hasSize(weights.size(0));
    assertThat(got.hidden()).hasSize(hidden.size(0));
    for (int l = 0; l < weights.size(0); l++) {
      assertThat(absolute(got.weights().get(l), weights.at(l)))
          .as("weights of layer %d", l)
          .isLessThan(WEIGHT);
    }
    for (int l = 0; l < hidden.size(0); l++) {
      close(got.hidden().get(l), hidden.at(l));
    }
    close(got.last(), values.tensor(prefix + "final"));
    close(got.logits(), values.tensor(prefix + "logits"));
  }

  /** Compares states or logits. */
  static void close(Tensor got, Tensor expected) {
    assertThat(got.sizes()).isEqualTo(expected.sizes());
    for (int r = 0; r < got.size(0); r++) {
      double largest =
          Arrays.stream(expected.at(r).toDoubles()).map(Math::abs).max().orElseThrow();
      assertThat(absolute(got.at(r), expected.at(r)) / largest).isLessThan(STATE);
    }
  }

  /** Returns the largest difference of two elements. */
  static double absolute(Tensor got, Tensor expected) {
    assertThat(got.sizes()).isEqualTo(expected.sizes());
    double worst = 0;
    for (long i = 0; i < got.count(); i++) {
      worst = Math.max(worst, Math.abs(got.get(i) - expected.get(i)));
    }
    return worst;
  }
}
