package io.blick.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void the_pieces_of_texts_follow_one_another_without_padding() {
    Batch batch = Batch.of(List.of(text(7, 5, -3), text(2, -8, -6, -4, -1)));

    assertThat(batch.ids().sizes()).containsExactly(8);
    assertThat(batch.ids().toInts()).containsExactly(7, 5, 3, 2, 8, 6, 4, 1);
    assertThat(batch.segments().toInts()).containsExactly(0, 0, 1, 0, 1, 1, 1, 1);
    assertThat(batch.positions().toInts()).containsExactly(0, 1, 2, 0, 1, 2, 3, 4);
    assertThat(batch.sequences()).isEqualTo(Sequences.of(3, 5));
    assertThat(batch.texts()).isEqualTo(2);
    assertThat(Batch.of(Optional.of(9), List.of(text(7, 5, -3))).ids().toInts())
        .containsExactly(7, 5, 3);
    assertThat(batch.longest()).isEqualTo(5);
    assertThat(batch.segmentCount()).isEqualTo(2);
  }

  @Test
  void a_batch_of_no_text_is_refused() {
    assertThatThrownBy(() -> Batch.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch: there must be at least one text; got none");
  }

  @Test
  @NullUnmarked // Callers without a checker of nulls are what this is about.
  void what_is_null_is_named() {
    assertThatThrownBy(() -> Batch.of((List<Encoding>) null))
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage("batch: texts must not be null");
    assertThatThrownBy(() -> Batch.of(Arrays.asList(text(7), null)))
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage("batch: text 2 must not be null");
  }

  @Test
  void its_numbers_cannot_be_changed() {
    Batch batch = Batch.of(text(7, 5, -3));

    for (Tensor numbers : List.of(batch.ids(), batch.segments(), batch.positions())) {
      assertThatThrownBy(() -> numbers.data().fill((byte) 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Pieces of these ids; a negative one stands for its opposite in the second segment. */
  private static Encoding text(int... ids) {
    List<Piece> pieces = new ArrayList<>();
    for (int id : ids) {
      pieces.add(new Piece.Added(Math.abs(id), "", id < 0 ? 2 : 1, pieces.size()));
    }
    return new Encoding(pieces, List.of());
  }
}
