package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The blocked attention against three steps of float64, at sizes around the edges of its tiles (6
 * keys, 64 queries, 64 terms of a score, 192 keys a block) and at primes.
 */
class AttentionAccuracyTest {
  private static final int[] POSITIONS = {1, 5, 6, 7, 63, 64, 65, 127, 128, 129, 191, 192, 193, 257
  };
  private static final int[] DIMS = {1, 5, 64, 127, 129, 257};
  private static final int[][] HEADS = {{1, 1}, {2, 1}, {3, 3}, {4, 2}, {6, 2}, {5, 1}};
  // Multiply-adds of a case, unless one head has more: the obvious loops are slow.
  private static final int USUAL_WORK = 1_000_000;
  private static final int MOST_WORK = 5_000_000;

  /** The sizes of one call, and its mask and scale. */
  private record Shape(
      int batch,
      int queries,
      int keys,
      int heads,
      int keyHeads,
      int dim,
      int valueDim,
      AttentionOptions how) {
    @Override
    public String toString() {
      return "B=%d T=%d S=%d H=%d Hkv=%d D=%d Dv=%d %s"
          .formatted(batch, queries, keys, heads, keyHeads, dim, valueDim, how);
    }
  }

  /** One call on numbers of its own. */
  private record Case(Shape shape, Tensor q, Tensor k, Tensor v) {
    static Case of(Shape shape, Uniform uniform) {
      return new Case(
          shape,
          uniform.tensor(shape.batch, shape.queries, shape.heads, shape.dim),
          uniform.tensor(shape.batch, shape.keys, shape.keyHeads, shape.dim),
          uniform.tensor(shape.batch, shape.keys, shape.keyHeads, shape.valueDim));
    }
  }

  /** Largest and summed differences from float64, ours and those of the plain three steps. */
  private record Errors(
      Shape shape, double ours, double plain, double most, double oursSum, double plainSum) {}

  @Test
  void its_error_is_at_most_twice_that_of_three_plain_steps_and_no_larger_on_average() {
    List<Errors> outputs = new ArrayList<>();
    List<Errors> lses = new ArrayList<>();
    try (Parallel parallel = new Parallel(2)) {
      Attention attention = new Attention(parallel);
      for (Case c : cases()) {
        AttentionOptions how = c.shape.how();
        Attention.Attended exact = ReferenceAttention.attend(c.q, c.k, c.v, how);
        Attention.Attended ours = attention.attend(c.q, c.k, c.v, how);
        Attention.Attended plain = PlainAttention.attend(c.q, c.k, c.v, how);
        outputs.add(errors(c.shape, exact.output(), ours.output(), plain.output(), most(c.v)));
        lses.add(errors(c.shape, exact.lse(), ours.lse(), plain.lse(), most(exact.lse())));
      }
    }

    for (List<Errors> errors : List.of(outputs, lses)) {
      assertThat(errors)
          .hasSizeGreaterThan(150)
          .allSatisfy(e -> assertThat(e.ours)
              .as(e.shape.toString())
              .isLessThanOrEqualTo(2 * e.plain + 2 * Math.ulp((float) e.most)));
      assertThat(errors.stream().mapToDouble(Errors::oursSum).sum())
          .isLessThanOrEqualTo(errors.stream().mapToDouble(Errors::plainSum).sum());
    }
  }

  private static Errors errors(Shape shape, Tensor exact, Tensor ours, Tensor plain, double most) {
    double oursWorst = 0;
    double plainWorst = 0;
    double oursSum = 0;
    double plainSum = 0;
    for (long i = 0; i < exact.count(); i++) {
      if (!Double.isInfinite(exact.get(i))) {
        double our = Math.abs(ours.get(i) - exact.get(i));
        double plains = Math.abs(plain.get(i) - exact.get(i));
        oursWorst = Math.max(oursWorst, our);
        plainWorst = Math.max(plainWorst, plains);
        oursSum += our;
        plainSum += plains;
      }
    }
    return new Errors(shape, oursWorst, plainWorst, most, oursSum, plainSum);
  }

  private static double most(Tensor x) {
    return Arrays.stream(x.toDoubles())
        .map(Math::abs)
        .filter(value -> value < Double.POSITIVE_INFINITY)
        .max()
        .orElse(0);
  }

  /** Every two lengths, every two dimensions, and what else is drawn. */
  private static List<Case> cases() {
    Uniform uniform = new Uniform(7);
    List<Case> cases = new ArrayList<>();
    for (int queries : POSITIONS) {
      for (int keys : POSITIONS) {
        int dim;
        int valueDim;
        do {
          dim = DIMS[uniform.number(0, DIMS.length - 1)];
          valueDim = DIMS[uniform.number(0, DIMS.length - 1)];
        } while (queries * keys * (dim + valueDim) > MOST_WORK);
        cases.add(draw(uniform, queries, keys, dim, valueDim));
      }
    }
    for (int dim : DIMS) {
      for (int valueDim : DIMS) {
        cases.add(draw(uniform, 7, 131, dim, valueDim));
      }
    }
    return cases;
  }

  private static Case draw(Uniform uniform, int queries, int keys, int dim, int valueDim) {
    int batch = uniform.number(1, 3);
    int[] heads = HEADS[uniform.number(0, HEADS.length - 1)];
    long work = (long) queries * keys * (dim + valueDim);
    while (batch > 1 && work * batch * heads[0] > USUAL_WORK) {
      batch--;
    }
    if (work * batch * heads[0] > USUAL_WORK) {
      heads = HEADS[0];
    }
    Mask mask = uniform.number(0, 1) == 0 ? Mask.none() : padding(uniform, batch, keys);
    AttentionOptions how = AttentionOptions.full(dim).withMask(mask);
    return Case.of(
        new Shape(batch, queries, keys, heads[0], heads[1], dim, valueDim, how), uniform);
  }

  private static Mask padding(Uniform uniform, int batch, int keys) {
    int[] lengths = new int[batch];
    Arrays.setAll(lengths, b -> uniform.number(0, keys));
    lengths[0] = uniform.number(0, 1) * keys;
    return Mask.padding(lengths);
  }

  @Test
  void every_number_is_within_the_bound_of_its_own_terms() {
    Uniform uniform = new Uniform(11);
    try (Parallel parallel = new Parallel(2)) {
      Attention attention = new Attention(parallel);
      for (int dim : DIMS) {
        // Scores from almost equal to so far apart that most weights vanish.
        for (float scale : new float[] {1e-3f, (float) (1 / Math.sqrt(dim)), 1, 13}) {
          AttentionOptions how =
              new AttentionOptions(Mask.padding(257, 131, 0), scale, SoftCap.none(), Cuts.none());
          bounded(attention, Case.of(new Shape(3, 3, 257, 2, 1, dim, 5, how), uniform));
        }
      }
    }
  }

  private static void bounded(Attention attention, Case c) {
    AttentionOptions how = c.shape.how();
    Attention.Attended got = attention.attend(c.q, c.k, c.v, how);
    AttentionCall call =
        new AttentionCall(AttentionSite.encoder(0), 0, c.q, c.k, c.v, got.output(), got.lse(), how);
    for (int b = 0; b < c.shape.batch; b++) {
      for (int h = 0; h < c.shape.heads; h++) {
        for (int t = 0; t < c.shape.queries; t++) {
          AttentionBound bound = new AttentionBound(call, b, h, t);
          bounded(call, bound, b, h, t);
        }
      }
    }
  }

  private static void bounded(AttentionCall call, AttentionBound bound, int b, int h, int t) {
    Tensor v = call.v();
    float[] weights = call.weights(b, h, t);
    for (int d = 0; d < v.size(3); d++) {
      double[] values = new double[v.size(1)];
      double exact = 0;
      for (int s = 0; s < values.length; s++) {
        values[s] = v.at(b).at(s).at(h / (call.q().size(2) / v.size(2))).get(d);
        exact += bound.weight(s) * values[s];
      }
      assertThat(call.output().at(b).at(t).at(h).get(d))
          .isCloseTo(exact, within(bound.ofSum(values)));
    }
    for (int s = 0; s < weights.length; s++) {
      double[] only = new double[weights.length];
      only[s] = 1;
      assertThat((double) weights[s]).isCloseTo(bound.weight(s), within(bound.ofSum(only)));
    }
    double lse = call.lse().at(b).at(h).get(t);
    if (Double.isInfinite(bound.lse())) {
      assertThat(lse).isEqualTo(bound.lse());
    } else {
      assertThat(lse).isCloseTo(bound.lse(), within(bound.ofLse()));
    }
  }
}
