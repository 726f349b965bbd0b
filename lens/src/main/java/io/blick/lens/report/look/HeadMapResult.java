package io.blick.lens.report.look;

import io.blick.lens.picture.Picture;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The map of one head: a number for each ordered pair of units.
 *
 * @param trace the pass
 * @param maps the maps of all heads
 * @param head the head that is shown
 * @param notes what a reader should know beside the numbers
 */
public record HeadMapResult(Trace trace, HeadMaps maps, Head head, List<String> notes)
    implements LookResult {

  /** Copies the list. */
  public HeadMapResult {
    notes = List.copyOf(notes);
  }

  /** Returns the numbers (units, units): rows look, columns are looked at. */
  public float[][] weights() {
    return maps.map(head);
  }

  private LookNumbers numbers() {
    return new LookNumbers.OfHead(maps, head);
  }

  @Override
  public Picture picture() {
    return numbers().picture();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    LookJson.line(out, trace, numbers());
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    numbers().table().tsv(out);
  }
}
