package io.blick.lens.text;

/** The colours of a terminal. */
public sealed interface Colours {

  /** Colours of 24 bits. */
  record TrueColour() implements Colours {}

  /** The 256 colours of xterm. */
  record Colours256() implements Colours {}

  /** No colours, but bars: a terminal without colours, or one whose user wants none. */
  record Monochrome() implements Colours {}

  /** No colours and no bars, only numbers: a file or a pipe. */
  record None() implements Colours {}

  /** Returns colours of 24 bits. */
  static Colours trueColour() {
    return new TrueColour();
  }

  /** Returns the 256 colours of xterm. */
  static Colours colours256() {
    return new Colours256();
  }

  /** Returns no colours, but bars. */
  static Colours monochrome() {
    return new Monochrome();
  }

  /** Returns no colours and no bars. */
  static Colours none() {
    return new None();
  }
}
