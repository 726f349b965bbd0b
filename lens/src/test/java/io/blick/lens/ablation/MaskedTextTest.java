package io.blick.lens.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.Shared;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which pieces are masked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskedTextTest {
  private static final int MASK = 103;
  private TextModel model;

  @BeforeAll
  void open() {
    model = Models.open(Shared.model("bert-base-uncased"));
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  private MaskedText some(Encoding encoding, double share, long seed) {
    return MaskedText.some(encoding, model.tokenizer(), MASK, share, seed);
  }

  @Test
  void each_own_piece_is_masked_once_and_those_that_the_model_adds_never() {
    Encoding encoding = model.tokenizer().encode("a cat sat");

    List<MaskedText> copies = MaskedText.each(encoding, model.tokenizer(), MASK);

    assertThat(copies)
        .extracting(MaskedText::masked)
        .containsExactly(List.of(1), List.of(2), List.of(3));
    for (MaskedText copy : copies) {
      int at = copy.masked().getFirst();
      assertThat(copy.truth()).containsExactly(encoding.pieces().get(at).id());
      assertThat(copy.encoding().pieces().get(at).text()).isEqualTo("[MASK]");
      assertThat(IntStream.range(0, 5).filter(i -> i != at))
          .allSatisfy(i -> assertThat(copy.encoding().pieces().get(i))
              .isEqualTo(encoding.pieces().get(i)));
    }
  }

  @Test
  void fifteen_percent_are_masked_and_at_least_one() {
    Encoding forty = model.tokenizer().encode("the ".repeat(40));
    Encoding one = model.tokenizer().encode("the");

    assertThat(some(forty, 0.15, 1).masked()).hasSize(6).isSorted();
    assertThat(some(one, 0.15, 1).masked()).containsExactly(1);
  }

  @Test
  void the_seed_alone_decides_which_and_every_piece_can_be_chosen() {
    Encoding encoding = model.tokenizer().encode("a cat sat on the mat");
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int seed = 1; seed <= 97; seed++) {
      chosen.addAll(some(encoding, 0.15, seed).masked());
    }

    assertThat(some(encoding, 0.15, 5)).isEqualTo(some(encoding, 0.15, 5));
    assertThat(chosen).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void a_mask_that_stands_in_the_text_is_guessed_as_it_is_and_never_chosen() {
    Encoding encoding = model.tokenizer().encode("[MASK] cat [MASK]");

    assertThat(MaskedText.asItIs(encoding, MASK).masked()).containsExactly(1, 3);
    assertThat(MaskedText.asItIs(encoding, MASK).encoding()).isSameAs(encoding);
    assertThat(MaskedText.own(encoding, MASK)).containsExactly(2);
    assertThat(encoding.pieces().get(0)).isInstanceOf(Piece.Added.class);
  }
}
