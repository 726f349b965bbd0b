package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.Encoders;
import io.blick.lens.Shared;
import io.blick.lens.picture.HeadPicture;
import io.blick.lens.report.Formats;
import io.blick.lens.report.Result;
import io.blick.lens.roles.measured.MeasuredRole;
import io.blick.lens.roles.measured.MeasuredRoles;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a head does over treebanks, below its map. */
class MeasuredLookTest {
  private static final Head HEAD = new Head(2, 0);
  private static final Terminal WIDE = new Terminal(Colours.none(), 400);
  private static final String CAUTION = "Weights show where a head looks";

  private static LookRequest request(LookTarget target, EdgeScore score) {
    return new LookRequest(List.of("Anna saw him."), target, score, Granularity.WORDS);
  }

  @ParameterizedTest
  @EnumSource(
      value = EdgeScore.class,
      names = {"WEIGHT", "NORM"})
  void a_known_model_has_the_measured_role_of_the_head(EdgeScore score) {
    try (TextModel model = Models.open(Shared.model("all-MiniLM-L6-v2"))) {
      LookRequest request = request(new LookTarget.OneHead(HEAD), score);

      assertHasRole(LookResult.of(model, request));
      assertHasRole(WindowedLookResult.of(model, request, 5));
    }
  }

  private static void assertHasRole(Result result) {
    assertThat(result.text(WIDE))
        .contains(
            "\n\nMeasured on UD English-EWT dev: 3-1 points from an object to its verb (obj) in 896"
                + " of 1,211 cases (0.740), rank 1 of 72 heads; always 2 words before: 0.358.\n"
                + CAUTION);
    assertThat(Formats.json(result).strip())
        .endsWith(",\"measured\":[{\"treebank\":\"UD English-EWT dev\",\"relation\":\"obj\","
            + "\"direction\":\"dependent-to-head\",\"hits\":896,\"cases\":1211,"
            + "\"accuracy\":0.7398844,\"low\":0.7144451,\"high\":0.76380664,\"rank\":1,"
            + "\"offset\":{\"offset\":-2,\"accuracy\":0.35755575}}]}");
  }

  @Test
  void an_unknown_model_has_none_and_says_nothing() {
    try (TextModel model = Encoders.open("bert-model")) {
      LookResult result = LookResult.of(
          model,
          new LookRequest(
              List.of("Anna"),
              new LookTarget.OneHead(new Head(0, 0)),
              EdgeScore.WEIGHT,
              Granularity.WORDS));

      assertThat(Formats.json(result).strip()).endsWith(",\"windows\":null,\"measured\":[]}");
      assertThat(result.text(WIDE)).contains("\n\n" + CAUTION).doesNotContain("Measured");
      assertThat(result.svg()).doesNotContain("Measured");
    }
  }

  @Test
  void what_is_not_of_one_head_has_null() {
    for (LookTarget target : List.of(new LookTarget.Everything(), new LookTarget.WholeRollout())) {
      EdgeScore score =
          target instanceof LookTarget.WholeRollout ? EdgeScore.ROLLOUT : EdgeScore.WEIGHT;

      LookResult result = LookResult.of(new TinyModel(), request(target, score));

      assertThat(Formats.json(result).strip()).endsWith(",\"windows\":null,\"measured\":null}");
    }
  }

  @Test
  void each_treebank_has_its_sentence_above_the_caution_in_text_and_svg() {
    var trace = Trace.of(new TinyModel(), "a b");
    try (TextModel model = Models.open(Shared.model("bert-base-multilingual-cased"))) {
      List<MeasuredRole> roles = MeasuredRoles.known(model, new Head(8, 2));
      var picture = new HeadPicture(trace.maps(Granularity.WORDS), new Head(0, 0), roles);

      assertThat(picture.text(WIDE).lines().toList())
          .endsWith(
              roles.get(0).sentence(),
              roles.get(1).sentence(),
              "Weights show where a head looks, not why the model decides: they are not"
                  + " explanations (Jain & Wallace 2019; Wiegreffe & Pinter 2019).");
      assertThat(picture.svg())
          .containsSubsequence(
              ">Measured on UD English-EWT dev: 9-3 points from a verb to its subject",
              ">Measured on UD Swedish-Talbanken dev: 9-3 points from a verb to its subject",
              ">" + CAUTION);
    }
  }

  @Test
  void a_large_map_has_the_sentence_too() {
    try (TextModel model = Models.open(Shared.model("all-MiniLM-L6-v2"))) {
      LookResult result = LookResult.of(
          model,
          new LookRequest(
              List.of("a ".repeat(61)),
              new LookTarget.OneHead(HEAD),
              EdgeScore.WEIGHT,
              Granularity.WORDS));

      assertThat(result.text(WIDE)).contains("\nMeasured on UD English-EWT dev: 3-1", CAUTION);
      assertThat(result.svg()).contains(">Measured on UD English-EWT dev: 3-1", ">" + CAUTION);
    }
  }
}
