package io.blick.lens.picture;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.senses.AttentionByPlace;
import io.blick.lens.senses.Contrast;
import io.blick.lens.senses.Occurrence;
import io.blick.lens.senses.Plane;
import io.blick.lens.senses.Senses;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.ArrayList;
import java.util.List;

/** A {@link SensesPicture} as text. */
final class SensesText {
  private static final int CELL = 7;
  private static final int LABEL = 5;
  private static final int MOST_PAIRS = 10;
  private static final int MOST_HEADS = 5;

  private final Senses senses;
  private final String word;
  private final Terminal terminal;
  private final int columns;
  private final Ink ink;
  private final TextPage page;

  private SensesText(Senses senses, String word, Terminal terminal) {
    this.senses = senses;
    this.word = word;
    this.terminal = terminal;
    this.columns = terminal.columns();
    this.ink = new Ink(terminal.colours());
    this.page = new TextPage(columns);
  }

  static String of(Senses senses, String word, Terminal terminal) {
    var text = new SensesText(senses, word, terminal);
    text.texts();
    text.layers();
    text.matrix();
    text.pairs();
    text.plane();
    text.heads();
    text.page.blank().sentence(Caution.TEXT);
    return text.page.toString();
  }

  private void texts() {
    page.title(ink, word + " · " + SensesPicture.model(senses)).blank();
    List<String> forms = SensesPicture.forms(senses);
    int widest = forms.stream().mapToInt(Columns::of).max().orElse(0);
    for (int i = 0; i < senses.texts().size(); i++) {
      String form = forms.isEmpty() ? "" : Columns.left(forms.get(i), widest) + "  ";
      String text = Visible.text(senses.texts().get(i).text());
      int room = Math.max(1, columns - LABEL - 2 - Columns.of(form));
      page.add(label(i) + "  " + ink.bold(form) + Columns.cut(text, room));
    }
  }

  private static String label(int text) {
    return Columns.right(Integer.toString(text + 1), LABEL);
  }

  private void layers() {
    page.blank()
        .sentence("Cosine of the word's vectors (the mean over its pieces) in every two texts:"
            + " mean, least and largest after the embeddings (0) and after each layer. "
            + SensesPicture.COSINE_NOTE)
        .blank();
    SensesTables.layers(senses).text(page, terminal);
  }

  private static String cell(double number) {
    return Columns.right(Numbers.weight(number), CELL);
  }

  private void matrix() {
    int size = senses.texts().size();
    page.blank().sentence("Cosine of every two texts, %s:".formatted(SensesPicture.place(senses)));
    int across = Math.max(1, (columns - LABEL) / CELL);
    for (int at = 0; at < size; at += across) {
      int end = Math.min(size, at + across);
      var heading = new StringBuilder(" ".repeat(LABEL));
      for (int column = at; column < end; column++) {
        heading.append(Columns.right(Integer.toString(column + 1), CELL));
      }
      page.blank().add(ink.faint(heading.toString()));
      for (int row = 0; row < size; row++) {
        var line = new StringBuilder(label(row));
        for (int column = at; column < end; column++) {
          line.append(cell(senses.similarity().cosine(row, column)));
        }
        page.add(line.toString());
      }
    }
  }

  private void pairs() {
    page.blank()
        .sentence(SensesPicture.groups(senses))
        .sentence(SensesPicture.GROUP_NOTE)
        .blank();
    SensesTables.pairs(senses).ends(page, terminal, MOST_PAIRS, 0, "… %s more"::formatted);
  }

  private void plane() {
    Plane plane = senses.plane();
    page.blank()
        .sentence("On the plane of the two largest principal components, which have %s and %s of"
                .formatted(
                    SensesPicture.percent(plane.horizontal()),
                    SensesPicture.percent(plane.vertical()))
            + " the variance (--format svg draws it):")
        .blank();
    SensesTables.plane(senses, columns).text(page, terminal);
  }

  private void heads() {
    List<Contrast> contrasts = senses.contrasts();
    page.blank();
    if (contrasts.getFirst().difference() <= 0) {
      page.sentence(
          "No head looks more differently from the word between the groups than within" + " them.");
      return;
    }
    page.sentence("Heads that look most differently from the word in the two groups: the part of"
            + " the weight that lies at another place (itself, the word before, the word behind,"
            + " other words, [CLS], [SEP]; total variation), the mean over every two texts of"
            + " different groups, less that over every two of one group. The best of %s heads is"
                .formatted(contrasts.size())
            + " best by chance too: with few texts some always differ. Below each the other word"
            + " looked at most in each text.")
        .blank()
        .add(ink.faint(" head  between  within  difference"));
    for (Contrast contrast : contrasts.subList(0, Math.min(contrasts.size(), MOST_HEADS))) {
      if (contrast.difference() > 0) {
        head(contrast);
      }
    }
  }

  private void head(Contrast contrast) {
    page.add(ink.bold(Columns.right(contrast.head().name(), LABEL))
        + Columns.right(Numbers.weight(contrast.distances().between()), CELL + 2)
        + Columns.right(SensesPicture.number(contrast.distances().within()), CELL + 1)
        + Columns.right(Numbers.weight(contrast.difference()), CELL + 5));
    List<String> looks = new ArrayList<>();
    for (int i = 0; i < senses.texts().size(); i++) {
      Occurrence text = senses.texts().get(i);
      AttentionByPlace glance = text.attention(contrast.head());
      // No-break spaces keep the three on one line.
      looks.add("%s\u00a0%s\u00a0%s"
          .formatted(
              i + 1, Labels.label(text.words(), glance.most()), Numbers.weight(glance.weight())));
    }
    page.sentence(" ".repeat(LABEL + 2), String.join(" · ", looks));
  }
}
