package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.Shared;
import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TinyModel;
import io.blick.models.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsResultTest {
  private static final List<String> TEXT = List.of("kat|ten mus kat|ten");

  private final TinyModel model = new TinyModel();

  private StepsResult steps(Head head, String from) {
    return StepsResult.of(model, new StepsRequest(TEXT, head, from));
  }

  @Test
  void the_seed_is_told_as_the_command_tells_it() {
    var request = new StepsRequest(
        List.of("Katten som min granne äger jagade musen"), new Head(8, 10), "jagade");
    try (var bert = Models.open(Shared.model("bert-base-multilingual-cased"))) {
      StepsResult result = StepsResult.of(bert, request);

      assertThat(Formats.json(result))
          .startsWith("{\"model\":\"bert-base-multilingual-cased\","
              + "\"text\":\"Katten som min granne äger jagade musen\",\"layer\":9,\"head\":11,"
              + "\"from\":\"jagade\",\"piece\":\"jag\",\"dimension\":64,\"query\":[");
      assertThat(Formats.tsv(result)).hasSize(1 + 14);
      assertThat(result.text(new Terminal(Colours.none(), 100)))
          .contains("layer 9, head 11 · what jagade, by its first piece jag, looks at");
    }
  }

  @Test
  void each_piece_looked_at_has_a_row() {
    StepsResult result = steps(new Head(1, 2), "mus");
    Steps.Key key = result.steps().keys().get(2);

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(1 + 7);
    assertThat(rows.getFirst()).containsExactly("piece", "dot", "scaled", "weight");
    assertThat(rows.get(3))
        .containsExactly(
            "##ten",
            Float.toString(key.dot()),
            Float.toString(key.scaled()),
            Float.toString(key.weight()));
    assertThat(Formats.json(result))
        .contains("{\"piece\":\"##ten\",\"dot\":%s,\"scaled\":%s,\"weight\":%s}"
            .formatted(key.dot(), key.scaled(), key.weight()));
  }

  @Test
  void the_first_of_equal_words_is_meant_with_a_note_and_the_second_by_its_number() {
    StepsResult first = steps(new Head(0, 0), "katten");
    StepsResult second = steps(new Head(0, 0), "katten#2");

    assertThat(first.word()).isEqualTo(1);
    assertThat(first.notes())
        .containsExactly("katten stands in the text 2 times; the first is meant, and katten#2 means"
            + " the second");
    assertThat(second.word()).isEqualTo(3);
    assertThat(second.steps().piece()).isEqualTo(4);
    assertThat(second.notes()).isEmpty();
  }

  @Test
  void what_is_not_there_is_named() {
    assertThatThrownBy(() -> steps(new Head(0, 3), "mus"))
        .isInstanceOf(RequestException.class)
        .hasMessage("head must be from 1 to 3 in tiny; got 4");
    assertThatThrownBy(() -> steps(new Head(0, 0), "hund"))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("got hund");
    assertThatThrownBy(() -> new StepsRequest(List.of("a", "b", "c"), new Head(0, 0), "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps: there must be one text or two; got 3");
  }
}
