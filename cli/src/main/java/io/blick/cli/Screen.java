package io.blick.cli;

import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.util.Locale;
import java.util.Map;

/**
 * What text is drawn on.
 *
 * @param attached whether it is a terminal that somebody reads
 * @param canvas its colours and its width
 */
record Screen(boolean attached, Terminal canvas) {
  /** Columns of a file or pipe, and of a terminal that does not say. */
  static final int WIDTH = 100;

  private static final int NARROWEST = 20;
  private static final int WIDEST = 10_000;
  private static final int MOST_DIGITS = 5;

  /** Returns the screen of a file: no colour, and the same width every time. */
  static Screen paper() {
    return new Screen(false, new Terminal(Colours.none(), WIDTH));
  }

  /** Returns the screen of a pipe: no colour, and the same width unless COLUMNS says another. */
  static Screen pipe(Map<String, String> environment) {
    return new Screen(false, new Terminal(Colours.none(), columns(environment, WIDTH)));
  }

  /** Returns the screen of a terminal that says it has so many columns, 0 if it says nothing. */
  static Screen terminal(Map<String, String> environment, int columns) {
    int width = columns > 0 ? Math.clamp(columns, NARROWEST, WIDEST) : WIDTH;
    return new Screen(true, new Terminal(colours(environment), columns(environment, width)));
  }

  /** Whether it shows no colour. */
  boolean plain() {
    return switch (canvas.colours()) {
      case Colours.TrueColour _, Colours.Colours256 _ -> false;
      case Colours.Monochrome _, Colours.None _ -> true;
    };
  }

  private static Colours colours(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "dumb").toLowerCase(Locale.ROOT);
    String colorterm = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || term.equals("dumb")) {
      return Colours.monochrome();
    }
    if (colorterm.equals("truecolor") || colorterm.equals("24bit") || term.endsWith("direct")) {
      return Colours.trueColour();
    }
    return term.contains("256color") ? Colours.colours256() : Colours.monochrome();
  }

  private static int columns(Map<String, String> environment, int otherwise) {
    String columns = environment.getOrDefault("COLUMNS", "");
    boolean number = !columns.isEmpty()
        && columns.length() <= MOST_DIGITS
        && columns.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST) : otherwise;
  }
}
