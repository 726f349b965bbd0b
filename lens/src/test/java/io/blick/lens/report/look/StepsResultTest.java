package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.Shared;
import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.QueryOrigin;
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
          .contains(
              "layer 9, head 11 · what jagade looks at, by piece 0 of 2: jag\n",
              "look shows\nthe mean of both, and so does steps with --piece all.\n");
    }
  }

  @Test
  void each_piece_looked_at_has_a_row() {
    StepsResult result = steps(new Head(1, 2), "mus");
    Steps.Key key = result.steps().keys().get(2);

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(1 + 7);
    assertThat(rows.getFirst()).containsExactly("piece", "dot", "scaled", "weight", "score");
    assertThat(rows.get(3))
        .containsExactly(
            "##ten",
            Float.toString(key.dot()),
            Float.toString(key.scaled()),
            Float.toString(key.weight()),
            Float.toString(key.score()));
    assertThat(Formats.json(result))
        .contains(("{\"piece\":\"##ten\",\"dot\":%s,\"scaled\":%s,\"weight\":%s,\"score\":%s,"
                + "\"products\":%s}")
            .formatted(
                key.dot(),
                key.scaled(),
                key.weight(),
                key.score(),
                result.steps().products(2).toString().replace(" ", "")))
        .endsWith(",\"input\":%s}\n"
            .formatted(((QueryOrigin.Projection) result.origin().orElseThrow())
                .input()
                .toString()
                .replace(" ", "")));
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

  private StepsResult steps(String from, StepsPiece piece) {
    return StepsResult.of(model, new StepsRequest(TEXT, new Head(1, 2), from, piece));
  }

  @Test
  void summed_by_word_the_weights_of_all_pieces_are_those_of_look_to_the_bit() {
    var request = new LookRequest(
        TEXT, new LookTarget.OneHead(new Head(1, 2)), EdgeScore.WEIGHT, Granularity.WORDS);
    float[][] looks = ((HeadMapResult) LookResult.of(model, request)).weights();
    List<String> names = List.of("katten", "mus", "katten#2");

    for (int word = 1; word <= names.size(); word++) {
      StepsResult steps = steps(names.get(word - 1), new StepsPiece.All());

      assertThat(steps.steps().words()).hasSize(looks[word].length);
      for (int to = 0; to < looks[word].length; to++) {
        assertThat(steps.steps().words().get(to)).isEqualTo(looks[word][to]);
      }
    }
  }

  @Test
  void a_pair_of_pieces_shows_its_sums_by_word_and_says_whose_they_are() {
    StepsResult all = steps("katten", new StepsPiece.All());
    StepsResult second = steps("katten", new StepsPiece.Numbered(1));

    assertThat(all.steps().pieces()).containsExactly(1, 2);
    assertThat(second.steps().pieces()).containsExactly(2);
    assertThat(Formats.json(all))
        .contains("\"piece\":\"kat ##ten\",", "\"number\":null,\"pieces\":[\"kat\",\"##ten\"],")
        .contains("\"words\":[{\"text\":\"[CLS]\",\"pieces\":[0],\"weight\":"
            + all.steps().words().getFirst() + "},");
    assertThat(Formats.json(second))
        .contains("\"piece\":\"##ten\",", "\"number\":1,\"pieces\":[\"kat\",\"##ten\"],");
    assertThat(String.join(" ", Formats.text(all)))
        .contains(" looks at, the mean of its 2 pieces", "numbers that look shows:")
        .contains("the mean of the weights is not the softmax of the mean numbers");
    assertThat(String.join(" ", Formats.text(second)))
        .contains("by piece 1 of 2: ##ten", "these are sums for ##ten alone");
  }

  @Test
  void a_word_of_one_piece_has_the_same_numbers_by_itself_and_as_a_mean() {
    StepsResult first = steps("mus", StepsPiece.first());
    StepsResult all = steps("mus", new StepsPiece.All());

    assertThat(all.steps()).isEqualTo(first.steps());
    assertThat(Formats.text(all)).isEqualTo(Formats.text(first));
    assertThat(Formats.text(first).getFirst()).endsWith(" looks at");
  }

  @Test
  void a_piece_that_the_word_lacks_is_told_with_those_that_it_has() {
    assertThatThrownBy(() -> steps("katten", new StepsPiece.Numbered(2)))
        .isInstanceOf(RequestException.class)
        .hasMessage("piece must be from 0 to 1: katten has 2 pieces, kat, ##ten; got 2");
    assertThatThrownBy(() -> steps("mus", new StepsPiece.Numbered(7)))
        .hasMessage("piece must be from 0 to 0: mus has 1 piece, mus; got 7");
    assertThatThrownBy(() -> new StepsPiece.Numbered(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps: the piece must be from 0 on; got -1");
  }

  @Test
  void the_second_of_a_pair_stands_in_json() {
    var pair = new StepsRequest(List.of("mus", "kat|ten"), new Head(0, 0), "katten");

    assertThat(Formats.json(StepsResult.of(model, pair))).contains(",\"second\":\"kat|ten\"");
    assertThat(Formats.json(steps("mus", StepsPiece.first()))).contains(",\"second\":null");
  }

  @Test
  void made_without_the_model_it_does_not_say_where_the_query_comes_from() {
    StepsResult made = steps("mus", StepsPiece.first());
    StepsResult bare = new StepsResult(made.reading(), made.word(), made.steps(), made.notes());

    assertThat(Formats.json(bare)).endsWith(",\"input\":null}\n");
    assertThat(Formats.text(bare)).noneMatch(line -> line.startsWith("0  Projection"));
    assertThat(String.join(" ", Formats.text(made)))
        .contains("0  Projection: where q, k and v come from")
        .contains("of mus before layer 2, 15 numbers.", "here 5 rows of 15 numbers each");
  }
}
