package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.measure.Occurrence;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import io.blick.lens.trace.Unit;
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
    int word = trace.units(Unit.WORDS).find("bank").index();

    String shown = SensesPicture.excerpt(Occurrence.of(trace, word));

    assertThat(shown).isEqualTo(excerpt);
  }
}
