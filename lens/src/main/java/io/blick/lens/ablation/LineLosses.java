package io.blick.lens.ablation;

import io.blick.lens.bootstrap.Bootstrap;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.run.ScratchFile;
import io.blick.lens.trace.Head;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The losses of the lines of a corpus: of each line one number for the model as it is, and one for
 * each head. Means are over masked pieces, an {@link Interval} is over lines, whose numbers are in
 * a temporary file until the end.
 */
final class LineLosses implements AutoCloseable {
  private final List<Head> heads;
  private final ScratchFile scratch = new ScratchFile("losses");
  private final double[] changes;
  private int lines;
  private double loss;
  private long pieces;

  LineLosses(List<Head> heads) {
    this.heads = heads;
    this.changes = new double[heads.size()];
  }

  /**
   * Adds a line.
   *
   * @param count how many of its pieces are masked
   * @param losses sum of their losses for the model as it is, then without each head
   */
  void add(int count, double[] losses) {
    DataOutputStream out = scratch.out();
    try {
      out.writeInt(count);
      for (int h = 0; h < changes.length; h++) {
        float change = (float) (losses[h + 1] - losses[0]);
        out.writeFloat(change);
        changes[h] += change;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    lines++;
    loss += losses[0];
    pieces += count;
  }

  /** Returns all heads with their changes; no line can be added then. */
  CorpusAblation result(int empty, int tooLong) {
    double mean = pieces == 0 ? 0 : loss / pieces;
    double[][] drawn = drawn();
    List<CorpusAblation.Ranked> ranked = new ArrayList<>();
    for (int h = 0; h < heads.size(); h++) {
      double change = pieces == 0 ? 0 : changes[h] / pieces;
      ranked.add(new CorpusAblation.Ranked(
          new LossEffect(heads.get(h), mean + change, change), Interval.of(drawn[h])));
    }
    ranked.sort(Comparator.comparing(CorpusAblation.Ranked::effect, LossEffect.WORST_FIRST));
    return new CorpusAblation(lines, empty, tooLong, Math.toIntExact(pieces), mean, ranked);
  }

  /** Returns the change of each head in each draw of lines (heads, draws), 0 without a line. */
  private double[][] drawn() {
    double[][] sums = new double[heads.size()][Bootstrap.COUNT];
    long[] counts = new long[Bootstrap.COUNT];
    var bootstrap = new Bootstrap(lines);
    try {
      DataInputStream in = scratch.in();
      for (int line = 0; line < lines; line++) {
        int[] times = bootstrap.next();
        int masked = in.readInt();
        for (int draw = 0; draw < times.length; draw++) {
          counts[draw] += (long) times[draw] * masked;
        }
        for (double[] sum : sums) {
          addTimes(sum, times, in.readFloat());
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    for (double[] sum : sums) {
      Arrays.setAll(sum, draw -> counts[draw] == 0 ? 0 : sum[draw] / counts[draw]);
    }
    return sums;
  }

  private static void addTimes(double[] sums, int[] times, float change) {
    for (int draw = 0; draw < times.length; draw++) {
      sums[draw] += (double) times[draw] * change;
    }
  }

  @Override
  public void close() {
    scratch.close();
  }
}
