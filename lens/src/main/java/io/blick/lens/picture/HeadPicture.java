package io.blick.lens.picture;

import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;

/**
 * What one head looks at: a number for each pair of units of the text, and for each unit the weight
 * on every piece that the model adds.
 *
 * @param maps of every head
 * @param head which one
 */
public record HeadPicture(HeadMaps maps, Head head) implements Picture {

  @Override
  public String text(Terminal terminal) {
    return HeadText.of(this, terminal);
  }

  @Override
  public String svg() {
    return HeadSvg.of(this);
  }

  String title() {
    return "layer %s, head %s".formatted(head.layer() + 1, head.head() + 1);
  }

  /** Returns how to read the picture. */
  String legend() {
    String rows = "Rows look, columns are looked at";
    return Specials.of(maps.units()).isEmpty()
        ? rows + "; each row sums to 1."
        : "%s; with %s, which the model adds, each row sums to 1."
            .formatted(rows, Specials.names(maps.units()));
  }
}
