package io.blick.lens.text;

/** Which colours a terminal has. */
public sealed interface Colours {

  /** 24 bits a colour. */
  record TrueColour() implements Colours {}

  /** The 256 colours of xterm. */
  record Colours256() implements Colours {}

  /** None, but bars: a terminal without colours, or whose user wants none. */
  record Monochrome() implements Colours {}

  /** None, and no bars either: numbers alone, as for a file or a pipe. */
  record None() implements Colours {}

  /** Returns 24 bits a colour. */
  static Colours trueColour() {
    return new TrueColour();
  }

  /** Returns the 256 colours of xterm. */
  static Colours colours256() {
    return new Colours256();
  }

  /** Returns bars without colours. */
  static Colours monochrome() {
    return new Monochrome();
  }

  /** Returns neither colours nor bars. */
  static Colours none() {
    return new None();
  }
}
