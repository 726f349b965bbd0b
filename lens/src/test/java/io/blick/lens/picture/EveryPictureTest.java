package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.flow.Rollout;
import io.blick.lens.senses.Occurrence;
import io.blick.lens.senses.Senses;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.QueryOrigin;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The properties of every picture, whatever the text. */
class EveryPictureTest {
  private static final List<Colours> COLOURS =
      List.of(Colours.trueColour(), Colours.colours256(), Colours.monochrome(), Colours.none());

  private static Stream<Picture> pictures(HeadMaps maps) {
    return Stream.of(
        new Overview(maps),
        new HeadPicture(maps, new Head(1, 0)),
        new RankingPicture(maps, Ranking.of(maps, 1, 2)));
  }

  /** Returns the maps with larger numbers, as norms. */
  private static HeadMaps norms(HeadMaps maps) {
    List<float[][]> all = new ArrayList<>();
    maps.forEach((_, map) -> all.add(map));
    return maps.with(EdgeScore.NORM, (layer, head) -> {
      float[][] map = all.get(layer * maps.heads() + head).clone();
      int pieces = IntStream.range(0, maps.units().size())
          .map(i -> maps.units().pieces(i).size())
          .sum();
      float[][] grown = new float[pieces][pieces];
      for (int t = 0; t < pieces; t++) {
        for (int s = 0; s < pieces; s++) {
          grown[t][s] = 13 * map[t % map.length][s % map.length];
        }
      }
      return grown;
    });
  }

  /** Returns the pictures that need a trace. */
  private static Stream<Picture> traced(String... words) {
    var model = new TinyModel();
    Trace one = Trace.of(model, String.join(" ", words));
    Trace two = Trace.of(model, String.join(" ", words) + " ja");
    return Stream.of(
        new RolloutPicture(Rollout.of(one, 1), Granularity.WORDS),
        new SensesPicture(Senses.of(List.of(Occurrence.of(one, 1), Occurrence.of(two, 1)), 2)));
  }

  private static Picture steps(String text) {
    var model = new TinyModel();
    Trace trace = Trace.of(model, text);
    Steps steps = Steps.of(trace, new Head(1, 1), List.of(1, 2));
    QueryOrigin origin = QueryOrigin.of(model, trace, steps);
    return StepsPicture.of(
        SeededMaps.HOSTILE, trace.units(Granularity.WORDS), 1, steps, Optional.of(origin));
  }

  static Stream<Picture> hostile() {
    HeadMaps maps = SeededMaps.of(2, 3, SeededMaps.HOSTILE, "]]>", SeededMaps.HOSTILE + "|<!--");
    return Stream.of(
            pictures(maps),
            pictures(norms(maps)),
            traced(SeededMaps.HOSTILE, "]]>", "nej|<!--"),
            Stream.of(steps(SeededMaps.HOSTILE + "|]]>")))
        .flatMap(pictures -> pictures);
  }

  static Stream<Picture> forty() {
    return Stream.of(
            pictures(SeededMaps.fortyWords()),
            pictures(norms(SeededMaps.fortyWords())),
            traced("a", "beräknings|metoden|na", "東京", "i"))
        .flatMap(pictures -> pictures);
  }

  static Stream<Picture> all() {
    return Stream.of(hostile(), forty(), pictures(SeededMaps.of(2, 3, "ja")))
        .flatMap(pictures -> pictures);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_text_reaches_no_terminal(Picture picture) {
    for (Colours colours : COLOURS) {
      String text = SeededMaps.plain(picture.text(new Terminal(colours, 80)));

      assertThat(text.codePoints().filter(c -> c != '\n').noneMatch(EveryPictureTest::acts))
          .isTrue();
      assertThat(text).contains("</script>&\"'␛[31m␀");
    }
  }

  private static boolean acts(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.SURROGATE
        || Character.getType(c) == Character.LINE_SEPARATOR
        || c == 0xffff;
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_svg_is_well_formed_and_holds_no_script_and_no_reference(Picture picture)
      throws Exception {
    Document document = parsed(picture.svg());

    NodeList elements = document.getElementsByTagName("*");
    for (int i = 0; i < elements.getLength(); i++) {
      assertThat(elements.item(i).getNodeName())
          .isIn("svg", "title", "style", "rect", "text", "g", "path");
      assertThat(elements.item(i).getAttributes().getNamedItem("href")).isNull();
    }
    assertThat(picture.svg()).doesNotContain("url(", "@import", "NaN", "Infinity");
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_svg_in_a_page_looks_as_it_does_alone(Picture picture) throws Exception {
    Document document = parsed(picture.svg());

    String style = document.getElementsByTagName("style").item(0).getTextContent();
    assertThat(document.getDocumentElement().getAttribute("class")).isEqualTo("blick");
    assertThat(style.strip())
        .startsWith(".blick,.blick text,.blick path,.blick rect{direction:ltr;writing-mode:")
        .contains(";text-anchor:start;", ";white-space:normal;", ";letter-spacing:normal;")
        .contains(";text-transform:none;", ";font-weight:400;", ";stroke:none;")
        .contains(".blick text{font-family:", "unicode-bidi:isolate}");
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_svg_in_a_page_of_icons_keeps_its_strokes(Picture picture) throws Exception {
    List<String> rules = parsed(picture.svg())
        .getElementsByTagName("style")
        .item(0)
        .getTextContent()
        .strip()
        .lines()
        .toList();

    assertThat(rules.getFirst())
        .contains(";stroke-linecap:butt;stroke-linejoin:miter;stroke-miterlimit:4;")
        .contains(";stroke-dashoffset:0;", ";marker:none;", ";text-decoration:none;");
    assertThat(rules)
        .contains(".blick .map path{fill:none;stroke:currentColor;stroke-width:1;"
            + "stroke-linecap:butt;stroke-dasharray:none;vector-effect:none}");
    // Of rules of the same specificity the later one holds.
    assertThat(rules.indexOf(".blick .mid{text-anchor:middle}")).isPositive();
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_svg_in_a_page_changes_nothing_but_itself(Picture picture) throws Exception {
    String style = parsed(picture.svg())
        .getElementsByTagName("style")
        .item(0)
        .getTextContent()
        .strip();

    assertThat(style
            .lines()
            .flatMap(rule -> Stream.of(rule.replaceFirst("\\{.*", "").split(","))))
        .allSatisfy(selector ->
            assertThat(selector).matches("\\.blick( .*)?|@media\\(prefers-color-scheme:dark\\)|}"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_word_is_text_in_an_svg(Picture picture) throws Exception {
    String svg = picture.svg();

    assertThat(parsed(svg).getDocumentElement().getTextContent()).contains("</script>&\"'␛[31m␀");
    assertThat(svg).doesNotContain("</script>");
    assertThat(svg.codePoints().filter(c -> c != '\n').noneMatch(EveryPictureTest::acts))
        .isTrue();
  }

  private static Document parsed(String svg) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_picture_carries_the_caution(Picture picture) throws Exception {
    String text = picture.text(new Terminal(Colours.none(), 80));
    String svg = parsed(picture.svg()).getDocumentElement().getTextContent();

    assertThat(text.replace('\n', ' ')).contains(Caution.TEXT);
    assertThat(svg.replace('\n', ' '))
        .contains("explanations", "(Jain & Wallace 2019; Wiegreffe &");
  }

  @ParameterizedTest
  @MethodSource("forty")
  void no_line_is_wider_than_the_terminal(Picture picture) {
    for (Colours colours : COLOURS) {
      for (int columns : new int[] {61, 80, 101, 199}) {
        String text = SeededMaps.plain(picture.text(new Terminal(colours, columns)));

        assertThat(text.lines().mapToInt(Columns::of).max().orElseThrow())
            .isLessThanOrEqualTo(columns);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void without_colours_there_is_no_escape_and_in_a_pipe_no_bar(Picture picture) {
    String text = picture.text(new Terminal(Colours.none(), 80));

    assertThat(text).doesNotContain("\u001b").doesNotContainPattern("[▀-▟]");
    assertThat(picture.text(new Terminal(Colours.monochrome(), 80))).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_numbers_of_a_map_do_not_depend_on_the_colours(Picture picture) {
    String pipe = picture.text(new Terminal(Colours.none(), 100));
    String terminal = SeededMaps.plain(picture.text(new Terminal(Colours.trueColour(), 100)));

    assertThat(numbers(terminal)).isEqualTo(numbers(pipe));
  }

  private static List<String> numbers(String text) {
    return Pattern.compile("[0-9]*\\.[0-9]{3}\\b|1\\.00\\b")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  @Test
  void the_same_picture_has_the_same_bytes_in_every_locale() {
    HeadMaps maps = SeededMaps.of(2, 3, "a", "b|c");
    List<String> here = bytes(maps);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));

      assertThat(bytes(maps)).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> bytes(HeadMaps maps) {
    return pictures(maps)
        .flatMap(
            picture -> Stream.of(picture.svg(), picture.text(new Terminal(Colours.none(), 80))))
        .toList();
  }
}
