package io.blick.models.sentence;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A pooling: one vector from the hidden states x₁ … x_n of a text's pieces. Several poolings are
 * concatenated in this order, as in sentence-transformers. All pieces count, also [CLS] and [SEP].
 */
enum Pooling {
  /** x₁. */
  CLS("cls", "pooling_mode_cls_token"),
  /** The maximum of each element. */
  MAX("max", "pooling_mode_max_tokens"),
  /** Σ xᵢ / n. */
  MEAN("mean", "pooling_mode_mean_tokens"),
  /** Σ xᵢ / √n. */
  MEAN_SQRT_LENGTH("mean_sqrt_len_tokens", "pooling_mode_mean_sqrt_len_tokens"),
  /** Σ i xᵢ / Σ i. */
  WEIGHTED_MEAN("weightedmean", "pooling_mode_weightedmean_tokens"),
  /** x_n. */
  LAST("lasttoken", "pooling_mode_lasttoken");

  private final String spelling;
  private final String olderKey;

  Pooling(String spelling, String olderKey) {
    this.spelling = spelling;
    this.olderKey = olderKey;
  }

  /** Returns the pooling of that name in current files. */
  static Optional<Pooling> named(String spelling) {
    return Arrays.stream(values()).filter(p -> p.spelling.equals(spelling)).findFirst();
  }

  /** Returns the key that turns it on in older files. */
  String olderKey() {
    return olderKey;
  }

  /**
   * Returns one vector for each text.
   *
   * @param hidden (N, C)
   * @param texts which rows belong to which text
   * @param before how many pieces of each text are left out before its rows; the others keep their
   *     weights in a weighted mean
   * @return (B, C)
   */
  Tensor pool(Ops ops, Tensor hidden, Sequences texts, int before) {
    return switch (this) {
      case CLS -> rows(ops, hidden, texts, texts::start);
      case LAST -> rows(ops, hidden, texts, b -> texts.start(b) + texts.length(b) - 1);
      case MEAN -> ops.mean(hidden, texts);
      case MAX, MEAN_SQRT_LENGTH, WEIGHTED_MEAN -> {
        int width = hidden.size(1);
        double[] all = new double[texts.count() * width];
        for (int b = 0; b < texts.count(); b++) {
          for (int c = 0; c < width; c++) {
            long first = (long) texts.start(b) * width + c;
            all[b * width + c] = element(hidden, first, width, texts.length(b), before);
          }
        }
        yield like(hidden, all, texts.count(), width);
      }
    };
  }

  /** Returns one row of the hidden states for each text. */
  private static Tensor rows(Ops ops, Tensor hidden, Sequences texts, IntUnaryOperator row) {
    int[] rows = new int[texts.count()];
    Arrays.setAll(rows, row);
    return ops.gather(hidden, Tensor.of(rows, rows.length));
  }

  /** Returns one element of n rows, pooled in float64 in ascending order of the rows. */
  private double element(Tensor hidden, long first, int width, int n, int before) {
    double sum = this == MAX ? Double.NEGATIVE_INFINITY : 0;
    for (int t = 0; t < n; t++) {
      double x = hidden.get(first + (long) t * width);
      sum = switch (this) {
        case MAX -> Math.max(sum, x);
        case WEIGHTED_MEAN -> sum + (before + t + 1) * x;
        case CLS, LAST, MEAN, MEAN_SQRT_LENGTH -> sum + x;
      };
    }
    return switch (this) {
      case WEIGHTED_MEAN -> sum / (n * (2.0 * before + n + 1) / 2);
      case MEAN_SQRT_LENGTH -> sum / Math.sqrt(n);
      case CLS, LAST, MEAN, MAX -> sum;
    };
  }

  /** Returns a tensor with the type of another one: float64, or float32, rounded once. */
  static Tensor like(Tensor other, double[] values, int... sizes) {
    if (other.type() == DType.F64) {
      return Tensor.of(values, sizes);
    }
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return Tensor.of(rounded, sizes);
  }
}
