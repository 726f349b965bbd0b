package io.blick.lens.ablation;

import io.blick.lens.bootstrap.Bootstrap;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.run.ScratchFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The losses of the lines of a corpus: of each line one number for the model as it is, and one
 * under each intervention. Means are over masked pieces, an {@link Interval} is over lines, whose
 * numbers are in a temporary file until the end.
 */
final class LineLosses implements AutoCloseable {
  private final ScratchFile scratch = new ScratchFile("losses");
  private final double[] changes;
  private int lines;
  private double loss;
  private long pieces;

  /** Begins without a line, for a number of interventions. */
  LineLosses(int interventions) {
    this.changes = new double[interventions];
  }

  /**
   * The effect of an intervention.
   *
   * @param mean by how much the mean loss of the masked pieces is more, in nats
   * @param interval of that, over lines
   */
  record Change(double mean, Interval interval) {}

  /**
   * Adds a line.
   *
   * @param count how many of its pieces are masked
   * @param losses sum of their losses for the model as it is, then under each intervention
   */
  void add(int count, double[] losses) {
    DataOutputStream out = scratch.out();
    try {
      out.writeInt(count);
      for (int n = 0; n < changes.length; n++) {
        float change = (float) (losses[n + 1] - losses[0]);
        out.writeFloat(change);
        changes[n] += change;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    lines++;
    loss += losses[0];
    pieces += count;
  }

  /** Returns how many lines there are. */
  int lines() {
    return lines;
  }

  /** Returns how many pieces are masked. */
  int masked() {
    return Math.toIntExact(pieces);
  }

  /** Returns the mean loss of the model as it is, in nats; 0 without a line. */
  double loss() {
    return pieces == 0 ? 0 : loss / pieces;
  }

  /** Returns the effect of each intervention; no line can be added then. */
  List<Change> changes() {
    double[][] drawn = drawn();
    return IntStream.range(0, changes.length)
        .mapToObj(n -> new Change(pieces == 0 ? 0 : changes[n] / pieces, Interval.of(drawn[n])))
        .toList();
  }

  /** Returns each change in each draw of lines (interventions, draws), 0 without a line. */
  private double[][] drawn() {
    double[][] sums = new double[changes.length][Bootstrap.COUNT];
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
