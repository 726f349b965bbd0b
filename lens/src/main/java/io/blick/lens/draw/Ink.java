package io.blick.lens.draw;

import io.blick.lens.text.Colours;
import io.blick.lens.text.Colours.Colours256;
import io.blick.lens.text.Colours.Monochrome;
import io.blick.lens.text.Colours.None;
import io.blick.lens.text.Colours.TrueColour;

/** Colours and bars of a terminal; writes neither where there are none. */
public final class Ink {
  private static final String ESCAPE = "\u001b[";
  private static final String RESET = ESCAPE + "0m";
  // One hue from dark to light with both colours always said, so that it reads on any background.
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

  public boolean colourless() {
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
    return colourless() || text.isEmpty() ? text : ESCAPE + code + "m" + text + RESET;
  }

  /** Returns text on the colour of a weight. */
  public String on(double weight, String text) {
    int shade = Shade.of(weight);
    boolean bright = shade > Shade.COUNT * 5 / 9;
    return switch (colours) {
      case TrueColour _ ->
        ESCAPE + fore(bright ? DARK : LIGHT) + ";" + back(ramp(shade)) + "m" + text + RESET;
      case Colours256 _ ->
        ESCAPE + fore256(bright ? DARK_256 : LIGHT_256) + ";" + back256(shade) + "m" + text + RESET;
      case Monochrome _, None _ -> text;
    };
  }

  /** Returns one column of two weights, one above the other. */
  public String pair(double upper, double lower) {
    return switch (colours) {
      case TrueColour _ ->
        ESCAPE + fore(ramp(Shade.of(upper))) + ";" + back(ramp(Shade.of(lower))) + "m▀" + RESET;
      case Colours256 _ ->
        ESCAPE + fore256(ramp256(Shade.of(upper))) + ";" + back256(Shade.of(lower)) + "m▀" + RESET;
      case Monochrome _, None _ -> "";
    };
  }

  /** Returns the upper half of one column in the colour of a weight, nothing below it. */
  public String single(double upper) {
    return switch (colours) {
      case TrueColour _ -> ESCAPE + fore(ramp(Shade.of(upper))) + "m▀" + RESET;
      case Colours256 _ -> ESCAPE + fore256(ramp256(Shade.of(upper))) + "m▀" + RESET;
      case Monochrome _, None _ -> "";
    };
  }

  /** Returns a bar as long as its part of {@code columns}; nothing where there are no bars. */
  public String bar(double part, int columns) {
    int eighths = eighths(part, columns);
    String bar = "█".repeat(eighths / 8)
        + (eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1));
    return hasBars() ? coloured(bar) : "";
  }

  /** Returns how many columns a bar takes. */
  public int barColumns(double part, int columns) {
    return hasBars() ? Math.ceilDiv(eighths(part, columns), 8) : 0;
  }

  private static int eighths(double part, int columns) {
    return (int) Math.round(Math.clamp(part, 0.0, 1.0) * columns * 8);
  }

  /** Returns text in the colour of the pictures. */
  public String coloured(String text) {
    return switch (colours) {
      case TrueColour _ -> text.isEmpty() ? "" : ESCAPE + fore(RAMP[2]) + "m" + text + RESET;
      case Colours256 _ -> text.isEmpty() ? "" : ESCAPE + fore256(MIDDLE_256) + "m" + text + RESET;
      case Monochrome _, None _ -> text;
    };
  }

  private static int ramp(int shade) {
    return Shade.colour(shade, RAMP);
  }

  private static int ramp256(int shade) {
    return RAMP_256[shade * (RAMP_256.length - 1) / (Shade.COUNT - 1)];
  }

  private static String fore(int colour) {
    return "38;2;" + (colour >> 16) + ";" + (colour >> 8 & 0xff) + ";" + (colour & 0xff);
  }

  private static String back(int colour) {
    return "48;2;" + (colour >> 16) + ";" + (colour >> 8 & 0xff) + ";" + (colour & 0xff);
  }

  private static String fore256(int colour) {
    return "38;5;" + colour;
  }

  private static String back256(int shade) {
    return "48;5;" + ramp256(shade);
  }
}
