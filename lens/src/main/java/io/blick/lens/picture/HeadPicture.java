package io.blick.lens.picture;

import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;

/**
 * The map of one head: a number for each pair of units of the text, and for each unit its number
 * for every piece that the model adds.
 *
 * @param maps maps of all heads
 * @param head the head that is shown
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

  private CaptionedMap map() {
    return new CaptionedMap(
        "layer %s, head %s".formatted(head.layer() + 1, head.head() + 1),
        Labels.model(maps),
        ScoreLabels.legend(maps),
        maps.edgeScore(),
        maps.units(),
        maps.map(head));
  }
}
