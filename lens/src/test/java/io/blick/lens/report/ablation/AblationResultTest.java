package io.blick.lens.report.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.attention.Cuts;
import io.blick.lens.Shared;
import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.CorpusChange;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.ablation.GuessEffect;
import io.blick.lens.ablation.LossEffect;
import io.blick.lens.ablation.PieceLoss;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.report.Formats;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.Result;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The results of {@code ablate}, used as a library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AblationResultTest {
  private static final Terminal WIDE = new Terminal(Colours.monochrome(), 120);

  private TextModel model;

  @BeforeAll
  void open() {
    model = Models.open(Shared.model("bert-base-uncased"));
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  private <R extends AblationResult> R ask(Class<R> kind, AblationRequest request) {
    AblationResult result = AblationResult.of(model, request, Progress.silent());
    assertThat(result).isInstanceOf(kind);
    assertThat(result.model()).isEqualTo("bert-base-uncased");
    assertThat(result.request()).isEqualTo(request);
    return kind.cast(result);
  }

  private static AblationRequest.Source text(String text) {
    return new AblationRequest.Text(text);
  }

  private static List<String> tsv(Result result) {
    return Formats.written(result::tsv).lines().toList();
  }

  private static String row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Double number ? Float.toString(number.floatValue()) : "" + cell);
    }
    return String.join("\t", row);
  }

  @Test
  void each_head_has_a_row_for_each_mask() {
    var request = new AblationRequest(text("the [MASK] sat on the [MASK]."));

    var result = ask(AblationResult.RankedByGuesses.class, request);

    GuessEffect first = result.heads().getFirst();
    GuessChange second = first.masks().get(1);
    assertThat(tsv(result))
        .hasSize(1 + 144 * 2)
        .startsWith("layer\thead\tposition\tdistance\tfall\tpiece\tprobability")
        .element(2)
        .isEqualTo(row(
            first.head().layer() + 1,
            first.head().head() + 1,
            6,
            second.distance(),
            second.fall(),
            second.after().getFirst().piece(),
            second.after().getFirst().probability()));
    assertThat(result.text(WIDE))
        .contains("Both are means over the masks.")
        .contains("… 129 more heads with a smaller distance; --format tsv has all")
        .contains("first guesses without it")
        .contains("█");
  }

  @Test
  void each_head_has_a_row_with_its_loss_and_one_text_has_no_interval() {
    var request = new AblationRequest(text("the cat sat"));

    var result = ask(AblationResult.RankedByLoss.class, request);

    LossEffect last = result.ablation().heads().getLast();
    assertThat(tsv(result))
        .hasSize(1 + 144)
        .startsWith("layer\thead\tloss\tchange\tlow\thigh")
        .endsWith(row(
            last.head().layer() + 1, last.head().head() + 1, last.loss(), last.change(), "", ""));
    assertThat(result.text(WIDE))
        .contains("… 124 more heads between; --format tsv has all")
        .doesNotContain("low");
  }

  @Test
  void a_corpus_has_intervals_and_tells_its_progress(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("texts.txt"), "a cat sat\n\nit rains\n");
    var progress = new ProgressLog();

    AblationResult result =
        AblationResult.of(model, new AblationRequest(new AblationRequest.Corpus(file)), progress);

    assertThat(progress.lines()).startsWith("runs 435").endsWith("435", "closed");
    CorpusAblation corpus = ((AblationResult.RankedByCorpus) result).ablation();
    CorpusAblation.Ranked first = corpus.heads().getFirst();
    assertThat(tsv(result))
        .hasSize(1 + 144)
        .startsWith("layer\thead\tloss\tchange\tlow\thigh")
        .element(1)
        .isEqualTo(row(
            first.effect().head().layer() + 1,
            first.effect().head().head() + 1,
            first.effect().loss(),
            first.effect().change(),
            first.interval().low(),
            first.interval().high()));
    assertThat(result.text(WIDE))
        .contains("Fewer than 30 lines: the intervals may be much too narrow.")
        .contains("loss of 2 pieces, masked in 2 lines: ")
        .contains("skipped: 1 line without a piece to be masked, 0 too long");
  }

  @Test
  void heads_silenced_together_change_the_loss_of_a_corpus(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("texts.txt"), "a cat sat\n\nit rains\n");
    var progress = new ProgressLog();
    List<Head> heads = List.of(new Head(8, 10), new Head(0, 2));

    AblationResult result = AblationResult.of(
        model, new AblationRequest(new AblationRequest.Corpus(file), heads), progress);

    assertThat(progress.lines()).startsWith("runs 6").endsWith("6", "closed");
    CorpusChange change = ((AblationResult.CorpusChanged) result).change();
    double low = change.interval().low();
    double high = change.interval().high();
    assertThat(tsv(result))
        .containsExactly(
            "lines\tempty\ttooLong\tmasked\tloss\tafter\tlow\thigh",
            row(2, 1, 0, 2, change.before(), change.after(), low, high));
    assertThat(Formats.written(result::json))
        .contains("\"lines\":2,\"empty\":1,\"tooLong\":0,\"masked\":2,\"loss\":")
        .contains("\"losses\":null,\"of\":\"loss\",")
        .endsWith(
            "\"effects\":null,\"low\":%s,\"high\":%s}\n".formatted((float) low, (float) high));
    assertThat(result.text(WIDE))
        .contains("silenced 9-11, 1-3 · bert-base-uncased")
        .contains("Fewer than 30 lines: the intervals may be much too narrow.")
        .contains("loss of 2 pieces, masked in 2 lines: ")
        .contains("skipped: 1 line without a piece to be masked, 0 too long");
  }

  @Test
  void a_head_that_is_asked_for_is_shown_where_it_stands_in_the_ranking() {
    AblationRequest all = new AblationRequest(text("the cat sat"));
    List<LossEffect> ranking =
        ask(AblationResult.RankedByLoss.class, all).ablation().heads();
    List<Head> middle = List.of(ranking.get(99).head(), ranking.get(100).head());

    var shown = ask(
        AblationResult.RankedByLoss.class,
        new AblationRequest(
            all.source(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Cuts.Rest.RENORMALIZED,
            5,
            middle));

    assertThat(shown.text(new Terminal(Colours.none(), 120)))
        .containsPattern("\n… 84 more heads between; --format tsv has all\n *%s [^\n]*\n *%s [^\n]*"
                .formatted(middle.get(0).name(), middle.get(1).name())
            + "\n… 38 more heads between; --format tsv has all\n");
  }

  @Test
  void guesses_have_a_row_for_each_rank() {
    var request = new AblationRequest(
        text("the [MASK] sat"),
        List.of(new Head(8, 10)),
        List.of(),
        List.of(),
        Cuts.Rest.RENORMALIZED,
        3);

    var result = ask(AblationResult.GuessChanges.class, request);

    GuessChange mask = result.masks().getFirst();
    assertThat(tsv(result))
        .hasSize(1 + 3)
        .startsWith("position\tbefore.piece\tbefore.probability\tafter.piece\tafter.probability"
            + "\tdistance\tfall")
        .element(3)
        .isEqualTo(row(
            2,
            mask.before().get(2).piece(),
            mask.before().get(2).probability(),
            mask.after().get(2).piece(),
            mask.after().get(2).probability(),
            (float) mask.distance(),
            (float) mask.fall()));
    assertThat(result.text(WIDE)).startsWith("the [MASK] sat\nsilenced 9-11 · bert-base-uncased\n");
  }

  @Test
  void losses_have_a_row_for_each_piece_and_words_are_those_of_the_text() {
    var request = new AblationRequest(
        text("a cat and a dog"),
        List.of(),
        List.of(new NamedEdge("cat", "a"), new NamedEdge("cat", "a#2")),
        List.of(new Head(0, 1)),
        Cuts.Rest.KEPT,
        1);

    var result = ask(AblationResult.PieceLosses.class, request);

    PieceLoss last = result.pieces().getLast();
    assertThat(tsv(result))
        .hasSize(1 + 5)
        .startsWith("position\tpiece\tbefore\tafter")
        .endsWith(row(5, "dog", last.before(), last.after()));
    assertThat(result.notes())
        .containsExactly(
            "a stands in the text 2 times; the first is meant, and a#2 means the" + " second");
    assertThat(result.text(WIDE))
        .contains("cut cat → a, cat → a#2 in 1-2, other weights kept · bert-base-uncased")
        .contains("loss of 5 pieces, each masked in turn: ");
  }

  @Test
  void what_acts_in_a_text_is_inert() {
    var request = new AblationRequest(text("\u001b[31m\u202e [MASK]"), List.of(new Head(0, 0)));

    String shown = AblationResult.of(model, request, Progress.silent()).text(WIDE);

    assertThat(shown).startsWith("␛[31m\\u202e [MASK]\n");
  }

  @Test
  void what_cannot_be_done_is_said_in_one_sentence(@TempDir Path folder) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.txt"));
    var corpus = new AblationRequest(new AblationRequest.Corpus(empty));
    var absent = new AblationRequest(text("a [MASK]"), List.of(new Head(12, 0)));

    assertThatThrownBy(() -> AblationResult.of(model, corpus, Progress.silent()))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "ablate: %s must have at least one line that can be masked; got none; 0 empty,"
                + " 0 too long",
            empty);
    var absentShown = new AblationRequest(
        text("a [MASK]"),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Cuts.Rest.KEPT,
        1,
        List.of(new Head(0, 12)));
    assertThatThrownBy(() -> AblationResult.of(model, absentShown, Progress.silent()))
        .isInstanceOf(RequestException.class)
        .hasMessage("show must name heads from 1-1 to 12-12 in bert-base-uncased; got 1-13");
    assertThatThrownBy(() -> AblationResult.of(model, absent, Progress.silent()))
        .isInstanceOf(RequestException.class)
        .hasMessage("silence must name heads from 1-1 to 12-12 in bert-base-uncased; got 13-1");
  }

  @Test
  void a_request_that_contradicts_itself_is_refused() {
    var corpus = new AblationRequest.Corpus(Path.of("texts.txt"));
    List<Head> heads = List.of(new Head(0, 0));

    List<NamedEdge> edges = List.of(new NamedEdge("a", "b"));
    assertThatThrownBy(
            () -> new AblationRequest(corpus, List.of(), edges, List.of(), Cuts.Rest.KEPT, 1))
        .hasMessage("ablate: edges to be cut need one text; got a corpus");
    assertThatThrownBy(() -> new AblationRequest(
            corpus, Optional.empty(), heads, List.of(), List.of(), Cuts.Rest.KEPT, 1, heads))
        .hasMessage("ablate: heads to be shown need a ranking, of each head silenced in turn; got"
            + " heads or edges to be taken out");
    assertThatThrownBy(
            () -> new AblationRequest(text("a"), List.of(), List.of(), heads, Cuts.Rest.KEPT, 1))
        .hasMessage("ablate: heads in which edges are cut need an edge; got heads alone");
    assertThatThrownBy(
            () -> new AblationRequest(text("a"), heads, List.of(), List.of(), Cuts.Rest.KEPT, 0))
        .hasMessage("ablate: top must be from 1 on; got 0");
  }
}
