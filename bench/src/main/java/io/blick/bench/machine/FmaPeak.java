package io.blick.bench.machine;

import io.blick.core.tensor.Parallel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The peak of floating point operations: fused multiply-adds on all threads, with nothing loaded or
 * stored. Each share of the peak is taken from the peak of the same round.
 */
public final class FmaPeak implements Roof {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  // Two units with a latency of four need eight; more are as fast while they fit the registers.
  private static final int CHAINS = 20;
  private static final int STEPS = 12_000;
  private static final int TASKS = 32;

  private final Parallel parallel;
  private final float[] results = new float[TASKS];
  private final Parallel.Job job = (task, _) -> results[task] = chains(STEPS);

  /**
   * Creates the loop.
   *
   * @param parallel the threads that run it
   */
  public FmaPeak(Parallel parallel) {
    this.parallel = parallel;
  }

  @Override
  public String name() {
    return "FMA peak";
  }

  /** Returns floating point operations; a fused multiply-add is two. */
  @Override
  public double amount() {
    return 2.0 * TASKS * STEPS * CHAINS * SPECIES.length();
  }

  @Override
  public String unit() {
    return "GFLOP/s";
  }

  @Override
  public long nanos(int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      parallel.run(job, TASKS);
    }
    return System.nanoTime() - start;
  }

  /**
   * Returns the mean over all lanes of x after these steps x = x + 1/2 · 1/2 from 0: steps / 4. The
   * addend changes, as in a product: a constant addend would have to be copied first, each time.
   *
   * <p>It has more than 325 bytecodes, the limit above which C2 does not inline a method: inlined,
   * the loop reaches 70 % of what it reaches alone.
   */
  static float chains(int steps) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    FloatVector i = a;
    FloatVector j = a;
    FloatVector k = a;
    FloatVector l = a;
    FloatVector m = a;
    FloatVector n = a;
    FloatVector o = a;
    FloatVector p = a;
    FloatVector q = a;
    FloatVector r = a;
    FloatVector s = a;
    FloatVector t = a;
    for (int step = 0; step < steps; step++) {
      a = half.fma(half, a);
      b = half.fma(half, b);
      c = half.fma(half, c);
      d = half.fma(half, d);
      e = half.fma(half, e);
      f = half.fma(half, f);
      g = half.fma(half, g);
      h = half.fma(half, h);
      i = half.fma(half, i);
      j = half.fma(half, j);
      k = half.fma(half, k);
      l = half.fma(half, l);
      m = half.fma(half, m);
      n = half.fma(half, n);
      o = half.fma(half, o);
      p = half.fma(half, p);
      q = half.fma(half, q);
      r = half.fma(half, r);
      s = half.fma(half, s);
      t = half.fma(half, t);
    }
    FloatVector sum0 = a.add(b).add(c).add(d).add(e);
    FloatVector sum1 = f.add(g).add(h).add(i).add(j);
    FloatVector sum2 = k.add(l).add(m).add(n).add(o);
    FloatVector sum3 = p.add(q).add(r).add(s).add(t);
    FloatVector sum = sum0.add(sum1).add(sum2.add(sum3));
    return sum.reduceLanes(VectorOperators.ADD) / (CHAINS * SPECIES.length());
  }
}
