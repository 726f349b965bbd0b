package io.blick.lens.report.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.tensor.Parallel;
import io.blick.lens.Causal;
import io.blick.lens.induction.Induction;
import io.blick.lens.induction.InductionHead;
import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.TinyModel;
import io.blick.models.text.TextModel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Induction heads, in all formats. */
class InductionResultTest {
  private static final InductionRequest REQUEST = new InductionRequest(3, 7, 11);

  @Test
  void all_formats_have_the_numbers_of_the_measure() throws IOException {
    try (TextModel model = Causal.open();
        Parallel threads = Parallel.ofCores()) {
      Induction expected = Induction.on(threads, model, 3, 7, 11);

      InductionResult result = InductionResult.of(threads, model, REQUEST);

      assertThat(result.induction()).isEqualTo(expected);
      JsonNode json = new JsonMapper().readTree(Formats.json(result));
      assertThat(json.fieldNames())
          .toIterable()
          .containsExactly("model", "repeats", "length", "seed", "heads", "loss");
      assertThat(json.get("heads")).hasSize(model.layers() * model.heads());
      InductionHead best = expected.heads().getFirst();
      JsonNode first = json.get("heads").get(0);
      assertThat(first.fieldNames())
          .toIterable()
          .containsExactly(
              "layer", "head", "induction", "previous", "duplicate", "low", "high", "uniform");
      assertThat(first.get("layer").intValue()).isEqualTo(best.head().layer() + 1);
      assertThat(first.get("head").intValue()).isEqualTo(best.head().head() + 1);
      assertThat(first.get("induction").floatValue()).isEqualTo((float) best.induction());
      assertThat(json.get("loss").fieldNames())
          .toIterable()
          .containsExactly("first", "second", "silenced", "secondSilenced");
      assertThat(json.get("loss").get("silenced")).hasSize(Induction.SILENCED);
      assertThat(result.text(new Terminal(Colours.none(), 80)))
          .contains(best.head().name(), "Loss, nats a piece");
      assertThat(Formats.tsv(result)).hasSize(1 + expected.heads().size());
    }
  }

  @Test
  void what_cannot_be_measured_is_a_sentence() {
    TextModel encoder = new TinyModel();

    assertThatThrownBy(() -> InductionResult.of(encoder, new InductionRequest()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("must read from left to right");
    assertThatThrownBy(() -> new InductionRequest(1, 1, 0))
        .hasMessage("induction: repeats must be at least 1 and length at least 2; got 1 and 1");
    try (TextModel model = Causal.open()) {
      InductionRequest tooLong = new InductionRequest(1, model.positions(), 0);
      assertThatThrownBy(() -> InductionResult.of(model, tooLong))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("length from 2 to");
    }
  }
}
