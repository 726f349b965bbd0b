package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.senses.Occurrence;
import io.blick.lens.senses.Senses;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensesPictureTest {
  private static final TinyModel MODEL = new TinyModel();

  @ParameterizedTest
  @CsvSource({
    "i bank nu, i bank nu",
    "ABCDEFGHIJe\u0301\u0323klmnopqrstuvw bank, …klmnopqrstuvw bank",
    "abcdefghijo\u0302\u0323\u0301klmnopqrstuvw bank, …klmnopqrstuvw bank",
    "abcdefghij\u200dklmnopqrstuvw bank, …klmnopqrstuvw bank",
    "abcdefghijke\u0301lmnopqrstuvw bank, …e\u0301lmnopqrstuvw bank",
    "bank abcdefghijklme\u0301\u0323klm, bank abcdefghijklm…",
    "bank 東京都東京都東京都, bank 東京都東京都…",
    "東京都東京都東京都 bank, …東京都東京都 bank"
  })
  void an_excerpt_has_whole_characters_on_both_sides(String text, String excerpt) {
    Trace trace = Trace.of(MODEL, text);
    int word = trace.units(Granularity.WORDS).find("bank").index();

    Occurrence occurrence = Occurrence.of(trace, word);
    Occurrence other = Occurrence.of(Trace.of(MODEL, "vid bank ja"), 2);

    var picture = new SensesPicture(Senses.of(List.of(occurrence, other), 2));

    assertThat(SensesPicture.excerpt(occurrence)).isEqualTo(excerpt);
    assertThat(labels(picture.svg())).containsExactlyInAnyOrder("1  " + excerpt, "2  vid bank ja");
    assertThat(rows(picture.text(new Terminal(Colours.none(), 97))))
        .containsExactly("1 " + excerpt, "2 vid bank ja");
  }

  /** Returns the labels of the points in the plane. */
  private static List<String> labels(String svg) {
    return Pattern.compile("<text [^>]*class=\"apart[^>]*>([^<]*)</text>")
        .matcher(svg)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** Returns number and excerpt in the table of the plane. */
  private static List<String> rows(String text) {
    return Pattern.compile("(?m)^ +(\\d) +[12] +-?\\d\\.\\d+ +-?\\d\\.\\d+ +(.*)$")
        .matcher(text)
        .results()
        .map(match -> match.group(1) + " " + match.group(2))
        .toList();
  }

  @Test
  void a_narrow_terminal_breaks_no_number_and_shows_the_excerpts() {
    Trace one = Trace.of(MODEL, "i bank nu");
    Trace two = Trace.of(MODEL, "vid bank ja");
    Senses senses = Senses.of(List.of(Occurrence.of(one, 1), Occurrence.of(two, 1)), 2);

    String text = new SensesPicture(senses).text(new Terminal(Colours.none(), 20));

    assertThat(text)
        .contains(" i bank …\n", " vid ban…\n")
        .doesNotContainPattern("\\.[0-9]{0,2}\n *[0-9]");
  }

  @Test
  void a_label_over_a_line_has_a_margin_of_the_papers_colour() {
    String svg = sevenTexts().svg();

    List<String> papers = values(svg, "\\.blick \\.paper\\{fill:(#[0-9a-f]{6})\\}");
    List<String> margins = values(svg, "\\.blick text\\.apart\\{stroke:(#[0-9a-f]{6})\\}");

    assertThat(labels(svg)).hasSize(7);
    // The margin lies below the letters.
    assertThat(svg).contains(".blick .apart{paint-order:stroke;stroke-width:4px;");
    assertThat(margins).isEqualTo(papers).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void labels_keep_clear_of_both_axes() {
    String svg = sevenTexts().svg();

    double vertical = Double.parseDouble(
        values(svg, "<rect x=\"(\\d+)\" [^>]*width=\"1\" [^>]*class=\"rule\"").getFirst());
    double horizontal = Double.parseDouble(
        values(svg, "<rect [^>]*y=\"(\\d+)\" [^>]*height=\"1\" class=\"rule\"").getLast());

    assertThat(placed(svg)).hasSize(7);
    for (Label label : placed(svg)) {
      // Letters reach 12 above the base line and 4 below it.
      assertThat(label.right() < vertical || label.left() > vertical + 1)
          .as("%s beside x = %s", label, vertical)
          .isTrue();
      assertThat(label.y() + 4 < horizontal || label.y() - 12 > horizontal + 1)
          .as("%s beside y = %s", label, horizontal)
          .isTrue();
    }
  }

  private record Label(double left, double right, double y) {}

  private static List<Label> placed(String svg) {
    return Pattern.compile(
            "<text x=\"([0-9.]+)\" y=\"([0-9.]+)\" class=\"apart( end| mid)?\">([^<]*)</text>")
        .matcher(svg)
        .results()
        .map(match -> {
          double x = Double.parseDouble(match.group(1));
          // 6.72 is the mean width of a letter of 13 px.
          double width = Columns.of(match.group(4)) * 6.72;
          double left = match.group(3) == null
              ? x
              : match.group(3).equals(" end") ? x - width : x - width / 2;
          return new Label(left, left + width, Double.parseDouble(match.group(2)));
        })
        .toList();
  }

  private static List<String> values(String svg, String pattern) {
    return Pattern.compile(pattern)
        .matcher(svg)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static SensesPicture sevenTexts() {
    List<String> texts = List.of(
        "bank", "i bank nu", "vid bank ja", "en bank", "bank vid ån", "ja bank i en", "nu ån bank");
    return new SensesPicture(Senses.of(
        texts.stream()
            .map(text -> Trace.of(MODEL, text))
            .map(trace ->
                Occurrence.of(trace, trace.units(Granularity.WORDS).find("bank").index()))
            .toList(),
        2));
  }
}
