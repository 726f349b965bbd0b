package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.Tensor;
import io.blick.lens.Causal;
import io.blick.lens.report.Formats;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.QueryOrigin;
import io.blick.lens.trace.TextException;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a text looks at in a model that reads from left to right. */
class CausalLookTest {
  private static final String TEXT = "Katten som min granne äger jagade musen";

  /** What float32 may be from float64: PyTorch is up to 2.1e-5 from it in a weight. */
  private static final double WEIGHT = 5e-5;

  /** What it may be in a state or logit, of the largest of its row; PyTorch is up to 9e-6. */
  private static final double STATE = 2e-5;

  private static final Terminal TERMINAL = new Terminal(Colours.none(), 100);

  private static TextModel model;

  @BeforeAll
  static void open() {
    model = Causal.open();
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  private static LookResult look(LookTarget target) {
    return LookResult.of(
        model, new LookRequest(List.of(TEXT), target, EdgeScore.WEIGHT, Granularity.WORDS));
  }

  private static StepsResult steps(StepsPiece piece) {
    return StepsResult.of(model, new StepsRequest(List.of(TEXT), new Head(1, 2), "granne", piece));
  }

  @Test
  void the_file_of_a_pass_has_the_values_of_an_independent_program(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("pass.safetensors");

    look(new LookTarget.Everything()).safetensors(file);

    try (Safetensors got = Safetensors.open(file);
        Safetensors expected = Causal.values()) {
      int layers = model.layers();
      assertThat(got.names()).hasSize(2 * layers + 1 + 3).contains("final", "logits", "ids");
      assertThat(got.tensor("ids").toDoubles())
          .isEqualTo(expected.tensor("seed.ids").toDoubles());
      for (int l = 0; l < layers; l++) {
        near(got.tensor("weights." + (l + 1)), expected.tensor("seed.weights").at(l), WEIGHT);
      }
      for (int l = 0; l <= layers; l++) {
        nearRows(got.tensor("hidden." + l), expected.tensor("seed.hidden").at(l));
      }
      nearRows(got.tensor("final"), expected.tensor("seed.final"));
      nearRows(got.tensor("logits"), expected.tensor("seed.logits"));
    }
  }

  private static void nearRows(Tensor got, Tensor expected) {
    for (int row = 0; row < expected.size(0); row++) {
      double largest = 0;
      for (double number : expected.at(row).toDoubles()) {
        largest = Math.max(largest, Math.abs(number));
      }
      near(got.at(row), expected.at(row), STATE * largest);
    }
  }

  private static void near(Tensor got, Tensor expected, double most) {
    assertThat(got.sizes()).isEqualTo(expected.sizes());
    for (long i = 0; i < got.count(); i++) {
      assertThat(got.get(i)).isEqualTo(expected.get(i), within(most));
    }
  }

  @Test
  void a_word_is_listed_only_if_it_can_be_seen() {
    var all = (PairsResult) look(new LookTarget.Everything());

    for (int from = 0; from < 7; from++) {
      assertThat(all.pairs().mostLookedAt(from, 4)).hasSize(Math.min(from, 4));
      for (Pair pair : all.pairs().mostLookedAt(from, 4)) {
        assertThat(pair.to()).isLessThan(from);
        assertThat(pair.mean()).isPositive();
      }
    }
    assertThat(all.text(TERMINAL)).contains("each looks at most of those that it sees, by");
  }

  @Test
  void an_even_weight_counts_what_is_seen() {
    var all = (PairsResult) look(new LookTarget.Everything());
    float[][] even = all.trace().maps(Granularity.PIECES).even();

    for (int from = 0; from < even.length; from++) {
      for (int to = 0; to < even.length; to++) {
        double expected = to <= from ? 1.0 / (from + 1) : 0;
        assertThat((double) even[from][to]).isEqualTo(expected, within(1e-7));
      }
    }
    assertThat(look(new LookTarget.FromTo("som", "Katten")).text(TERMINAL).replace('\n', ' '))
        .contains("spread evenly over all pieces that it sees it would be ");
    assertThat(look(new LookTarget.FromTo("som", "musen")).text(TERMINAL).replace('\n', ' '))
        .contains("that it sees it would be 0.000. No head sees the second from the first.");
  }

  @Test
  void steps_leave_out_hidden_keys_and_a_sum_that_does_not_hold() throws IOException {
    StepsResult result = steps(StepsPiece.first());

    assertThat(result.origin()).contains(new QueryOrigin.Changed());
    assertThat(result.steps().hasBias()).isFalse();
    assertThat(result.steps().sharing()).isEqualTo(model.heads() / model.keyValueHeads());
    String text = result.text(TERMINAL).replaceAll("\\s+", " ");
    assertThat(text)
        .contains(" is not W_Q x + b_Q of its hidden state x before layer 2:")
        .contains(" pieces from it, which get no weight and are left out.")
        .contains("heads of the layer has queries of its own; their keys and values are shared.")
        .doesNotContain("bias", "−∞");
    assertThat(Formats.json(result)).contains("\"input\":null");
    assertThat(result.svg()).contains("that it sees (1)").doesNotContain("−∞", "+ bias");
  }

  @Test
  void pieces_of_a_word_that_do_not_see_each_other_are_told() {
    StepsResult result = steps(new StepsPiece.All());

    assertThat(result.steps().pieces()).hasSizeGreaterThan(1);
    assertThat(result.text(TERMINAL).replaceAll("\\s+", " "))
        .contains("which get no weight and are left out.")
        .contains(
            " Of the pieces of granne some do not see all of these, and give no weight there.");
    assertThat(result.steps().keys().stream().mapToDouble(key -> key.weight()).sum())
        .isEqualTo(1, within(1e-6));
  }

  @Test
  void a_second_text_is_refused() {
    var request = new LookRequest(
        List.of("ja", "nej"), new LookTarget.Everything(), EdgeScore.WEIGHT, Granularity.WORDS);

    assertThatThrownBy(() -> LookResult.of(model, request))
        .isInstanceOf(TextException.class)
        .hasMessage("second text: the model must read pairs; llama reads one text, from left to"
            + " right; join the two in one");
  }
}
