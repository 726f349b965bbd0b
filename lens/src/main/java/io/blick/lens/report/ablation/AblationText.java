package io.blick.lens.report.ablation;

import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An {@link AblationResult} for people. */
final class AblationText {
  private static final int FIRST = 15;
  private static final int LAST = 5;
  private static final String CAUTION =
      "Silencing a head shows what the model without it does, not what the head is for: other heads"
          + " may stand in for it (Michel et al. 2019), and the model was not trained on zeros.";
  private static final String DISTANCE =
      "Distance is ½ Σ |p − q| over the vocabulary (total variation: 0 the same, 1 nothing in"
          + " common); change is that of the probability of the first guess.";
  private static final String MEANS = " Both are means over the masks.";
  private static final String LOSS =
      "Loss is the mean of −ln p of the masked pieces, in nats; a change above 0 means that the"
          + " model guesses worse without it.";

  private final AblationResult result;
  private final Terminal terminal;
  private final TextPage lines;

  private AblationText(AblationResult result, Terminal terminal) {
    this.result = result;
    this.terminal = terminal;
    this.lines = new TextPage(terminal.columns());
  }

  static String of(AblationResult result, Terminal terminal) {
    var page = new AblationText(result, terminal);
    switch (result) {
      case AblationResult.HeadsByGuesses found -> page.heads(found);
      case AblationResult.HeadsByLoss found -> page.heads(found);
      case AblationResult.HeadsByCorpus found -> page.heads(found.found());
      case AblationResult.Guesses found -> page.guesses(found);
      case AblationResult.Losses found -> page.losses(found);
    }
    return page.lines.blank().sentence(CAUTION).toString();
  }

  private void heads(AblationResult.HeadsByGuesses found) {
    List<GuessChange> masks = found.heads().getFirst().masks();
    head(masks.size() == 1 ? DISTANCE : DISTANCE + MEANS);
    for (GuessChange mask : masks) {
      lines.blank().add("[MASK], piece " + mask.position());
      AblationTables.before(mask.before()).text(lines, terminal);
    }
    lines.blank();
    AblationTables.distances(found.heads())
        .ends(lines, terminal, FIRST, 0, left -> more(left, "with a smaller distance"));
  }

  private void heads(AblationResult.HeadsByLoss found) {
    head(LOSS);
    String pieces = count(found.found().pieces(), "piece");
    lines
        .blank()
        .sentence("loss of %s, each masked in turn: %s"
            .formatted(pieces, fixed(found.found().loss())))
        .blank();
    AblationTables.losses(found.found().heads())
        .ends(lines, terminal, FIRST, LAST, left -> more(left, "between"));
  }

  private void heads(CorpusAblation found) {
    head(LOSS);
    lines.sentence("Between low and high lie 95 % of the changes when the lines are drawn again,"
        + " 1,000 times; the interval is each head's own, not that of the first of %d."
            .formatted(found.heads().size()));
    String pieces = count(found.masked(), "piece");
    lines
        .blank()
        .sentence("loss of %s, masked in %s: %s"
            .formatted(pieces, count(found.lines(), "line"), fixed(found.loss())))
        .sentence("skipped: %s without a piece to be masked, %d too long"
            .formatted(count(found.empty(), "line"), found.tooLong()))
        .blank();
    AblationTables.intervals(found.heads())
        .ends(lines, terminal, FIRST, LAST, left -> more(left, "between"));
  }

  private void guesses(AblationResult.Guesses found) {
    head(DISTANCE);
    for (GuessChange mask : found.masks()) {
      lines
          .blank()
          .add("[MASK], piece %d: distance %s, change %s"
              .formatted(mask.position(), fixed(mask.distance()), signed(-mask.fall())));
      AblationTables.guesses(List.of(mask)).text(lines, terminal);
    }
  }

  private void losses(AblationResult.Losses found) {
    head(LOSS);
    String pieces = count(found.pieces().size(), "piece");
    String change = signed(found.after() - found.before());
    lines
        .blank()
        .sentence("loss of %s, each masked in turn: %s before, %s after, change %s"
            .formatted(pieces, fixed(found.before()), fixed(found.after()), change))
        .blank();
    AblationTables.pieces(found.pieces()).text(lines, terminal);
  }

  private void head(String meaning) {
    lines
        .sentence(Visible.text(result.request().source().name()))
        .sentence(Visible.text(what(result.request()) + " · " + result.model()))
        .blank()
        .sentence(meaning);
  }

  private static String what(AblationRequest request) {
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

  private static String more(int count, String which) {
    return "… %d more heads %s; --format tsv has all".formatted(count, which);
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
