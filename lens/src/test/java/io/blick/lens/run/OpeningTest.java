package io.blick.lens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void what_was_opened_before_is_closed_when_the_next_fails() {
    var failure = new IllegalStateException("no room");

    assertThatThrownBy(() -> Opening.next(() -> fail(failure), () -> closed.add("first")))
        .isSameAs(failure);
    assertThat(closed).containsExactly("first");
  }

  @Test
  void it_stays_open_when_the_next_is_opened() {
    assertThat(Opening.next(() -> "second", () -> closed.add("first"))).isEqualTo("second");
    assertThat(closed).isEmpty();
  }

  @Test
  void a_failure_to_close_does_not_hide_the_first_one() {
    var failure = new IllegalStateException("no room");
    var second = new IllegalStateException("not closed");

    assertThatThrownBy(() -> Opening.next(() -> fail(failure), () -> fail(second)))
        .isSameAs(failure)
        .hasSuppressedException(second);
  }

  private static String fail(RuntimeException failure) {
    throw failure;
  }
}
