package io.blick.lens.report.look;

import io.blick.lens.picture.Picture;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The ranking of all heads by how much one word looks at another.
 *
 * @param trace the pass
 * @param maps the maps of all heads, between words
 * @param from index of the word that looks
 * @param to index of the word looked at
 * @param notes what a reader should know beside the numbers
 */
public record RankingResult(Trace trace, HeadMaps maps, int from, int to, List<String> notes)
    implements LookResult {
  /** Copies the list. */
  public RankingResult {
    notes = List.copyOf(notes);
  }

  /** Returns the heads, largest number first. */
  public Ranking ranking() {
    return Ranking.of(maps, from, to);
  }

  private LookNumbers numbers() {
    return new LookNumbers.OfRanking(maps, from, to);
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
