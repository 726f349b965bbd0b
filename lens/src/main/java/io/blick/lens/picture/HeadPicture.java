package io.blick.lens.picture;

import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;

/**
 * What one head looks at: a number for each pair of units of the text, and for each unit that on
 * every piece that the model adds.
 *
 * @param maps of every head
 * @param head which one
 */
public record HeadPicture(HeadMaps maps, Head head) implements Picture {

  @Override
  public String text(Terminal terminal) {
    return HeadText.of(map(), terminal);
  }

  @Override
  public String svg() {
    return HeadSvg.of(map());
  }

  private OneMap map() {
    return new OneMap(
        "layer %s, head %s".formatted(head.layer() + 1, head.head() + 1),
        Labels.model(maps),
        ScoreLabels.legend(maps),
        maps.measure(),
        maps.units(),
        maps.map(head));
  }
}
