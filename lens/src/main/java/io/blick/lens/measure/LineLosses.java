package io.blick.lens.measure;

import io.blick.lens.trace.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The losses of the lines of a corpus: of each line one number for the model as it is, and one for
 * each head. The mean is over masked pieces, the interval over lines (Efron 1979): they are drawn
 * again 1,000 times, as many as there are, with seed 1.
 */
final class LineLosses {
  private static final int RESAMPLES = 1000;
  private static final int SEED = 1;
  // Of 1,000 ascending values the 25 least and the 25 greatest lie outside.
  private static final int OUTSIDE = 25;

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
    double[][] drawn = pieces == 0 ? new double[heads.size()][RESAMPLES] : drawn();
    int[] once = new int[changes.size()];
    Arrays.fill(once, 1);
    double[] change = pieces == 0 ? new double[heads.size()] : change(once);
    List<CorpusAblation.Ranked> ranked = new ArrayList<>();
    for (int h = 0; h < heads.size(); h++) {
      Arrays.sort(drawn[h]);
      ranked.add(new CorpusAblation.Ranked(
          new LossEffect(heads.get(h), mean + change[h], change[h]),
          drawn[h][OUTSIDE],
          drawn[h][RESAMPLES - 1 - OUTSIDE]));
    }
    ranked.sort(Comparator.comparing(CorpusAblation.Ranked::effect, LossEffect.WORST_FIRST));
    return new CorpusAblation(
        changes.size(), empty, tooLong, Math.toIntExact(pieces), mean, ranked);
  }

  /** Returns the change of each head in each resample (heads, resamples). */
  private double[][] drawn() {
    var random = new SplittableRandom(SEED);
    double[][] drawn = new double[heads.size()][RESAMPLES];
    int[] times = new int[changes.size()];
    for (int n = 0; n < RESAMPLES; n++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < times.length; i++) {
        times[random.nextInt(times.length)]++;
      }
      double[] change = change(times);
      for (int h = 0; h < change.length; h++) {
        drawn[h][n] = change[h];
      }
    }
    return drawn;
  }

  /**
   * Returns each head's change of the mean over all masked pieces.
   *
   * @param times how often each line counts
   */
  private double[] change(int[] times) {
    double[] sum = new double[heads.size()];
    long count = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        float[] line = changes.get(i);
        for (int h = 0; h < sum.length; h++) {
          sum[h] += (double) times[i] * line[h];
        }
        count += (long) times[i] * masked.get(i);
      }
    }
    for (int h = 0; h < sum.length; h++) {
      sum[h] /= count;
    }
    return sum;
  }
}
