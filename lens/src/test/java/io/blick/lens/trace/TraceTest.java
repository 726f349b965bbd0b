package io.blick.lens.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final TinyModel MODEL = new TinyModel();

  @Test
  void a_pass_is_kept_with_all_its_layers() {
    Trace trace = Trace.of(MODEL, "Kat|ten som min");

    assertThat(trace.model()).isEqualTo("tiny");
    assertThat(trace.segments()).containsExactly("Kat|ten som min");
    assertThat(trace.layers()).isEqualTo(2);
    assertThat(trace.heads()).isEqualTo(3);
    assertThat(trace.hidden(0).sizes()).containsExactly(6, 15);
    assertThat(trace.hidden(2).sizes()).containsExactly(6, 15);
    assertThat(trace.pooled().orElseThrow().toFloats())
        .isEqualTo(trace.hidden(2).at(0).toFloats());
    assertThat(trace.embedding()).isEmpty();
  }

  @Test
  void each_row_of_each_head_sums_to_one_by_pieces_and_by_words() {
    Trace trace = Trace.of(MODEL, "Kat|ten som min gran|ne");

    for (int layer = 0; layer < 2; layer++) {
      for (int head = 0; head < 3; head++) {
        assertSumsToOne(trace.pieces(layer, head));
        assertSumsToOne(trace.words(layer, head));
      }
    }
  }

  private static void assertSumsToOne(float[][] rows) {
    for (float[] row : rows) {
      double sum = 0;
      for (float weight : row) {
        sum += weight;
      }
      // Each of n weights is rounded to within half a unit of its last place, 2^-25 at most.
      assertThat(sum).isEqualTo(1, within(row.length * 0x1p-23));
    }
  }

  @Test
  void words_are_what_the_maps_give() {
    Trace trace = Trace.of(MODEL, "Kat|ten som");

    assertThat(trace.words(1, 2)).isDeepEqualTo(trace.maps(Granularity.WORDS).map(new Head(1, 2)));
    assertThat(trace.pieces(1, 2))
        .isDeepEqualTo(trace.maps(Granularity.PIECES).map(new Head(1, 2)));
    assertThat(trace.words(1, 2)).hasDimensions(4, 4);
  }

  @Test
  void nobody_can_write_what_others_read() {
    Trace trace = Trace.of(MODEL, "Kat|ten som");
    AttentionCall call = trace.attention(0);

    assertThat(Stream.of(
            call.q(),
            call.k(),
            call.v(),
            call.output(),
            call.lse(),
            trace.hidden(0),
            trace.hidden(1),
            trace.pooled().orElseThrow()))
        .allSatisfy(tensor -> {
          assertThat(tensor.count()).isPositive();
          assertThatThrownBy(() -> tensor.data().fill((byte) 0))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  @Test
  void two_passes_have_the_same_bits() {
    Trace one = Trace.of(MODEL, "Kat|ten som");
    Trace two = Trace.of(MODEL, "Kat|ten som");

    assertThat(one.words(1, 1)).isDeepEqualTo(two.words(1, 1));
    assertThat(one.hidden(2).toFloats()).isEqualTo(two.hidden(2).toFloats());
  }

  @Test
  void a_pair_is_one_pass_over_both_segments() {
    Trace trace = Trace.of(MODEL, "Kat|ten som", "som");

    assertThat(trace.segments()).containsExactly("Kat|ten som", "som");
    assertThat(trace.units(Granularity.WORDS).names())
        .containsExactly("[CLS]", "Katten", "som", "[SEP]", "som#2", "[SEP]#2");
    assertThat(trace.units(Granularity.WORDS).added()).containsExactly(0, 3, 5);
    assertSumsToOne(trace.words(0, 0));
  }

  @Test
  void more_pieces_than_positions_is_one_sentence_with_both_numbers() {
    assertThat(Trace.of(MODEL, "a b c d e f g h i").encoding().pieces()).hasSize(11);
    assertThatThrownBy(() -> Trace.of(MODEL, "a b c d e f g h i|j"))
        .isInstanceOf(TextException.class)
        .hasMessage(
            "text: it must have at most 11 pieces, the positions of tiny; got 12; shorten it");
  }

  @Test
  void a_text_without_any_piece_of_its_own_is_one_sentence() {
    assertThatThrownBy(() -> Trace.of(MODEL, " "))
        .isInstanceOf(TextException.class)
        .hasMessage("text: there must be at least one piece of its own; got none");
    assertThatThrownBy(() -> Trace.of(MODEL, "a", ""))
        .isInstanceOf(TextException.class)
        .hasMessage("second text: there must be at least one piece of its own; got none");
  }

  @Test
  void what_is_no_number_is_one_sentence_with_its_layer() {
    assertThatThrownBy(() -> Trace.of(new TinyModel(Double.NaN), "a b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tiny: the hidden states after layer 2 must be finite numbers; got NaN; the"
            + " weights are damaged, so fetch the model again");
  }
}
