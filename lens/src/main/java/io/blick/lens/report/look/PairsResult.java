package io.blick.lens.report.look;

import io.blick.lens.picture.Picture;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Pairs;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The pairs of units over all heads: of every ordered pair the mean over the heads, and the head
 * where the number is largest.
 *
 * @param trace the pass
 * @param maps the maps of all heads
 * @param notes what a reader should know beside the numbers
 */
public record PairsResult(Trace trace, HeadMaps maps, List<String> notes) implements LookResult {

  /** Copies the list. */
  public PairsResult {
    notes = List.copyOf(notes);
  }

  /** Returns the pairs. */
  public Pairs pairs() {
    return Pairs.of(maps);
  }

  private LookNumbers numbers() {
    return new LookNumbers.OfPairs(maps);
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
