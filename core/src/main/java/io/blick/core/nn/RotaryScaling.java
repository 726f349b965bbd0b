package io.blick.core.nn;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How the frequencies of a {@link Rotary} come of a base θ, and how they are changed for texts that
 * are longer than those of the training.
 */
public sealed interface RotaryScaling {
  /**
   * Returns R/2 frequencies.
   *
   * @param rotated R, how many elements of a head are turned; even
   * @param base θ
   * @return radians a position, the fastest first
   * @throws IllegalArgumentException if R is not positive and even, or θ not positive and finite
   */
  double[] frequencies(int rotated, double base);

  /** Returns what cosines and sines are multiplied by. */
  default double attentionFactor() {
    return 1;
  }

  /** θ^(−2i/R): Su et al. 2021 (arXiv 2104.09864), section 3.3. */
  record Plain() implements RotaryScaling {
    @Override
    public double[] frequencies(int rotated, double base) {
      if (rotated < 2 || rotated % 2 != 0) {
        throw new IllegalArgumentException(
            "rotary: the rotated elements must be even and at least 2; got " + rotated);
      }
      positive("base", base);
      double[] frequencies = new double[rotated / 2];
      Arrays.setAll(frequencies, i -> StrictMath.pow(base, -2.0 * i / rotated));
      return frequencies;
    }
  }

  /**
   * θ^(−2i/R) / factor: Chen et al. 2023 (arXiv 2306.15595).
   *
   * @param factor how many times longer texts are; positive
   */
  record Linear(double factor) implements RotaryScaling {
    /** Checks the factor. */
    public Linear {
      positive("factor", factor);
    }

    @Override
    public double[] frequencies(int rotated, double base) {
      return each(new Plain().frequencies(rotated, base), plain -> plain / factor);
    }
  }

  /**
   * The frequencies of Llama 3.1: with t the turns in a text of the training, plain for t &gt;
   * highFactor, plain / factor for t &lt; lowFactor, and mixed in between, s · plain + (1 − s) ·
   * plain / factor with s = (t − lowFactor) / (highFactor − lowFactor). Source:
   * {@code apply_scaling} in the llama-models of Meta, {@code _compute_llama3_parameters} of
   * Hugging Face transformers.
   *
   * @param factor how many times longer texts are; positive
   * @param lowFactor turns below which a frequency is divided; positive
   * @param highFactor turns above which a frequency stays; above lowFactor
   * @param originalPositions the longest text of the training; positive
   */
  record Llama3(double factor, double lowFactor, double highFactor, double originalPositions)
      implements RotaryScaling {
    /** Checks the factors. */
    public Llama3 {
      positive("factor", factor);
      positive("lowFactor", lowFactor);
      positive("highFactor", highFactor);
      positive("originalPositions", originalPositions);
      if (lowFactor >= highFactor) {
        throw new IllegalArgumentException(
            "rotary: highFactor must be above lowFactor; got " + highFactor + " and " + lowFactor);
      }
    }

    @Override
    public double[] frequencies(int rotated, double base) {
      return each(new Plain().frequencies(rotated, base), plain -> {
        double turns = originalPositions * plain / (2 * Math.PI);
        double kept = Math.clamp((turns - lowFactor) / (highFactor - lowFactor), 0, 1);
        return kept * plain + (1 - kept) * plain / factor;
      });
    }
  }

  /**
   * YaRN: plain where a text of the training has many turns, plain / factor where it has few, mixed
   * by a ramp over i in between; Peng et al. 2023 (arXiv 2309.00071), section 3.2, with the ramp of
   * their code, which is {@code _compute_yarn_parameters} of Hugging Face transformers, too.
   *
   * @param factor how many times longer texts are; positive
   * @param originalPositions the longest text of the training; positive
   * @param fastTurns turns from which on a frequency stays, β_fast; positive
   * @param slowTurns turns up to which a frequency is divided, β_slow; positive
   * @param ends where the ramp begins and ends
   * @param attentionFactor multiplies cosines and sines, 1 / √t in the paper; positive
   */
  record Yarn(
      double factor,
      double originalPositions,
      double fastTurns,
      double slowTurns,
      Ends ends,
      double attentionFactor)
      implements RotaryScaling {
    /** Where the ramp begins and ends. */
    public enum Ends {
      /** At whole i: the one below, and the one above. */
      WHOLE,
      /** At fractions of i. */
      EXACT
    }

    /** Checks the numbers. */
    public Yarn {
      positive("factor", factor);
      positive("originalPositions", originalPositions);
      positive("fastTurns", fastTurns);
      positive("slowTurns", slowTurns);
      Shapes.present("rotary: ends", ends);
      positive("attentionFactor", attentionFactor);
    }

    /** Returns the scaling with what the paper recommends for Llama: 32 turns, 1 turn. */
    public static Yarn of(double factor, double originalPositions) {
      return new Yarn(
          factor, originalPositions, 32, 1, Ends.WHOLE, recommendedAttentionFactor(factor, 1));
    }

    /**
     * Returns 0.1 · scale · ln factor + 1, or 1 if texts are not longer: equation 22 of the paper.
     * Where a configuration has <em>mscale</em> and <em>mscale_all_dim</em>, its attention factor
     * is the quotient of this with the one and with the other as scale.
     *
     * @param factor how many times longer texts are
     * @param scale 1 in the paper
     */
    public static double recommendedAttentionFactor(double factor, double scale) {
      return factor <= 1 ? 1 : 0.1 * scale * StrictMath.log(factor) + 1;
    }

    @Override
    public double[] frequencies(int rotated, double base) {
      double[] frequencies = new Plain().frequencies(rotated, base);
      double begin = Math.max(begin(rotated, base), 0);
      double end = Math.min(end(rotated, base), rotated - 1);
      // No ramp is a steep one.
      double width = begin == end ? 0.001 : end - begin;
      Arrays.setAll(frequencies, i -> {
        double divided = Math.clamp((i - begin) / width, 0, 1);
        return divided * frequencies[i] / factor + (1 - divided) * frequencies[i];
      });
      return frequencies;
    }

    private double begin(int rotated, double base) {
      double exact = pair(fastTurns, rotated, base);
      return switch (ends) {
        case WHOLE -> Math.floor(exact);
        case EXACT -> exact;
      };
    }

    private double end(int rotated, double base) {
      double exact = pair(slowTurns, rotated, base);
      return switch (ends) {
        case WHOLE -> Math.ceil(exact);
        case EXACT -> exact;
      };
    }

    /** Returns the i whose frequency makes so many turns in a text of the training. */
    private double pair(double turns, int rotated, double base) {
      return rotated
          * StrictMath.log(originalPositions / (turns * 2 * Math.PI))
          / (2 * StrictMath.log(base));
    }
  }

  private static double[] each(double[] frequencies, DoubleUnaryOperator change) {
    return Arrays.stream(frequencies).map(change).toArray();
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "rotary: " + name + " must be positive and finite; got " + value);
    }
  }
}
