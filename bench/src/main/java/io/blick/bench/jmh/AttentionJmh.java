package io.blick.bench.jmh;

import io.blick.bench.run.Session;
import io.blick.core.attention.Attention;
import io.blick.core.attention.AttentionOptions;
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

/** Self-attention of a text, [1, 12, S, D], and attention of one query to a text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AttentionJmh {
  private static final int HEADS = 12;

  /** Keys, S. */
  @Param({"128", "512", "2048"})
  public int positions = 128;

  /** D. */
  @Param({"64", "128"})
  public int dim = 64;

  private final Parallel parallel = new Parallel(Session.THREADS);
  private final Attention attention = new Attention(parallel);
  private Tensor text = Tensor.zeros(0);
  private Tensor query = Tensor.zeros(0);
  private Tensor textOutput = Tensor.zeros(0);
  private Tensor textLse = Tensor.zeros(0);
  private Tensor queryOutput = Tensor.zeros(0);
  private Tensor queryLse = Tensor.zeros(0);

  /** Makes the arguments. */
  @Setup(Level.Trial)
  public void prepare() {
    text = RandomTensors.uniform(1, positions, HEADS, dim);
    query = RandomTensors.uniform(1, 1, HEADS, dim);
    textOutput = Tensor.zeros(1, positions, HEADS, dim);
    textLse = Tensor.zeros(1, HEADS, positions);
    queryOutput = Tensor.zeros(1, 1, HEADS, dim);
    queryLse = Tensor.zeros(1, HEADS, 1);
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void end() {
    parallel.close();
  }

  /** Every query attends to every key. */
  @Benchmark
  public Tensor full() {
    attention.attend(text, text, text, AttentionOptions.full(dim), textOutput, textLse);
    return textOutput;
  }

  /** Each query attends to itself and the positions before it. */
  @Benchmark
  public Tensor causal() {
    attention.attend(text, text, text, AttentionOptions.causal(dim), textOutput, textLse);
    return textOutput;
  }

  /** One query attends to every key. */
  @Benchmark
  public Tensor oneQuery() {
    attention.attend(query, text, text, AttentionOptions.full(dim), queryOutput, queryLse);
    return queryOutput;
  }
}
