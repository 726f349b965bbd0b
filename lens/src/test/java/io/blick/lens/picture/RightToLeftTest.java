package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.Shared;
import io.blick.lens.draw.TextPage;
import io.blick.lens.flow.Rollout;
import io.blick.lens.report.look.FillRequest;
import io.blick.lens.report.look.FillResult;
import io.blick.lens.report.look.TokensRequest;
import io.blick.lens.report.look.TokensResult;
import io.blick.lens.senses.Occurrence;
import io.blick.lens.senses.Senses;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import io.blick.models.Models;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a terminal that reorders text shows of words that are written from right to left. */
class RightToLeftTest {
  /** Hebrew, Arabic with Arabic digits, Latin. */
  private static final String TEXT =
      "\u05db\u05dc\u05d1 \u0641\u0623\u0631|\u0661 \u05d0\u05db\u05dc ja \u05db\u05dc\u05d1";

  private static final List<Integer> DIRECTIONS =
      List.of(Bidi.DIRECTION_LEFT_TO_RIGHT, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);

  static Stream<Picture> pictures() {
    Trace trace = Trace.of(new TinyModel(), TEXT);
    HeadMaps maps = trace.maps(Granularity.WORDS);
    TextUnits words = trace.units(Granularity.WORDS);
    return Stream.of(
        new Overview(maps),
        new HeadPicture(maps, new Head(1, 2)),
        new HeadPicture(trace.maps(Granularity.PIECES), new Head(1, 2)),
        new RankingPicture(maps, Ranking.of(maps, 2, 1)),
        new RolloutPicture(Rollout.of(trace, 1), Granularity.WORDS),
        StepsPicture.of("tiny", words, 2, Steps.of(trace, new Head(1, 2), 2), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void columns_stand_from_left_to_right(Picture picture) {
    for (Colours colours : List.of(Colours.none(), Colours.monochrome(), Colours.trueColour())) {
      for (int columns : new int[] {43, 100}) {
        String text = picture.text(new Terminal(colours, columns));

        assertThat(text).contains("\u2068");
        SeededMaps.plain(text).lines().forEach(RightToLeftTest::fromLeftToRight);
      }
    }
  }

  @Test
  void columns_of_senses_guesses_pieces_and_tables_do_too() {
    Trace trace = Trace.of(new TinyModel(), TEXT);
    var terminal = new Terminal(Colours.none(), 80);
    var senses =
        new SensesPicture(Senses.of(List.of(Occurrence.of(trace, 1), Occurrence.of(trace, 5)), 1));
    var tags = new TextPage(80);
    new Table<>(
            List.of(
                Column.<String>text("label", _ -> "PER"),
                Column.<String>text("text", word -> word),
                Column.<String>number("score", 4, _ -> 0.5)),
            List.of("\u05db\u05dc\u05d1", "\u0641\u0623\u0631"))
        .text(tags, terminal);

    assertThat(tags.toString()).contains("\u2068");
    tags.toString().lines().forEach(RightToLeftTest::fromLeftToRight);
    senses
        .text(terminal)
        .lines()
        .filter(line -> line.contains("·"))
        .forEach(RightToLeftTest::fromLeftToRight);
    fromLeftToRight(
        TokensResult.of(new TinyModel(), new TokensRequest(TEXT)).text(terminal).strip());
  }

  @Test
  void guesses_stand_behind_their_numbers_and_the_text_as_it_is_read() {
    try (var bert = Models.open(Shared.model("bert-base-multilingual-cased"))) {
      String text = FillResult.of(
              bert,
              new FillRequest(List.of("\u05d1\u05d9\u05e8\u05ea \u05d4\u05d9\u05d0 [MASK]."), 5))
          .text(new Terminal(Colours.none(), 80));

      assertThat(text)
          .startsWith(
              "\u2066\u2068\u05d1\u05d9\u05e8\u05ea \u05d4\u05d9\u05d0 [MASK].\u2069\u2069\n");
      text.lines().skip(2).forEach(RightToLeftTest::fromLeftToRight);
    }
  }

  @Test
  void what_would_reverse_a_text_stays_a_visible_sign() {
    String text = new HeadPicture(
            Trace.of(new TinyModel(), "\u202eja \u2067\u05db\u05dc\u05d1").maps(Granularity.PIECES),
            new Head(0, 0))
        .text(new Terminal(Colours.none(), 80));

    assertThat(text).contains("\\u202eja", "\\u2067\u2068\u05db\u05dc\u05d1\u2069");
    assertThat(text).doesNotContain("\u202e", "\u2067");
  }

  /** Checks that the words of a line begin one behind the other, as they are shown. */
  private static void fromLeftToRight(String line) {
    for (int direction : DIRECTIONS) {
      int[] places = places(line, direction);
      List<Integer> starts = new ArrayList<>();
      int at = 0;
      for (String word : line.split(" ", -1)) {
        int from = at;
        IntStream.range(from, from + word.length())
            .filter(i -> line.charAt(i) < '\u2066' || line.charAt(i) > '\u2069')
            .map(i -> places[i])
            .min()
            .ifPresent(starts::add);
        at += word.length() + 1;
      }
      assertThat(starts).as(line).isSorted();
    }
  }

  /** Returns where each character of a line is shown, from the left. */
  private static int[] places(String line, int direction) {
    int size = line.length();
    if (size == 0) {
      return new int[0];
    }
    var bidi = new Bidi(line, direction);
    byte[] levels = new byte[size];
    Integer[] shown = new Integer[size];
    for (int i = 0; i < size; i++) {
      levels[i] = (byte) bidi.getLevelAt(i);
      shown[i] = i;
    }
    Bidi.reorderVisually(levels, 0, shown, 0, size);
    int[] places = new int[size];
    for (int place = 0; place < size; place++) {
      places[shown[place]] = place;
    }
    return places;
  }
}
