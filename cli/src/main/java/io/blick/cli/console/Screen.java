package io.blick.cli.console;

import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The terminal or file that text is shown on.
 *
 * @param isTerminal whether it is a terminal, which somebody reads
 * @param canvas the colours and the width of it
 */
public record Screen(boolean isTerminal, Terminal canvas) {
  /** The columns of a file or a pipe, and of a terminal that does not say how many it has. */
  public static final int WIDTH = 100;

  private static final int NARROWEST = 20;
  private static final int WIDEST = 10_000;
  private static final int MOST_DIGITS = 5;

  /** Returns the screen of a file: without colour, and always {@link #WIDTH} wide. */
  public static Screen paper() {
    return new Screen(false, new Terminal(Colours.none(), WIDTH));
  }

  /** Returns the screen of a pipe: without colour; {@code COLUMNS} may set another width. */
  static Screen pipe(Map<String, String> environment) {
    return new Screen(false, new Terminal(Colours.none(), columns(environment, WIDTH)));
  }

  /**
   * Returns the screen of a terminal.
   *
   * @param columns how many it says that it has
   */
  static Screen terminal(Map<String, String> environment, OptionalInt columns) {
    int width = Math.clamp(columns.orElse(WIDTH), NARROWEST, WIDEST);
    return new Screen(true, new Terminal(colours(environment), columns(environment, width)));
  }

  /** Whether it shows no colour. */
  public boolean plain() {
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
