package io.blick.lens.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.Encoders;
import io.blick.lens.draw.Numbers;
import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TinyModel;
import io.blick.models.text.TextModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Comparisons; the small model has two layers of three heads, and adds two pieces. */
class CompareResultTest {
  private static final String A = "katten äger mus";
  private static final String B = "katten jagar en mus";
  private static final LookTarget ONE_HEAD = new LookTarget.OneHead(new Head(1, 2));
  private static final LookTarget CAT_TO_MOUSE = new LookTarget.FromTo("katten", "mus");

  private final TinyModel model = new TinyModel();

  private CompareResult compare(String first, String second, LookTarget target, EdgeScore score) {
    return CompareResult.of(
        model, new CompareRequest(first, second, target, score, Granularity.WORDS));
  }

  @Test
  void a_pair_has_the_means_of_both_sides_and_the_head_that_changes_most() {
    var result = (ComparedPairs) compare(A, B, new LookTarget.Everything(), EdgeScore.WEIGHT);

    PairChange pair = result.pairs().get(1 * 4 + 2);

    assertThat(result.alignment().matches()).hasSize(4);
    assertThat(pair.first()).isEqualTo(result.first().pairs().pair(1, 3).mean());
    assertThat(pair.second()).isEqualTo(result.second().pairs().pair(1, 4).mean());
    HeadChange expected = new HeadChange(new Head(0, 0), 0, 0);
    for (int layer = 0; layer < 2; layer++) {
      for (int number = 0; number < 3; number++) {
        Head head = new Head(layer, number);
        float first = result.first().maps().map(head)[1][3];
        float second = result.second().maps().map(head)[1][4];
        if (Math.abs(second - first) > Math.abs(expected.second() - expected.first())) {
          expected = new HeadChange(head, first, second);
        }
      }
    }
    assertThat(pair.head()).isEqualTo(Optional.of(expected));
    assertThat(Formats.json(result))
        .contains("{\"from\":1,\"to\":2,\"first\":%s,\"second\":%s,\"difference\":%s,\"layer\":%d,"
            .formatted(
                pair.first(), pair.second(), pair.difference(), expected.head().layer() + 1));
    assertThat(Formats.tsv(result).getFirst())
        .containsExactly(
            "from",
            "from.text",
            "to",
            "to.text",
            "first",
            "second",
            "difference",
            "layer",
            "head",
            "firstWeight",
            "secondWeight",
            "measure");
    assertThat(Formats.tsv(result)).hasSize(1 + 16);
  }

  @Test
  void each_side_is_the_very_object_of_look() {
    CompareResult result = compare(A, B, ONE_HEAD, EdgeScore.NORM);
    LookResult alone = LookResult.of(
        model, new LookRequest(List.of(B), ONE_HEAD, EdgeScore.NORM, Granularity.WORDS));

    assertThat(Formats.json(result))
        .startsWith("{\"first\":{\"model\":\"tiny\",\"text\":\"" + A)
        .contains(",\"second\":" + Formats.json(alone).strip() + ",\"aligned\":[{\"first\":0,")
        .contains("],\"onlyFirst\":[2],\"onlySecond\":[2,3],\"weights\":[[")
        .endsWith("]],\"ranking\":null,\"pairs\":null}\n");
  }

  @Test
  void the_map_of_differences_has_the_rows_and_columns_that_both_have() {
    var result = (ComparedHead) compare(A, B, ONE_HEAD, EdgeScore.WEIGHT);

    float[][] difference = result.weights();

    assertThat(difference).hasNumberOfRows(4);
    assertThat(difference[2][1])
        .isEqualTo(result.second().weights()[4][1] - result.first().weights()[3][1]);
    assertThat(Formats.tsv(result).get(1 + 2 * 4 + 1))
        .startsWith("2", "mus", "1", "katten", "2", "3")
        .endsWith(Float.toString(difference[2][1]), "weight");
    assertThat(result.svg()).contains("B − A", "äger", "jagar");
    assertThat(Formats.text(result)).anyMatch(line -> line.contains("only in B: jagar en"));
  }

  @Test
  void heads_are_ranked_by_how_much_they_change() {
    var result = (ComparedRankings) compare(A, B, CAT_TO_MOUSE, EdgeScore.WEIGHT);

    List<HeadChange> changes = result.changes().orElseThrow();

    assertThat(changes.stream().map(HeadChange::head))
        .containsExactlyInAnyOrderElementsOf(Head.all(model));
    for (int i = 1; i < changes.size(); i++) {
      HeadChange one = changes.get(i - 1);
      HeadChange next = changes.get(i);
      float larger = Math.abs(one.second() - one.first());
      float smaller = Math.abs(next.second() - next.first());
      int order = Integer.compare(
          3 * one.head().layer() + one.head().head(),
          3 * next.head().layer() + next.head().head());
      assertThat(larger > smaller || (larger == smaller && order < 0))
          .as("%s", changes)
          .isTrue();
    }
    Head head = changes.getFirst().head();
    assertThat(changes.getFirst().first()).isEqualTo(result.first().maps().map(head)[1][3]);
    assertThat(changes.getFirst().second()).isEqualTo(result.second().maps().map(head)[1][4]);
    assertThat(Formats.tsv(result).getFirst())
        .containsExactly("layer", "head", "first", "second", "difference", "measure");
  }

  static Stream<LookTarget> targets() {
    return Stream.of(
        new LookTarget.Everything(), ONE_HEAD, CAT_TO_MOUSE, new LookTarget.WholeRollout());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void a_text_against_itself_differs_nowhere(LookTarget target) {
    EdgeScore score =
        target instanceof LookTarget.WholeRollout ? EdgeScore.ROLLOUT : EdgeScore.WEIGHT;
    CompareResult result = compare(A, A, target, score);
    List<List<String>> rows = Formats.tsv(result);
    int difference = rows.getFirst().indexOf("difference");

    assertThat(rows).hasSizeGreaterThan(6);
    assertThat(rows.stream().skip(1).map(row -> row.get(difference))).containsOnly("0.0");
    assertThat(result.alignment().onlyFirst()).isEmpty();
  }

  @Test
  void two_models_have_rankings_of_their_own() {
    try (TextModel first = Encoders.open("bert-masked");
        TextModel second = Encoders.open("mpnet-model")) {
      var request = new LookRequest(
          List.of("Anna bor i Lund."),
          new LookTarget.FromTo("Anna", "bor"),
          EdgeScore.WEIGHT,
          Granularity.WORDS);

      var result = (ComparedRankings) CompareResult.of(first, second, request);
      CompareResult pairs = CompareResult.of(first, second, LookRequest.of("Anna bor i Lund."));

      assertThat(result.changes()).isEmpty();
      assertThat(Formats.json(result))
          .endsWith("\"weights\":null,\"ranking\":null,\"pairs\":null}\n");
      assertThat(Formats.tsv(result).getFirst())
          .containsExactly("side", "layer", "head", "weight", "measure");
      assertThat(Formats.tsv(result))
          .hasSize(1 + first.layers() * first.heads() + second.layers() * second.heads());
      assertThat(pairs.alignment().matches()).hasSize(7);
      assertThat(Formats.json(pairs)).contains("\"layer\":null,\"head\":null,\"firstWeight\":null");
    }
  }

  @Test
  void what_is_noted_or_wrong_of_a_side_is_said_with_its_name() {
    assertThat(compare(A, "katten mus mus", CAT_TO_MOUSE, EdgeScore.WEIGHT).notes())
        .containsExactly("second text: mus stands in the text 2 times; the first is meant, and"
            + " mus#2 means the second");
    assertThatThrownBy(() -> compare(A, "hund", CAT_TO_MOUSE, EdgeScore.WEIGHT))
        .isInstanceOf(TextException.class)
        .hasMessage("second text: words: the name must be that of a word of the text; got katten;"
            + " there are [CLS], hund, [SEP]");
    assertThatThrownBy(
            () -> compare(A, B, new LookTarget.OneHead(new Head(2, 0)), EdgeScore.WEIGHT))
        .isInstanceOf(RequestException.class)
        .hasMessage("layer must be from 1 to 2 in tiny; got 3");
  }

  @Test
  void models_of_one_name_are_the_first_and_the_second() {
    var other = new TinyModel();
    var request = new LookRequest(
        List.of("katten mus mus"), CAT_TO_MOUSE, EdgeScore.WEIGHT, Granularity.WORDS);
    String twice =
        ": mus stands in the text 2 times; the first is meant, and mus#2 means the second";

    assertThat(CompareResult.of(model, other, request).notes())
        .containsExactly("first model" + twice, "second model" + twice);
    assertThatThrownBy(() -> CompareResult.of(
            model,
            other,
            new LookRequest(List.of("hund"), CAT_TO_MOUSE, EdgeScore.WEIGHT, Granularity.WORDS)))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith("first model: words: the name must be");
    assertThatThrownBy(() -> CompareResult.of(
            model,
            other,
            new LookRequest(
                List.of("mus"),
                new LookTarget.OneHead(new Head(2, 0)),
                EdgeScore.WEIGHT,
                Granularity.WORDS)))
        .isInstanceOf(RequestException.class)
        .hasMessage("layer must be from 1 to 2 in tiny; got 3 (first model)");
  }

  @Test
  void the_norms_of_two_texts_have_one_scale() {
    var result = (ComparedHead) compare(A, B, ONE_HEAD, EdgeScore.NORM);
    float[][] first = result.first().weights();
    float[][] second = result.second().weights();
    double largest = Math.max(largestInText(first), largestInText(second));

    List<MapPanel> panels = new MapsPicture(result, "", first, second, result.weights()).whole();

    assertThat(largestInText(first)).isNotEqualTo(largestInText(second));
    assertThat(panels.get(0).strength(1, 2)).isEqualTo(first[2][3] / largest);
    assertThat(panels.get(1).strength(1, 2)).isEqualTo(second[2][3] / largest);
    String strongest = Numbers.weight(largest);
    String svg = result.svg().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    assertThat(svg).contains("The strongest colour is %s in A and in B.".formatted(strongest));
    assertThat(compare(A, B, ONE_HEAD, EdgeScore.WEIGHT).svg().replaceAll("<[^>]*>", " "))
        .containsPattern("The\\s+strongest\\s+colour\\s+is\\s+1\\.000\\s+in\\s+A\\s+and");
  }

  /** The obvious; the model adds the first word and the last. */
  private static double largestInText(float[][] map) {
    double largest = 0;
    for (int from = 1; from < map.length - 1; from++) {
      for (int to = 1; to < map.length - 1; to++) {
        largest = Math.max(largest, map[from][to]);
      }
    }
    return largest;
  }
}
