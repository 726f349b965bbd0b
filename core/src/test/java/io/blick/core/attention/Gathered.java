package io.blick.core.attention;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.util.List;

/** One attention with every statistic. */
record Gathered(
    AttentionCall call,
    Tensor entropy,
    Tensor largest,
    Tensor largestKeys,
    Tensor top,
    Tensor topKeys,
    Tensor distance,
    Tensor mass,
    Tensor norm,
    Tensor received) {
  static final int COUNT = 5;

  static Gathered of(Attention attention, Configuration c, Alignment alignment, Tensor set) {
    int batch = c.q().size(0);
    int queries = c.q().size(1);
    int heads = c.q().size(2);
    int keys = c.k().size(1);
    Tensor output = Tensor.zeros(batch, queries, heads, c.v().size(3));
    Tensor lse = Tensor.zeros(batch, heads, queries);
    Gathered gathered = new Gathered(
        new AttentionCall(
            AttentionSite.encoder(0), 0, c.q(), c.k(), c.v(), output, lse, c.options()),
        Tensor.zeros(batch, heads, queries),
        Tensor.zeros(batch, heads, queries),
        Tensor.zeros(DType.I32, batch, heads, queries),
        Tensor.zeros(batch, heads, queries, COUNT),
        Tensor.zeros(DType.I32, batch, heads, queries, COUNT),
        Tensor.zeros(batch, heads, queries),
        Tensor.zeros(batch, heads, queries),
        Tensor.zeros(batch, heads, queries),
        Tensor.zeros(batch, heads, keys));
    attention.attend(
        c.q(), c.k(), c.v(), c.options(), output, lse, gathered.statistics(alignment, set));
    return gathered;
  }

  private Statistics statistics(Alignment alignment, Tensor set) {
    return Statistics.of(
        new Statistic.Entropy(entropy),
        new Statistic.Largest(largest, largestKeys),
        new Statistic.Top(top, topKeys),
        new Statistic.Distance(alignment, distance),
        new Statistic.Mass(set, mass),
        new Statistic.Norm(norm),
        new Statistic.Received(received));
  }

  /** All of them that are one number a row, with the output's log-sum-exp. */
  List<Tensor> ofRows() {
    return List.of(call.lse(), entropy, largest, largestKeys, distance, mass, norm);
  }

  List<Tensor> all() {
    return List.of(
        call.output(),
        call.lse(),
        entropy,
        largest,
        largestKeys,
        top,
        topKeys,
        distance,
        mass,
        norm,
        received);
  }
}
