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
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TinyModel;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results of look; the small model has two layers of three heads, and adds two pieces. */
class LookResultTest {
  private static final String SEED = "Katten som min granne äger jagade musen";
  private static final List<String> TEXT = List.of("kat|ten äger mus");
  private static final LookTarget EVERYTHING = new LookTarget.Everything();
  private static final LookTarget ONE_HEAD = new LookTarget.OneHead(new Head(1, 2));
  private static final LookTarget VERB_TO_OBJECT = new LookTarget.FromTo("äger", "mus");

  private final TinyModel model = new TinyModel();

  private LookResult look(LookTarget target, EdgeScore measure, Granularity unit) {
    return LookResult.of(model, new LookRequest(TEXT, target, measure, unit));
  }

  @Test
  void the_seed_is_told_as_the_command_tells_it() {
    var request = new LookRequest(
        List.of(SEED),
        new LookTarget.FromTo("jagade", "Katten"),
        EdgeScore.WEIGHT,
        Granularity.WORDS);
    try (var bert = Models.open(Shared.model("bert-base-multilingual-cased"))) {
      LookResult result = LookResult.of(bert, request);

      assertThat(Formats.json(result))
          .startsWith("{\"model\":\"bert-base-multilingual-cased\",\"text\":\"" + SEED
              + "\",\"second\":null,\"layers\":12,\"heads\":12,\"pieces\":[")
          .contains("\"ranking\":[{\"layer\":5,\"head\":10,\"weight\":0.29177612}")
          .endsWith("],\"pairs\":null,\"window\":null,\"windows\":null,\"measured\":null}\n");
      assertThat(Formats.tsv(result)).hasSize(1 + 144);
      assertThat(result.text(new Terminal(Colours.none(), 83))).contains("jagade → Katten");
    }
  }

  @Test
  void everything_has_a_row_for_each_pair() {
    var result = (PairsResult) look(EVERYTHING, EdgeScore.WEIGHT, Granularity.WORDS);
    Pair pair = result.pairs().pair(1, 3);

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(1 + 5 * 5);
    assertThat(rows.getFirst())
        .containsExactly(
            "from", "from.text", "to", "to.text", "mean", "layer", "head", "weight", "measure");
    assertThat(rows.get(1 + 1 * 5 + 3))
        .containsExactly(
            "1",
            "katten",
            "3",
            "mus",
            Float.toString(pair.mean()),
            Integer.toString(pair.head().layer() + 1),
            Integer.toString(pair.head().head() + 1),
            Float.toString(pair.weight()),
            "weight");
    assertThat(Formats.json(result))
        .contains("{\"from\":1,\"to\":3,\"mean\":%s,\"layer\":%d,\"head\":%d,\"weight\":%s}"
            .formatted(
                pair.mean(), pair.head().layer() + 1, pair.head().head() + 1, pair.weight()));
  }

  @Test
  void one_head_has_a_row_for_each_weight_of_its_map() {
    var result = (HeadMapResult) look(ONE_HEAD, EdgeScore.NORM, Granularity.PIECES);
    float[][] norms = result.weights();

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(1 + 6 * 6);
    assertThat(rows.getFirst())
        .containsExactly(
            "from", "from.text", "to", "to.text", "layer", "head", "weight", "measure");
    assertThat(rows.get(1 + 2 * 6 + 4))
        .containsExactly("2", "##ten", "4", "mus", "2", "3", Float.toString(norms[2][4]), "norm");
    assertThat(Formats.json(result))
        .contains(
            "\"unit\":\"pieces\",\"measure\":\"norm\",\"layer\":2,\"head\":3,\"weights\":[[%s,"
                .formatted(norms[0][0]))
        .endsWith("]],\"ranking\":null,\"pairs\":null,\"window\":null,\"windows\":null,"
            + "\"measured\":[]}\n");
  }

  @Test
  void a_rollout_has_a_layer_and_no_head() {
    var result =
        (RolloutResult) look(new LookTarget.Rollout(0), EdgeScore.ROLLOUT, Granularity.WORDS);
    float weight = result.weights()[4][0];

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(1 + 5 * 5);
    assertThat(rows.getFirst())
        .containsExactly(
            "from", "from.text", "to", "to.text", "layer", "head", "weight", "measure");
    assertThat(rows.get(1 + 4 * 5))
        .containsExactly("4", "[SEP]", "0", "[CLS]", "1", "", Float.toString(weight), "rollout");
    assertThat(Formats.json(result))
        .contains(
            "\"measure\":\"rollout\",\"layer\":1,\"head\":null,\"weights\":[[", ",[" + weight);
  }

  @Test
  void a_whole_rollout_ends_at_the_last_layer() {
    LookResult whole = look(new LookTarget.WholeRollout(), EdgeScore.ROLLOUT, Granularity.WORDS);
    LookResult last = look(new LookTarget.Rollout(1), EdgeScore.ROLLOUT, Granularity.WORDS);

    assertThat(Formats.json(whole)).isEqualTo(Formats.json(last)).contains("\"layer\":2,");
    assertThat(whole.svg()).isEqualTo(last.svg()).contains("<svg");
  }

  @Test
  void a_ranking_has_a_row_for_each_head() {
    var result = (RankingResult) look(VERB_TO_OBJECT, EdgeScore.WEIGHT, Granularity.WORDS);
    Ranking.Ranked first = result.ranking().heads().getFirst();

    List<List<String>> rows = Formats.tsv(result);

    assertThat(result.from()).isEqualTo(2);
    assertThat(result.to()).isEqualTo(3);
    assertThat(rows).hasSize(1 + 2 * 3);
    assertThat(rows.getFirst()).containsExactly("layer", "head", "weight", "measure");
    assertThat(rows.get(1))
        .containsExactly(
            Integer.toString(first.head().layer() + 1),
            Integer.toString(first.head().head() + 1),
            Float.toString(first.weight()),
            "weight");
    assertThat(Formats.json(result)).contains("\"weight\":%s}".formatted(first.weight()));
  }

  @Test
  void a_pair_of_texts_has_both() {
    var request =
        new LookRequest(List.of("kat", "mus"), EVERYTHING, EdgeScore.WEIGHT, Granularity.WORDS);

    assertThat(Formats.json(LookResult.of(model, request)))
        .contains("\"text\":\"kat\",\"second\":\"mus\",")
        .contains("{\"text\":\"mus\",\"segment\":2,\"start\":0,\"end\":3,\"word\":3}")
        .contains("{\"text\":\"[CLS]\",\"segment\":1,\"start\":null,\"end\":null,\"word\":0}");
  }

  @Test
  void the_tensors_are_of_the_whole_pass(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("pass.safetensors");
    LookResult result = look(ONE_HEAD, EdgeScore.WEIGHT, Granularity.WORDS);

    result.safetensors(file);

    assertThat(result.safetensorsNotes()).isEmpty();
    try (var tensors = Safetensors.open(file)) {
      assertThat(tensors.names())
          .containsExactlyInAnyOrder(
              "weights.1", "weights.2", "hidden.0", "hidden.1", "hidden.2", "pooled");
      assertThat(tensors.tensor("weights.2").at(2).at(4).toFloats())
          .isEqualTo(result.trace().pieces(1, 2)[4]);
      assertThat(tensors.metadata().getOrDefault("text", "")).isEqualTo("[\"kat|ten äger mus\"]");
    }
  }

  @Test
  void a_name_that_means_two_words_is_noted() {
    var request = new LookRequest(
        List.of("kat kat mus"),
        new LookTarget.FromTo("kat", "mus"),
        EdgeScore.WEIGHT,
        Granularity.WORDS);

    assertThat(LookResult.of(model, request).notes())
        .containsExactly(
            "kat stands in the text 2 times; the first is meant, and kat#2 means the" + " second");
  }

  @Test
  void a_layer_a_head_or_a_word_that_is_not_there_is_named() {
    assertThatThrownBy(
            () -> look(new LookTarget.OneHead(new Head(2, 0)), EdgeScore.WEIGHT, Granularity.WORDS))
        .isInstanceOf(RequestException.class)
        .hasMessage("layer must be from 1 to 2 in tiny; got 3");
    assertThatThrownBy(
            () -> look(new LookTarget.OneHead(new Head(1, 3)), EdgeScore.WEIGHT, Granularity.WORDS))
        .isInstanceOf(RequestException.class)
        .hasMessage("head must be from 1 to 3 in tiny; got 4");
    assertThatThrownBy(() -> look(new LookTarget.Rollout(2), EdgeScore.ROLLOUT, Granularity.WORDS))
        .isInstanceOf(RequestException.class)
        .hasMessage("layer must be from 1 to 2 in tiny; got 3");
    assertThatThrownBy(
            () -> look(new LookTarget.FromTo("hund", "mus"), EdgeScore.WEIGHT, Granularity.WORDS))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("got hund");
  }

  @Test
  void a_request_whose_parts_do_not_go_together_is_refused() {
    assertThatThrownBy(() -> new LookRequest(TEXT, ONE_HEAD, EdgeScore.ROLLOUT, Granularity.WORDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("look: a rollout, and it alone, must be measured by ROLLOUT; got"
            + " OneHead[head=Head[layer=1, head=2]] measured by ROLLOUT");
    assertThatThrownBy(() ->
            new LookRequest(TEXT, new LookTarget.WholeRollout(), EdgeScore.NORM, Granularity.WORDS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new LookRequest(TEXT, VERB_TO_OBJECT, EdgeScore.NORM, Granularity.PIECES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("look: who looks at whom is asked in words; got the unit PIECES");
    assertThatThrownBy(() -> new LookTarget.Rollout(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("look: the layer must be from 0 on; got -1");
    assertThatThrownBy(
            () -> new LookRequest(List.of(), EVERYTHING, EdgeScore.WEIGHT, Granularity.WORDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("look: there must be one text or two; got 0");
  }
}
