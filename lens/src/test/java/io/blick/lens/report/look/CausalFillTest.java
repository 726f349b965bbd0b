package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.Tensor;
import io.blick.lens.Causal;
import io.blick.lens.ablation.Prediction;
import io.blick.lens.report.Formats;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a model that reads from left to right guesses: the next piece. */
class CausalFillTest {
  private static final String TEXT = "Katten som min granne äger jagade musen";

  @Test
  void the_guesses_are_those_of_an_independent_program_after_the_last_piece() throws IOException {
    try (TextModel model = Causal.open();
        Safetensors values = Causal.values()) {
      FillResult result = FillResult.of(model, new FillRequest(List.of(TEXT), 3));

      Tensor logits = values.tensor("seed.logits");
      double[] last = logits.at(logits.size(0) - 1).toDoubles();
      double sum =
          IntStream.range(0, last.length).mapToDouble(i -> Math.exp(last[i])).sum();
      List<Integer> best = IntStream.range(0, model.tokenizer().size())
          .boxed()
          .sorted((a, b) -> Double.compare(last[b], last[a]))
          .limit(3)
          .toList();
      assertThat(result.guesses()).hasSize(1);
      MaskGuess guess = result.guesses().getFirst();
      assertThat(guess.position()).isEqualTo(logits.size(0));
      assertThat(guess.predictions().stream().map(Prediction::piece).toList())
          .isEqualTo(best.stream().map(model.tokenizer()::piece).toList());
      // A logit is within 2e-5 of the largest of its row, as CausalLookTest has it.
      double largest = IntStream.range(0, last.length)
          .mapToDouble(i -> Math.abs(last[i]))
          .max()
          .orElseThrow();
      for (int i = 0; i < 3; i++) {
        double expected = Math.exp(last[best.get(i)]) / sum;
        assertThat((double) guess.predictions().get(i).probability())
            .isEqualTo(expected, within(2 * 2e-5 * largest * expected + 1e-6 * expected));
      }
      assertThat(Formats.json(result)).contains("\"masks\":[{\"position\":" + logits.size(0));
      assertThat(result.text(new Terminal(Colours.none(), 80)))
          .contains("what comes next, piece " + logits.size(0));
    }
  }

  @Test
  void a_mask_is_no_mask() {
    try (TextModel model = Causal.open()) {
      FillResult result = FillResult.of(model, new FillRequest(List.of("ja [MASK] nej"), 2));

      assertThat(result.guesses()).hasSize(1);
      assertThat(result.guesses().getFirst().position())
          .isEqualTo(result.reading().encoding().pieces().size());
    }
  }
}
