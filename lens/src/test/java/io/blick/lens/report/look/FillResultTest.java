package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.Shared;
import io.blick.lens.ablation.Prediction;
import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.TinyModel;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FillResultTest {
  private static TextModel model;

  @BeforeAll
  static void open() {
    model = Models.open(Shared.model("bert-base-multilingual-cased"));
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  private static FillResult fill(String text) {
    return FillResult.of(model, new FillRequest(List.of(text), 3));
  }

  @Test
  void each_guess_has_a_row() {
    FillResult result = fill("Stockholm är Sveriges [MASK] och [MASK].");
    Prediction second = result.guesses().getLast().predictions().get(1);

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(1 + 2 * 3);
    assertThat(rows.getFirst()).containsExactly("position", "piece", "probability");
    assertThat(rows.get(1 + 3 + 1))
        .containsExactly("6", second.piece(), Float.toString(second.probability()));
    assertThat(Formats.json(result))
        .contains("{\"piece\":\"%s\",\"probability\":%s}"
            .formatted(second.piece(), second.probability()));
  }

  @Test
  void text_has_a_table_for_each_mask() {
    String text = fill("Stockholm är Sveriges [MASK].").text(new Terminal(Colours.none(), 83));

    assertThat(text).isEqualTo("""
        Stockholm är Sveriges [MASK].

        [MASK], piece 4
        probability  piece
             0.2160  Stockholm
             0.0989  stad
             0.0496  län
        """);
  }

  @Test
  void what_cannot_be_guessed_is_one_sentence() {
    assertThatThrownBy(() -> fill("Stockholm är Sveriges"))
        .isInstanceOf(RequestException.class)
        .hasMessage("fill: TEXT must have a [MASK] to be guessed; got none");
    assertThatThrownBy(
            () -> FillResult.of(new TinyModel(), new FillRequest(List.of("kat [MASK]"), 1)))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith(
            "fill: the model must have a masked-language head; tiny has a" + " pooler; ");
    assertThatThrownBy(() -> new FillRequest(List.of("x"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fill: top must be from 1 on; got 0");
  }
}
