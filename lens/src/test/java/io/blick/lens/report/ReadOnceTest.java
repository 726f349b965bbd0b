package io.blick.lens.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.attention.Cuts;
import io.blick.lens.Shared;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.ablation.AblationResult;
import io.blick.lens.report.ablation.NamedEdge;
import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.ProfileResult;
import io.blick.lens.report.look.FillRequest;
import io.blick.lens.report.look.FillResult;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.report.look.StepsRequest;
import io.blick.lens.report.look.StepsResult;
import io.blick.lens.report.look.TokensRequest;
import io.blick.lens.report.look.TokensResult;
import io.blick.lens.report.senses.SensesRequest;
import io.blick.lens.report.senses.SensesResult;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.models.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A text is encoded once for a request, whatever is made of it, and in whatever format. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadOnceTest {
  private static final String TEXT = "the cat sat";
  private static final String MASKED = "the [MASK] sat";
  // Decomposed (NFD), so that the note on it needs the pieces too.
  private static final String DECOMPOSED = "the cafe\u0301 sat";

  private CountingModel model;

  @BeforeAll
  void open() {
    model = new CountingModel(Models.open(Shared.model("bert-base-uncased")));
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  @Test
  void look_reads_a_text_once() throws IOException {
    written(LookResult.of(model, LookRequest.of(TEXT)));
    assertThat(model.encoded()).containsExactly(TEXT);

    written(LookResult.of(
        model,
        new LookRequest(
            List.of(TEXT, DECOMPOSED),
            new LookTarget.FromTo("cat", "sat"),
            EdgeScore.NORM,
            Granularity.WORDS)));
    assertThat(model.encoded()).containsExactly(TEXT + " | " + DECOMPOSED);
  }

  @Test
  void steps_fill_and_tokens_read_a_text_once() throws IOException {
    written(StepsResult.of(model, new StepsRequest(List.of(TEXT), new Head(0, 0), "cat")));
    assertThat(model.encoded()).containsExactly(TEXT);

    written(FillResult.of(model, new FillRequest(List.of(MASKED), 3)));
    assertThat(model.encoded()).containsExactly(MASKED);

    written(TokensResult.of(model, new TokensRequest(DECOMPOSED)));
    assertThat(model.encoded()).containsExactly(DECOMPOSED);
  }

  @Test
  void ablation_reads_a_text_once() throws IOException {
    for (String text : List.of(MASKED, TEXT)) {
      AblationRequest.Source source = new AblationRequest.Text(text);
      written(AblationResult.of(
          model,
          new AblationRequest(
              source,
              List.of(new Head(1, 2)),
              List.of(new NamedEdge("the", "sat")),
              List.of(),
              Cuts.Rest.KEPT,
              2),
          Progress.silent()));
      assertThat(model.encoded()).containsExactly(text);
    }
    written(AblationResult.of(
        model, new AblationRequest(new AblationRequest.Text(MASKED)), Progress.silent()));
    assertThat(model.encoded()).containsExactly(MASKED);
  }

  @Test
  void profile_and_senses_read_each_text_once() throws IOException {
    List<String> texts = List.of(TEXT, "a cat", "my cat");

    written(ProfileResult.of(model, ProfileRequest.ofTexts(texts), Progress.silent()));
    assertThat(model.encoded()).containsExactlyElementsOf(texts);

    written(SensesResult.of(model, new SensesRequest("cat", texts), Progress.silent()));
    assertThat(model.encoded()).containsExactlyElementsOf(texts);
  }

  private static void written(Result result) throws IOException {
    result.text(new Terminal(Colours.none(), 80));
    result.json(new ByteArrayOutputStream());
    result.tsv(new ByteArrayOutputStream());
  }
}
