package io.blick.bench.attention;

import io.blick.bench.comparison.Agreement;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.timing.BlickSide;
import io.blick.bench.timing.Side;
import io.blick.core.attention.Attention;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;

/** One attention with its inputs and outputs, which can be computed again and again. */
final class AttentionWork {
  private final Inputs inputs;
  private final AttentionOptions options;
  private final Attention attention;
  private final Statistics statistics;
  private final Tensor output;
  private final Tensor lse;

  AttentionWork(Inputs inputs, AttentionOptions options, Parallel parallel) {
    this(inputs, options, parallel, Statistics.none());
  }

  AttentionWork(Inputs inputs, AttentionOptions options, Parallel parallel, Statistics statistics) {
    Shape shape = inputs.shape();
    this.inputs = inputs;
    this.options = options;
    this.statistics = statistics;
    this.attention = new Attention(parallel);
    this.output = Tensor.zeros(1, shape.queries(), shape.heads(), shape.dim());
    this.lse = Tensor.zeros(1, shape.heads(), shape.queries());
  }

  void run() {
    run(statistics);
  }

  void run(Statistics others) {
    attention.attend(inputs.q(), inputs.k(), inputs.v(), options, output, lse, others);
  }

  Side side(String name) {
    return new BlickSide(name, this::run);
  }

  /** Returns what the last run computed (1, T, H, D). */
  Tensor output() {
    return output;
  }

  /** Checks that a peer computes the same. */
  void compare(PeerSide peer) {
    run();
    Agreement.check("attention", output, peer.result(output.sizes()));
  }
}
