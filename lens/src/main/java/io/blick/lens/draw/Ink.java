package io.blick.lens.draw;

import io.blick.lens.text.Colours;
import io.blick.lens.text.Colours.Colours256;
import io.blick.lens.text.Colours.Monochrome;
import io.blick.lens.text.Colours.None;
import io.blick.lens.text.Colours.TrueColour;

/** Colours and bars of a terminal; a terminal that has none gets plain text. */
public final class Ink {
  private static final String ESCAPE = "\u001b[";
  private static final String RESET = ESCAPE + "0m";
  // One hue from dark to light. Foreground and background are both set: readable on any terminal.
  private static final int[] RAMP = {0x14202e, 0x1c4f80, 0x3f93d0, 0xdcf0ff};
  private static final int[] RAMP_256 = {234, 17, 18, 24, 25, 31, 32, 38, 74, 75, 111, 117, 153, 195
  };
  private static final int MIDDLE_256 = 74;
  private static final int LIGHT = 0xb9c8d8;
  private static final int DARK = 0x0b1622;
  private static final int LIGHT_256 = 252;
  private static final int DARK_256 = 233;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";

  private final Colours colours;

  public Ink(Colours colours) {
    this.colours = colours;
  }

  public boolean isColourless() {
    return switch (colours) {
      case TrueColour _, Colours256 _ -> false;
      case Monochrome _, None _ -> true;
    };
  }

  public boolean hasBars() {
    return switch (colours) {
      case TrueColour _, Colours256 _, Monochrome _ -> true;
      case None _ -> false;
    };
  }

  public String bold(String text) {
    return styled("1", text);
  }

  public String faint(String text) {
    return styled("2", text);
  }

  private String styled(String code, String text) {
    return isColourless() || text.isEmpty() ? text : ESCAPE + code + "m" + text + RESET;
  }

  /** Returns text on a background that is shaded by a weight. */
  public String shaded(double weight, String text) {
    int shade = Shade.of(weight);
    boolean bright = shade > Shade.COUNT * 5 / 9;
    return switch (colours) {
      case TrueColour _ ->
        ESCAPE + foreground(bright ? DARK : LIGHT) + ";" + background(ramp(shade)) + "m" + text
            + RESET;
      case Colours256 _ ->
        ESCAPE + foreground256(bright ? DARK_256 : LIGHT_256) + ";" + background256(shade) + "m"
            + text + RESET;
      case Monochrome _, None _ -> text;
    };
  }

  /** Returns one column of a terminal with the cells of two weights, one above the other. */
  public String twoCells(double upper, double lower) {
    return switch (colours) {
      case TrueColour _ ->
        ESCAPE + foreground(ramp(Shade.of(upper))) + ";" + background(ramp(Shade.of(lower))) + "m▀"
            + RESET;
      case Colours256 _ ->
        ESCAPE + foreground256(ramp256(Shade.of(upper))) + ";" + background256(Shade.of(lower))
            + "m▀" + RESET;
      case Monochrome _, None _ -> "";
    };
  }

  /** Returns one column of a terminal with the cell of a weight in its upper half. */
  public String upperCell(double upper) {
    return switch (colours) {
      case TrueColour _ -> ESCAPE + foreground(ramp(Shade.of(upper))) + "m▀" + RESET;
      case Colours256 _ -> ESCAPE + foreground256(ramp256(Shade.of(upper))) + "m▀" + RESET;
      case Monochrome _, None _ -> "";
    };
  }

  /** Returns a bar of {@code part} · {@code columns}; an empty text if there are no bars. */
  public String bar(double part, int columns) {
    int eighths = eighths(part, columns);
    String bar = "█".repeat(eighths / 8)
        + (eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1));
    return hasBars() ? coloured(bar) : "";
  }

  /** Returns the columns that a bar takes. */
  public int barColumns(double part, int columns) {
    return hasBars() ? Math.ceilDiv(eighths(part, columns), 8) : 0;
  }

  private static int eighths(double part, int columns) {
    return (int) Math.round(Math.clamp(part, 0.0, 1.0) * columns * 8);
  }

  /** Returns text in the middle colour of the ramp. */
  public String coloured(String text) {
    return switch (colours) {
      case TrueColour _ -> text.isEmpty() ? "" : ESCAPE + foreground(RAMP[2]) + "m" + text + RESET;
      case Colours256 _ ->
        text.isEmpty() ? "" : ESCAPE + foreground256(MIDDLE_256) + "m" + text + RESET;
      case Monochrome _, None _ -> text;
    };
  }

  private static int ramp(int shade) {
    return Shade.colour(shade, RAMP);
  }

  private static int ramp256(int shade) {
    return RAMP_256[shade * (RAMP_256.length - 1) / (Shade.COUNT - 1)];
  }

  private static String foreground(int colour) {
    return "38;2;" + (colour >> 16) + ";" + (colour >> 8 & 0xff) + ";" + (colour & 0xff);
  }

  private static String background(int colour) {
    return "48;2;" + (colour >> 16) + ";" + (colour >> 8 & 0xff) + ";" + (colour & 0xff);
  }

  private static String foreground256(int colour) {
    return "38;5;" + colour;
  }

  private static String background256(int shade) {
    return "48;5;" + ramp256(shade);
  }
}
