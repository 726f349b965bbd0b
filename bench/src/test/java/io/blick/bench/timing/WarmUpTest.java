package io.blick.bench.timing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final WarmUp warming = new WarmUp(1000);

  @Test
  void it_lasts_until_a_side_gets_no_faster() {
    assertThat(warming.isCold(900, 1)).isTrue();
    assertThat(warming.isCold(800, 2)).isTrue();
    assertThat(warming.isCold(700, 7)).isTrue();
    // Three in a hundred are noise.
    assertThat(warming.isCold(970, 10)).isTrue();
    assertThat(warming.isCold(96, 1)).isFalse();
  }

  @Test
  void a_first_call_that_is_long_enough_is_enough() {
    assertThat(warming.isCold(1000, 1)).isFalse();
  }

  @Test
  void a_faster_call_begins_anew() {
    assertThat(warming.isCold(100, 1)).isTrue();
    assertThat(warming.isCold(899, 8)).isTrue();
    assertThat(warming.isCold(90, 1)).isTrue();
    assertThat(warming.isCold(999, 9)).isTrue();
    assertThat(warming.isCold(999, 9)).isFalse();
  }

  @Test
  void it_ends_even_if_a_side_gets_faster_for_ever() {
    assertThat(warming.isCold(999, 1)).isTrue();
    assertThat(warming.isCold(6000, 10)).isTrue();
    assertThat(warming.isCold(1001, 20)).isFalse();
  }
}
