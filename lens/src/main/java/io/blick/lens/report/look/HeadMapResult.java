package io.blick.lens.report.look;

import io.blick.lens.picture.HeadPicture;
import io.blick.lens.picture.Picture;
import io.blick.lens.table.Column;
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

  @Override
  public Picture picture() {
    return new HeadPicture(maps, head);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    LookJson.line(
        out,
        trace,
        maps.units().granularity(),
        maps.edgeScore(),
        json -> json.head(head).rows("weights", weights()).nulls("ranking", "pairs"));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    LookColumns.weights(maps.units(), List.of(Column.head(_ -> head)), weights(), maps.edgeScore())
        .tsv(out);
  }
}
