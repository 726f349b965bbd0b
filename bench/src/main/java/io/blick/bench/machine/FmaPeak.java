package io.blick.bench.machine;

import io.blick.core.tensor.Parallel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many fused multiply-adds as the machine can do, on all threads: nothing is loaded or stored.
 * Every share of the peak is taken from a peak of the same round.
 */
public final class FmaPeak implements Roof {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  // Two units of a latency of four need eight; more do not hurt while they fit the registers.
  private static final int CHAINS = 12;
  private static final int STEPS = 20_000;
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

  /** Returns the mean of x after so many steps x = x/2 + 1/2 from 0 in every lane: nearly 1. */
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
    for (int step = 0; step < steps; step++) {
      a = a.fma(half, half);
      b = b.fma(half, half);
      c = c.fma(half, half);
      d = d.fma(half, half);
      e = e.fma(half, half);
      f = f.fma(half, half);
      g = g.fma(half, half);
      h = h.fma(half, half);
      i = i.fma(half, half);
      j = j.fma(half, half);
      k = k.fma(half, half);
      l = l.fma(half, half);
    }
    FloatVector left = a.add(b).add(c.add(d)).add(e.add(f));
    FloatVector right = g.add(h).add(i.add(j)).add(k.add(l));
    return left.add(right).reduceLanes(VectorOperators.ADD) / (CHAINS * SPECIES.length());
  }
}
