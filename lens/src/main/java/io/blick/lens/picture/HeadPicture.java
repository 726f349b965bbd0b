package io.blick.lens.picture;

import io.blick.lens.argument.Required;
import io.blick.lens.roles.measured.MeasuredRole;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import java.util.List;

/**
 * The map of one head: a number for each pair of units of the text, and for each unit its number
 * for every piece that the model adds. Below it stands what the head does over treebanks.
 *
 * @param maps maps of all heads
 * @param head the head that is shown
 * @param measured what it does over treebanks, where that is known
 */
public record HeadPicture(HeadMaps maps, Head head, List<MeasuredRole> measured)
    implements Picture {

  /** Copies the list. */
  public HeadPicture {
    measured = Required.all("picture", "measured roles", measured);
  }

  /** Draws a head of which nothing else is known. */
  public HeadPicture(HeadMaps maps, Head head) {
    this(maps, head, List.of());
  }

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
        maps.map(head),
        measured.stream().map(MeasuredRole::sentence).toList());
  }
}
