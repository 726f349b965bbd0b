package io.blick.lens.measure;

import io.blick.lens.trace.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The losses of the lines of a corpus: of each line one number for the model as it is, and one for
 * each head. The mean is over masked pieces, the {@link Interval} over lines.
 */
final class LineLosses {
  private final List<Head> heads;
  private final List<float[]> changes = new ArrayList<>();
  private final List<Integer> masked = new ArrayList<>();
  private double loss;
  private long pieces;

  LineLosses(List<Head> heads) {
    this.heads = heads;
  }

  /**
   * Adds a line.
   *
   * @param count how many of its pieces are masked
   * @param losses sum of their losses for the model as it is, then without each head
   */
  void add(int count, double[] losses) {
    float[] change = new float[heads.size()];
    for (int h = 0; h < change.length; h++) {
      change[h] = (float) (losses[h + 1] - losses[0]);
    }
    changes.add(change);
    masked.add(count);
    loss += losses[0];
    pieces += count;
  }

  /** Returns all heads with their changes. */
  CorpusAblation result(int empty, int tooLong) {
    double mean = pieces == 0 ? 0 : loss / pieces;
    double[][] drawn = drawn();
    List<CorpusAblation.Ranked> ranked = new ArrayList<>();
    for (int h = 0; h < heads.size(); h++) {
      double change = change(h);
      Interval interval = Interval.of(drawn[h]);
      ranked.add(new CorpusAblation.Ranked(
          new LossEffect(heads.get(h), mean + change, change), interval.low(), interval.high()));
    }
    ranked.sort(Comparator.comparing(CorpusAblation.Ranked::effect, LossEffect.WORST_FIRST));
    return new CorpusAblation(
        changes.size(), empty, tooLong, Math.toIntExact(pieces), mean, ranked);
  }

  /** Returns a head's change of the mean over all masked pieces, 0 without a line. */
  private double change(int head) {
    double sum = 0;
    for (float[] line : changes) {
      sum += line[head];
    }
    return pieces == 0 ? 0 : sum / pieces;
  }

  /** Returns the change of each head in each draw of lines (heads, draws), 0 without a line. */
  private double[][] drawn() {
    double[][] sums = new double[heads.size()][Draws.COUNT];
    long[] counts = new long[Draws.COUNT];
    var draws = new Draws(changes.size());
    for (int line = 0; line < changes.size(); line++) {
      int[] times = draws.next();
      for (int draw = 0; draw < times.length; draw++) {
        counts[draw] += (long) times[draw] * masked.get(line);
      }
      for (int h = 0; h < sums.length; h++) {
        addTimes(sums[h], times, changes.get(line)[h]);
      }
    }
    for (double[] its : sums) {
      Arrays.setAll(its, draw -> counts[draw] == 0 ? 0 : its[draw] / counts[draw]);
    }
    return sums;
  }

  private static void addTimes(double[] sums, int[] times, float change) {
    for (int draw = 0; draw < times.length; draw++) {
      sums[draw] += (double) times[draw] * change;
    }
  }
}
