package io.blick.lens.report.heads;

import io.blick.lens.corpus.SentenceText;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.looks.HeadLooks;
import io.blick.lens.looks.LookExample;
import io.blick.lens.looks.LookShares;
import io.blick.lens.looks.Looks;
import io.blick.lens.looks.NearLook;
import io.blick.lens.looks.NearLooks;
import io.blick.lens.picture.Caution;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@link Looks} as text for people. */
final class LooksText {
  private static final String INDENT = "  ";

  private static final String DEFINITION =
      "Means over all words of the weight on other words (others), on the word itself (self) and"
          + " on the pieces that the model adds; together they are 1. Of others: the part of that"
          + " which words of a part of speech get, and in brackets what they would get of a head"
          + " that looks at all pieces alike.";

  private final Looks looks;
  private final Terminal terminal;
  private final TextPage page;

  LooksText(Looks looks, Terminal terminal) {
    this.looks = looks;
    this.terminal = terminal;
    this.page = new TextPage(terminal.columns());
  }

  /** Returns a line for each head. */
  String ofAll() {
    measured();
    page.sentence(DEFINITION).blank();
    LooksTables.heads(looks).text(page, terminal);
    looks.heads().stream().filter(head -> !head.examples().isEmpty()).forEach(this::examples);
    page.blank().sentence(Caution.TEXT);
    return page.toString();
  }

  /** Returns what one head looks at. */
  String ofHead(HeadLooks head, Optional<NearLooks> near) {
    measured();
    page.sentence(summary(head)).blank();
    LooksTables.parts(looks, head).text(page, terminal);
    page.blank()
        .sentence("alike: what words of the part of speech would get of a head that looks at all"
            + " pieces alike. By who looks, with that in brackets:")
        .blank();
    LooksTables.byPart(looks, head).text(page, terminal);
    forms(head);
    if (!head.examples().isEmpty()) {
      examples(head);
    }
    near.ifPresent(places -> near(head, places));
    page.blank().sentence(Caution.TEXT);
    return page.toString();
  }

  private void measured() {
    page.sentence(String.format(
        Locale.ROOT,
        "what heads look at · %s · %,d sentences, %,d words · %,d skipped",
        Visible.text(looks.model()),
        looks.sentences(),
        looks.words(),
        looks.skipped()));
  }

  private String summary(HeadLooks head) {
    LookShares all = head.all();
    StringBuilder summary = new StringBuilder(
            "%s: of the weight of all words %s is on other words, %s"
                .formatted(
                    head.head().name(),
                    Numbers.fixed(all.others(), 3),
                    Numbers.fixed(all.itself(), 3)))
        .append(" on the word itself");
    for (int i = 0; i < looks.added().size(); i++) {
      summary.append(", %s on %s"
          .formatted(
              Numbers.fixed(all.added().get(i), 3), Visible.text(looks.added().get(i))));
    }
    return summary.append('.').toString();
  }

  private void forms(HeadLooks head) {
    if (head.forms().isEmpty()) {
      return;
    }
    page.blank()
        .sentence(
            "Words that get most, with the weight at each occurrence from all other words of the"
                + " sentence together, and how often they occur (5 times or more):")
        .sentence(
            INDENT,
            head.forms().stream()
                .map(form -> "%s %s (%d)"
                    .formatted(
                        Visible.text(form.form()),
                        Numbers.fixed(form.weight(), 2),
                        form.occurrences()))
                .collect(Collectors.joining(" · ")));
  }

  private void examples(HeadLooks head) {
    page.blank()
        .sentence(
            ("%s, typical looks: ›word‹ looks, most at the other word [word]; the weight there, and"
                    + " the distance from the head's mean.")
                .formatted(head.head().name()));
    head.examples().forEach(example -> page.sentence(INDENT, line(example)));
  }

  private static String line(LookExample example) {
    return "%s %s  %s  %s"
        .formatted(
            Numbers.fixed(example.weight(), 2),
            Numbers.fixed(example.distance(), 2),
            MarkedSentence.name(example.place()),
            marked(example.sentence(), example.from(), example.looked()));
  }

  private static String marked(SentenceText sentence, int from, int looked) {
    return new MarkedSentence(sentence)
        .mark(looked, MarkedSentence.RIGHT)
        .mark(from, MarkedSentence.LOOKS)
        .text();
  }

  private void near(HeadLooks head, NearLooks near) {
    page.blank()
        .sentence(("%s, nearest to what it gives at %s: cosine, and the weight of ›word‹ on [word],"
                + " the other word that it looks at most.")
            .formatted(head.head().name(), Visible.text(near.word())));
    near.places().forEach(place -> page.sentence(INDENT, line(place)));
  }

  private static String line(NearLook near) {
    return "%s %s  %s  %s"
        .formatted(
            Numbers.fixed(near.cosine(), 3),
            Numbers.fixed(near.weight(), 2),
            MarkedSentence.name(near.place()),
            marked(near.sentence(), near.from(), near.looked()));
  }
}
