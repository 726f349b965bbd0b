package io.blick.lens.picture;

import io.blick.lens.text.Terminal;

/**
 * A picture, as text for a terminal and as SVG. The same picture has the same bytes each time.
 * Layers and heads count from 1, foreign text is made safe to show, and each picture has a caution.
 */
public sealed interface Picture
    permits CaptionedMap,
        HeadPicture,
        Overview,
        RankingPicture,
        RolloutPicture,
        SensesPicture,
        StepsPicture {

  /** Returns lines of text, each ended by a line feed. */
  String text(Terminal terminal);

  /** Returns one SVG document, without scripts or references to anything outside it. */
  String svg();
}
