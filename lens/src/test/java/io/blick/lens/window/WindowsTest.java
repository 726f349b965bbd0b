package io.blick.lens.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Parallel;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Texts;
import io.blick.lens.trace.TinyModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a text is cut; each text here has one piece before it and one behind it. */
class WindowsTest {

  @Test
  void windows_overlap_by_half() {
    // 7 pieces of the text, at most 4 in a window.
    Windows windows = Windows.of(Texts.of("a", "b", "c", "d", "e", "f", "g"), 6);

    assertThat(windows.all()).containsExactly(new Window(1, 5), new Window(3, 7), new Window(5, 8));
    assertThat(windows.rows()).containsExactly(0, 0, 0, 0, 1, 1, 2, 2, 2);
    assertThat(windows.encoding(1).words())
        .isEqualTo(Texts.of("c", "d", "e", "f").words());
    assertThat(windows.encoding(1).pieces().stream().map(Piece::text))
        .containsExactly("[CLS]", "c", "d", "e", "f", "[SEP]");
    assertThat(windows.encoding(1).pieces().stream().map(Piece::word))
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(windows.counted(1)).containsExactly(2, 3);
  }

  @Test
  void windows_begin_and_end_between_words() {
    Windows windows = Windows.of(Texts.of("a|b|c", "d|e|f", "g|h|i", "j"), 7);

    assertThat(windows.all())
        .containsExactly(new Window(1, 4), new Window(4, 7), new Window(7, 11));
  }

  @Test
  void a_word_that_is_longer_than_a_window_is_cut_between_its_pieces() {
    Windows windows = Windows.of(Texts.of("x", "a|b|c|d|e|f|g", "y"), 6);

    assertThat(windows.all())
        .containsExactly(new Window(1, 5), new Window(3, 7), new Window(5, 9), new Window(7, 10));
  }

  @Test
  void a_text_that_fits_is_one_window_as_it_is() {
    Encoding text = Texts.of("a", "b|c");

    Windows windows = Windows.of(text, 5);

    assertThat(windows.all()).containsExactly(new Window(1, 4));
    assertThat(windows.encoding(0)).isSameAs(text);
    assertThatThrownBy(() -> Windows.of(text, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "windows: one must hold 2 pieces that the model adds and one of the text;" + " got 2");
  }

  @Test
  void whatever_the_words_every_piece_counts_once_and_no_window_is_too_long() {
    var random = new SplittableRandom(11);
    for (int run = 0; run < 500; run++) {
      int size = 3 + random.nextInt(11);
      Encoding text = Texts.of(IntStream.rangeClosed(1, 1 + random.nextInt(13))
          .mapToObj(_ -> String.join("|", Collections.nCopies(1 + random.nextInt(5), "x")))
          .toArray(String[]::new));
      Windows windows = Windows.of(text, size);
      List<Window> all = windows.all();

      assertThat(all.getFirst().from()).isEqualTo(1);
      assertThat(all.getLast().to()).isEqualTo(text.pieces().size() - 1);
      int counted = 0;
      for (int i = 0; i < all.size(); i++) {
        assertThat(windows.encoding(i).pieces().size()).isBetween(3, size);
        counted += windows.counted(i).size();
        if (i > 0) {
          assertThat(all.get(i).from())
              .isBetween(all.get(i - 1).from() + 1, all.get(i - 1).to());
          assertThat(all.get(i).to()).isGreaterThan(all.get(i - 1).to());
        }
        checkEnds(text, all.get(i), size - 2);
      }
      assertThat(counted).isEqualTo(text.pieces().size() - 2);
    }
  }

  private static void checkEnds(Encoding text, Window window, int most) {
    for (int at : new int[] {window.from(), window.to()}) {
      List<Integer> word = text.words().get(text.pieces().get(at).word()).pieces();
      assertThat(word.getFirst() == at || word.size() > most)
          .as("%s at %s", window, at)
          .isTrue();
    }
  }

  @Test
  void whatever_the_words_rows_and_windows_are_those_of_a_search_through_all() {
    var random = new SplittableRandom(13);
    for (int run = 0; run < 300; run++) {
      String[] words = IntStream.rangeClosed(1, 1 + random.nextInt(17))
          .mapToObj(_ -> String.join("|", Collections.nCopies(1 + random.nextInt(5), "x")))
          .toArray(String[]::new);
      Encoding text = Texts.of(words);
      Windows windows = Windows.of(text, 3 + random.nextInt(11));
      List<Window> all = windows.all();
      int last = text.pieces().size() - 1;

      int[] rows = new int[last + 1];
      Arrays.setAll(
          rows,
          piece -> piece == 0 ? 0 : piece == last ? all.size() - 1 : deepest(all, piece, piece));
      assertThat(windows.rows())
          .containsExactly(Arrays.stream(rows).boxed().toArray(Integer[]::new));
      checkWindows(windows, rows);
      String spelled = String.join(" ", words).replace("|", "");
      var units = TextUnits.of(text, Granularity.WORDS, List.of(spelled));
      for (int unit = 1; unit < units.size() - 1; unit++) {
        List<Integer> pieces = units.pieces(unit);
        int window = deepest(all, pieces.getFirst(), pieces.getLast());
        if (all.get(window).depth(pieces.getFirst(), pieces.getLast()) >= 0) {
          pieces.forEach(piece -> rows[piece] = window);
        }
      }
      assertThat(windows.rows(units))
          .containsExactly(Arrays.stream(rows).boxed().toArray(Integer[]::new));
    }
  }

  private static int deepest(List<Window> all, int first, int last) {
    int deepest = 0;
    for (int window = 1; window < all.size(); window++) {
      if (all.get(window).depth(first, last) > all.get(deepest).depth(first, last)) {
        deepest = window;
      }
    }
    return deepest;
  }

  private static void checkWindows(Windows windows, int[] rows) {
    Encoding text = windows.text();
    for (int i = 0; i < windows.all().size(); i++) {
      Window window = windows.all().get(i);
      int index = i;
      int from = window.from() - 1;
      assertThat(windows.counted(i))
          .isEqualTo(IntStream.range(1, rows.length - 1)
              .filter(piece -> rows[piece] == index)
              .mapToObj(piece -> piece - from)
              .toList());
      List<Piece> inside = new ArrayList<>();
      inside.add(text.pieces().getFirst());
      inside.addAll(text.pieces().subList(window.from(), window.to()));
      inside.add(text.pieces().getLast());
      assertThat(windows.encoding(i).pieces().stream().map(Piece::text))
          .containsExactlyElementsOf(inside.stream().map(Piece::text).toList());
      assertThat(windows.encoding(i).words().stream().map(Word::text))
          .containsExactlyElementsOf(text.words().stream()
              .filter(word -> inside.stream()
                  .anyMatch(piece -> text.words().get(piece.word()).equals(word)))
              .map(Word::text)
              .toList());
    }
  }

  @Test
  void a_pair_has_no_windows() {
    Encoding pair = new TinyModel().tokenizer().encode("a b c", "d e f");

    assertThatThrownBy(() -> Windows.of(pair, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "windows: they must be of one text; got a pair; join them, or ask without windows");
  }

  @Test
  void windows_of_another_text_are_refused() {
    var model = new TinyModel();
    Reading reading = Reading.of(model, "a b c");
    Windows other = Windows.of(Reading.of(model, "a b c d").encoding(), 5);
    Windows same = Windows.of(Reading.of(model, "a b c").encoding(), 4);

    try (var threads = new Parallel(1)) {
      assertThatThrownBy(() -> WindowedTrace.on(threads, model, reading, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("windows: they must be of the text that is read, of 5 pieces; got those of"
              + " another, of 6");
      assertThat(WindowedTrace.on(threads, model, reading, same).traces()).hasSize(2);
    }
  }
}
