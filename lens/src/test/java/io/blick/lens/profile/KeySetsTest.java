package io.blick.lens.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySetsTest {

  // U+166D is punctuation in Unicode 8.0 and a symbol since 12.0; U+2E4F came with 12.0.
  @ParameterizedTest
  @CsvSource({"., true", "+, true", "\u166d, true", "\u2e4f, false", "\u20ac, false", ".a, false"})
  void a_mark_of_punctuation_is_what_the_tokenizer_takes_for_one(String word, boolean is) {
    Piece piece = new Piece.InText(7, word, 1, 0, 0, word.length());
    Encoding text = new Encoding(List.of(piece), List.of(new Word(word, List.of(0))));

    assertThat(KeySets.isPunctuation(text, 0)).isEqualTo(is);
  }
}
