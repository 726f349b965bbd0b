package io.blick.bench.jmh;

import io.blick.bench.run.Session;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The matrix product x Wᵀ + b. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LinearJmh {
  /** Rows of x, inputs and outputs. */
  @Param({"512x512x512", "128x1536x384", "512x3072x768", "1x768x3072", "16x384x1536"})
  public String sizes = "512x512x512";

  private final Parallel parallel = new Parallel(Session.THREADS);
  private final EagerOps ops = EagerOps.on(parallel);
  private Tensor x = Tensor.zeros(0);
  private Linear layer = Linear.of(Tensor.zeros(0, 0), Tensor.zeros(0));

  /** Makes the arguments. */
  @Setup(Level.Trial)
  public void prepare() {
    String[] parts = sizes.split("x", -1);
    int inputs = Integer.parseInt(parts[1]);
    int outputs = Integer.parseInt(parts[2]);
    x = RandomTensors.uniform(Integer.parseInt(parts[0]), inputs);
    layer = Linear.of(RandomTensors.uniform(outputs, inputs), RandomTensors.uniform(outputs))
        .packed();
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void end() {
    ops.close();
    parallel.close();
  }

  /** The product. */
  @Benchmark
  public Tensor linear() {
    Tensor y = ops.linear(x, layer);
    ops.reset();
    return y;
  }
}
