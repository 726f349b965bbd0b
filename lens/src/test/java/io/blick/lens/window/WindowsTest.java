package io.blick.lens.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.trace.Texts;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
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
}
