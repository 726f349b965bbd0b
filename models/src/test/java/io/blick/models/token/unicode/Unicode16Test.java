package io.blick.models.token.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of what Unicode 16.0 assigns. */
class Unicode16Test {

  // Characters, controls, private use, surrogates: The Unicode Standard, version 16.0, appendix D.
  @Test
  void as_many_code_points_are_known_as_unicode_16_assigns() {
    assertThat(all().filter(Unicode16::isAssigned).count())
        .isEqualTo(154_998 + 65 + 137_468 + 2_048);
  }

  @Test
  void what_is_known_the_jvm_knows_too() {
    assertThat(all().filter(Unicode16::isAssigned)).allMatch(c -> Character.getType(c) != 0);
  }

  @Test
  void what_is_not_known_has_no_category_and_no_small_form() {
    assertThat(all().filter(c -> !Unicode16.isAssigned(c)))
        .allMatch(c -> Unicode16.type(c) == Character.UNASSIGNED && Unicode16.lowerCase(c) == c);
  }

  // U+1ACF is a mark and U+A7CE a capital letter since Unicode 17.0.
  @Test
  void later_characters_are_no_marks_and_no_capitals() {
    assertThat(CharacterKinds.isNonspacingMark(0x1ACF)).isFalse();
    assertThat(CharacterKinds.isCapital(0xA7CE)).isFalse();
    assertThat(CharacterKinds.isWordCharacter(0xA7CE)).isFalse();
  }

  private static IntStream all() {
    return IntStream.rangeClosed(0, Character.MAX_CODE_POINT);
  }
}
