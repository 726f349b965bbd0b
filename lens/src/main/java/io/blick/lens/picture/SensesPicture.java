package io.blick.lens.picture;

import io.blick.lens.draw.Numbers;
import io.blick.lens.senses.Groups;
import io.blick.lens.senses.Occurrence;
import io.blick.lens.senses.Senses;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Graphemes;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The picture of one word in several texts: as text, all that was measured; as SVG, its vectors on
 * the plane of their two largest principal components.
 *
 * @param senses the measures
 * @param word what the title calls the word
 */
public record SensesPicture(Senses senses, String word) implements Picture {
  static final String COSINE_NOTE =
      "Vectors of BERT are alike whatever the words (Ethayarajh 2019): hold each cosine against"
          + " that of others, the mean over all two other words, punctuation left out, from"
          + " different texts.";

  static final String GROUP_NOTE =
      "Groups: beginning with each text alone, the two with the highest mean cosine are joined"
          + " until two are left; that always gives two, also of one sense.";

  /** Columns of text that an excerpt shows before the word, and after it. */
  private static final int CONTEXT_COLUMNS = 15;

  /** Draws a word that is called what it is in the first text. */
  public SensesPicture(Senses senses) {
    this(senses, senses.word());
  }

  @Override
  public String text(Terminal terminal) {
    return SensesText.of(senses, Labels.visible(word), terminal);
  }

  @Override
  public String svg() {
    return SensesSvg.of(senses, Labels.visible(word));
  }

  /** Returns of each text the form that the word has there; empty if it is the same in all. */
  static List<String> forms(Senses senses) {
    List<String> forms = senses.texts().stream()
        .map(text -> Labels.label(text.words(), text.word()))
        .toList();
    return Set.copyOf(forms).size() == 1 ? List.of() : forms;
  }

  static String model(Senses senses) {
    Occurrence first = senses.texts().getFirst();
    return "%s · %s layers × %s heads · %s texts"
        .formatted(
            Visible.text(first.model()),
            first.layers(),
            first.heads(),
            senses.texts().size());
  }

  /** Returns the place in the model from which the chosen vectors are. */
  static String place(Senses senses) {
    return senses.chosen() == 0 ? "after the embeddings" : "layer " + senses.chosen();
  }

  /** Returns a sentence on the two groups and their cosines. */
  static String groups(Senses senses) {
    Groups.WithinBetween cosines = senses.cosines();
    return "Two groups by nearness, %s: %s | %s; mean cosine within %s, between %s, others %s."
        .formatted(
            place(senses),
            numbers(senses.groups().first()),
            numbers(senses.groups().second()),
            number(cosines.within()),
            Numbers.weight(cosines.between()),
            number(senses.similarity().background()));
  }

  private static String numbers(List<Integer> texts) {
    return texts.stream().map(text -> Integer.toString(text + 1)).collect(Collectors.joining(" "));
  }

  /** Returns a number, or – if there is none. */
  static String number(OptionalDouble number) {
    return number.isPresent() ? Numbers.weight(number.getAsDouble()) : "–";
  }

  static String percent(double part) {
    // The no-break space keeps number and sign on one line.
    return Numbers.fixed(100 * part, 1) + "\u00a0%";
  }

  /** Returns the word with the text around it, on one line and safe to show. */
  static String excerpt(Occurrence text) {
    String all = text.text();
    // The marks that the model drops from the word's last letter are shown with it.
    int end = Graphemes.end(all, text.end());
    return Columns.cutStart(Visible.text(all.substring(0, text.start())), CONTEXT_COLUMNS)
        + Labels.visible(all.substring(text.start(), end))
        + Columns.cut(Visible.text(all.substring(end)), CONTEXT_COLUMNS);
  }
}
