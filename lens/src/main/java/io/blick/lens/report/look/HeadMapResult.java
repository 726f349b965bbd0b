package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import io.blick.lens.picture.Picture;
import io.blick.lens.roles.measured.MeasuredRole;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The map of one head: a number for each ordered pair of units, and what the head does over
 * treebanks.
 *
 * @param trace the pass
 * @param maps the maps of all heads
 * @param head the head that is shown
 * @param notes what a reader should know beside the numbers
 * @param measured what the head does over treebanks; nothing where the model is not known by its
 *     numbers
 */
public record HeadMapResult(
    Trace trace, HeadMaps maps, Head head, List<String> notes, List<MeasuredRole> measured)
    implements LookResult {

  /** Copies the lists. */
  public HeadMapResult {
    notes = List.copyOf(notes);
    measured = Required.all("look", "measured roles", measured);
  }

  /** Makes the result of a model that is not known. */
  public HeadMapResult(Trace trace, HeadMaps maps, Head head, List<String> notes) {
    this(trace, maps, head, notes, List.of());
  }

  /** Returns the numbers (units, units): rows look, columns are looked at. */
  public float[][] weights() {
    return maps.map(head);
  }

  private LookNumbers numbers() {
    return new LookNumbers.OfHead(maps, head, measured);
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
