package io.blick.lens.report.ablation;

import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.CorpusChange;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.ablation.GuessEffect;
import io.blick.lens.ablation.LossEffect;
import io.blick.lens.ablation.OutputEffect;
import io.blick.lens.ablation.TextAblation;
import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An {@link AblationResult} as text for people. */
final class AblationText {
  private static final int FIRST_SHOWN = 15;
  private static final int LAST_SHOWN = 5;
  private static final String CAUTION =
      "Silencing a head shows what the model without it does, not what the head is for: other heads"
          + " may stand in for it (Michel et al. 2019), and the model was not trained on zeros.";
  private static final String DISTANCE_MEANING =
      "Distance is ½ Σ |p − q| over the vocabulary (total variation: 0 the same, 1 nothing in"
          + " common); change is that of the probability of the first guess.";
  private static final String MEANS_OVER_MASKS = " Both are means over the masks.";
  private static final String LOSS_MEANING =
      "Loss is the mean of −ln p of the masked pieces, in nats; a change above 0 means that the"
          + " model guesses worse without it.";

  private final AblationResult result;
  private final Terminal terminal;
  private final TextPage page;

  private AblationText(AblationResult result, Terminal terminal) {
    this.result = result;
    this.terminal = terminal;
    this.page = new TextPage(terminal.columns());
  }

  static String of(AblationResult result, Terminal terminal) {
    var text = new AblationText(result, terminal);
    switch (result) {
      case AblationResult.RankedByGuesses ranked -> text.heads(ranked);
      case AblationResult.RankedByLoss ranked -> text.heads(ranked.ablation());
      case AblationResult.RankedByCorpus ranked -> text.heads(ranked.ablation());
      case AblationResult.CorpusChanged changed -> text.corpus(changed.change());
      case AblationResult.GuessChanges changes -> text.guesses(changes);
      case AblationResult.PieceLosses losses -> text.losses(losses);
      case AblationResult.RankedByOutput ranked -> text.outputs(ranked.heads());
      case AblationResult.OutputChanged changed -> text.output(changed.change());
    }
    return text.page.blank().sentence(CAUTION).toString();
  }

  private void heads(AblationResult.RankedByGuesses ranked) {
    List<GuessEffect> heads = ranked.heads();
    List<GuessChange> masks = heads.getFirst().masks();
    heading(masks.size() == 1 ? DISTANCE_MEANING : DISTANCE_MEANING + MEANS_OVER_MASKS);
    for (GuessChange mask : masks) {
      page.blank().add("%s, piece %d".formatted(Visible.text(ranked.mask()), mask.position()));
      AblationTables.before(mask.before()).text(page, terminal);
    }
    page.blank();
    show(AblationTables.distances(heads), 0, GuessEffect::head, "with a smaller distance");
  }

  private void heads(TextAblation text) {
    heading(LOSS_MEANING);
    String pieces = count(text.pieces(), "piece");
    page.blank()
        .sentence("loss of %s, each masked in turn: %s".formatted(pieces, fixed(text.loss())))
        .blank();
    show(AblationTables.losses(text.heads()), LAST_SHOWN, LossEffect::head, "between");
  }

  private void heads(CorpusAblation corpus) {
    heading(LOSS_MEANING);
    page.sentence("Between low and high lie 95 % of the changes when the lines are drawn again,"
        + " 1,000 times; the interval is each head's own, not that of the first of %d."
            .formatted(corpus.heads().size()));
    few(corpus.lines());
    String pieces = count(corpus.masked(), "piece");
    page.blank()
        .sentence("loss of %s, masked in %s: %s"
            .formatted(pieces, count(corpus.lines(), "line"), fixed(corpus.loss())));
    skipped(corpus.empty(), corpus.tooLong());
    page.blank();
    show(
        AblationTables.intervals(corpus.heads()),
        LAST_SHOWN,
        ranked -> ranked.effect().head(),
        "between");
  }

  private void few(int lines) {
    if (lines < Proportion.MANY) {
      page.sentence("Fewer than %d lines: the intervals may be much too narrow%s."
          .formatted(Proportion.MANY, lines == 1 ? ", and of one line say nothing" : ""));
    }
  }

  private void corpus(CorpusChange corpus) {
    heading(LOSS_MEANING.replace("without it", "without them"));
    page.sentence("Between low and high lie 95 % of the changes when the lines are drawn again,"
        + " 1,000 times; in each draw before and after are of the same lines.");
    few(corpus.lines());
    Interval interval = corpus.interval();
    page.blank()
        .sentence("loss of %s, masked in %s: %s before, %s after"
            .formatted(
                count(corpus.masked(), "piece"),
                count(corpus.lines(), "line"),
                fixed(corpus.before()),
                fixed(corpus.after())))
        .sentence("change %s, from %s (low) to %s (high)"
            .formatted(signed(corpus.change()), signed(interval.low()), signed(interval.high())));
    skipped(corpus.empty(), corpus.tooLong());
  }

  private void skipped(int empty, int tooLong) {
    page.sentence("skipped: %s without a piece to be masked, %d too long"
        .formatted(count(empty, "line"), tooLong));
  }

  /** Shows the ends of a ranking, and the heads that were asked for. */
  private <R> void show(Table<R> heads, int last, Function<R, Head> head, String which) {
    List<Head> asked = result.request().show();
    heads.ends(
        page,
        terminal,
        FIRST_SHOWN,
        last,
        row -> asked.contains(head.apply(row)),
        left -> leftOut(left, which));
  }

  private void guesses(AblationResult.GuessChanges changes) {
    heading(DISTANCE_MEANING);
    for (GuessChange mask : changes.masks()) {
      page.blank()
          .add("%s, piece %d: distance %s, change %s"
              .formatted(
                  Visible.text(changes.mask()),
                  mask.position(),
                  fixed(mask.distance()),
                  signed(-mask.fall())));
      AblationTables.guesses(List.of(mask)).text(page, terminal);
    }
  }

  private void losses(AblationResult.PieceLosses losses) {
    heading(LOSS_MEANING);
    String pieces = count(losses.pieces().size(), "piece");
    String change = signed(losses.after() - losses.before());
    page.blank()
        .sentence("loss of %s, each masked in turn: %s before, %s after, change %s"
            .formatted(pieces, fixed(losses.before()), fixed(losses.after()), change))
        .blank();
    AblationTables.pieces(losses.pieces()).text(page, terminal);
  }

  private void outputs(List<OutputEffect> heads) {
    OutputChange first = heads.getFirst().change();
    heading(OutputSentences.meaning(first));
    page.blank();
    if (!(first instanceof OutputChange.VectorChange)) {
      OutputTables.before(first).text(page, terminal);
      page.blank();
    }
    show(OutputTables.heads(heads), 0, OutputTables.HeadChange::head, "with a smaller distance");
  }

  private void output(OutputChange change) {
    heading(OutputSentences.meaning(change));
    page.blank().sentence(OutputSentences.change(change));
    if (!(change instanceof OutputChange.VectorChange)) {
      page.blank();
      OutputTables.change(change).text(page, terminal);
    }
  }

  private void heading(String measure) {
    switch (result.request().source()) {
      case AblationRequest.Pair(String text, String second) ->
        page.sentence(Visible.text(text)).sentence("second: " + Visible.text(second));
      case AblationRequest.Asked(String text, String question) ->
        page.sentence(Visible.text(text)).sentence("question: " + Visible.text(question));
      case AblationRequest.Text text -> page.sentence(Visible.text(text.name()));
      case AblationRequest.Corpus corpus -> page.sentence(Visible.text(corpus.name()));
    }
    page.sentence(Visible.text(intervention(result.request()) + " · " + result.model()))
        .blank()
        .sentence(measure);
  }

  private static String intervention(AblationRequest request) {
    if (request.eachHead()) {
      return "each head silenced in turn";
    }
    String silenced = request.silence().isEmpty() ? "" : "silenced " + names(request.silence());
    if (request.cut().isEmpty()) {
      return silenced;
    }
    String edges = request.cut().stream()
        .map(edge -> edge.from() + " → " + edge.to())
        .collect(Collectors.joining(", "));
    return "%s%scut %s in %s, other weights %s"
        .formatted(
            silenced,
            silenced.isEmpty() ? "" : "; ",
            edges,
            request.in().isEmpty() ? "all heads" : names(request.in()),
            request.others().name().toLowerCase(Locale.ROOT));
  }

  private static String names(List<Head> heads) {
    return heads.stream().map(Head::name).collect(Collectors.joining(", "));
  }

  private static String leftOut(int count, String which) {
    return "… %s %s; --format tsv has all".formatted(count(count, "more head"), which);
  }

  private static String count(int count, String thing) {
    return count == 1 ? "1 " + thing : count + " " + thing + "s";
  }

  private static String fixed(double value) {
    return Numbers.fixed(value, 4);
  }

  private static String signed(double value) {
    return Numbers.signed(value, 4);
  }
}
