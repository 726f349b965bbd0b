package io.blick.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void a_terminal_has_the_colours_that_its_environment_says() {
    assertThat(colours(Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor")))
        .isEqualTo(Colours.trueColour());
    assertThat(colours(Map.of("TERM", "xterm-256color"))).isEqualTo(Colours.colours256());
    assertThat(colours(Map.of("TERM", "xterm-direct"))).isEqualTo(Colours.trueColour());
    assertThat(colours(Map.of("TERM", "vt100"))).isEqualTo(Colours.monochrome());
    assertThat(colours(Map.of("TERM", "dumb", "COLORTERM", "truecolor")))
        .isEqualTo(Colours.monochrome());
    assertThat(colours(Map.of())).isEqualTo(Colours.monochrome());
  }

  @Test
  void no_color_means_none_unless_it_is_empty() {
    assertThat(colours(Map.of("TERM", "xterm-256color", "NO_COLOR", "1")))
        .isEqualTo(Colours.monochrome());
    assertThat(colours(Map.of("TERM", "xterm-256color", "NO_COLOR", "")))
        .isEqualTo(Colours.colours256());
  }

  @Test
  void a_pipe_has_no_colour_whatever_the_environment_says() {
    Screen pipe = Screen.pipe(Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor"));

    assertThat(pipe).isEqualTo(new Screen(false, new Terminal(Colours.none(), 100)));
  }

  @Test
  void a_terminal_without_colours_is_plain_and_so_is_a_pipe() {
    assertThat(
            Screen.terminal(Map.of("TERM", "xterm-direct"), OptionalInt.of(83)).plain())
        .isFalse();
    assertThat(Screen.terminal(Map.of("TERM", "xterm-256color"), OptionalInt.of(83))
            .plain())
        .isFalse();
    assertThat(Screen.terminal(Map.of("NO_COLOR", "1"), OptionalInt.of(83)).plain())
        .isTrue();
    assertThat(Screen.paper().plain()).isTrue();
  }

  @Test
  void columns_come_from_the_environment_then_from_the_terminal() {
    assertThat(Screen.terminal(Map.of("COLUMNS", "61"), OptionalInt.of(83))
            .canvas()
            .columns())
        .isEqualTo(61);
    assertThat(Screen.terminal(Map.of(), OptionalInt.of(83)).canvas().columns()).isEqualTo(83);
    assertThat(Screen.terminal(Map.of(), OptionalInt.empty()).canvas().columns())
        .isEqualTo(100);
    assertThat(Screen.pipe(Map.of("COLUMNS", "61")).canvas().columns()).isEqualTo(61);
  }

  @Test
  void columns_that_are_no_number_count_for_nothing() {
    assertThat(Screen.pipe(Map.of("COLUMNS", "wide")).canvas().columns()).isEqualTo(100);
    assertThat(Screen.pipe(Map.of("COLUMNS", "-7")).canvas().columns()).isEqualTo(100);
    assertThat(Screen.pipe(Map.of("COLUMNS", "999999999999")).canvas().columns())
        .isEqualTo(100);
    assertThat(Screen.pipe(Map.of("COLUMNS", "0")).canvas().columns()).isEqualTo(20);
  }

  private static Colours colours(Map<String, String> environment) {
    return Screen.terminal(environment, OptionalInt.of(83)).canvas().colours();
  }
}
