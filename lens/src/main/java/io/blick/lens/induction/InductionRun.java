package io.blick.lens.induction;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.bootstrap.Bootstrap;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.trace.Head;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The passes of {@link Induction}, one sequence after the other. */
final class InductionRun {
  private final TextModel model;
  private final TextHead.NextPieceHead head;
  private final List<int[]> sequences;
  private final int length;
  // Of each head the sums over the sequences: induction, previous, duplicate.
  private final double[][] sums;
  private final double[][] draws;
  private int[] times = {};

  InductionRun(TextModel model, TextHead.NextPieceHead head, List<int[]> sequences) {
    this.model = model;
    this.head = head;
    this.sequences = sequences;
    this.length = sequences.getFirst().length / 2;
    this.sums = new double[model.layers() * model.heads()][3];
    this.draws = new double[model.layers() * model.heads()][Bootstrap.COUNT];
  }

  /** Mean −ln p of the pieces of the first and of the second saying, in nats. */
  record Losses(double first, double second) {}

  Losses losses(Parallel threads, Set<Head> silenced) {
    var bootstrap = new Bootstrap(sequences.size());
    double first = 0;
    double second = 0;
    try (EagerOps ops = EagerOps.on(threads, new Probe(silenced))) {
      for (int[] sequence : sequences) {
        times = bootstrap.next();
        Tensor last = model.last(ops, Batch.ofIds(List.of(sequence)));
        int[] rows = IntStream.range(0, sequence.length - 1).toArray();
        Tensor logits = head.logits(ops, last, Tensor.of(rows, rows.length));
        first += sum(logits, sequence, 1, length);
        second += sum(logits, sequence, length, 2 * length);
        ops.reset();
      }
    }
    double n = sequences.size();
    return new Losses(first / (n * (length - 1)), second / (n * length));
  }

  private static double sum(Tensor logits, int[] sequence, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += loss(logits.at(t - 1).toFloats(), sequence[t]);
    }
    return sum;
  }

  /** Returns ln Σ exp(x) − x of a piece, in float64. */
  private static double loss(float[] logits, int piece) {
    double largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double total = 0;
    for (float logit : logits) {
      total += StrictMath.exp(logit - largest);
    }
    return largest + StrictMath.log(total) - logits[piece];
  }

  List<InductionHead> heads() {
    List<InductionHead> heads = new ArrayList<>();
    double n = sequences.size();
    for (int i = 0; i < sums.length; i++) {
      double[] means = draws[i].clone();
      for (int draw = 0; draw < means.length; draw++) {
        means[draw] /= n;
      }
      var at = new Head(i / model.heads(), i % model.heads());
      double[] sum = sums[i];
      heads.add(new InductionHead(at, sum[0] / n, sum[1] / n, sum[2] / n, Interval.of(means)));
    }
    return heads;
  }

  private void add(AttentionCall call, int h) {
    double[] means = new double[3];
    for (int j = 0; j < length; j++) {
      int t = length + j;
      means[0] += call.weight(0, h, t, j + 1) / (double) length;
      means[1] += call.weight(0, h, t, t - 1) / (double) length;
      means[2] += call.weight(0, h, t, j) / (double) length;
    }
    int at = call.site().layer() * model.heads() + h;
    for (int i = 0; i < means.length; i++) {
      sums[at][i] += means[i];
    }
    for (int draw = 0; draw < times.length; draw++) {
      draws[at][draw] += times[draw] * means[0];
    }
  }

  private final class Probe implements AttentionProbe {
    private final Set<Head> silenced;

    Probe(Set<Head> silenced) {
      this.silenced = Set.copyOf(silenced);
    }

    @Override
    public void attended(AttentionCall call) {
      if (!silenced.isEmpty()) {
        return;
      }
      for (int h = 0; h < model.heads(); h++) {
        add(call, h);
      }
    }

    @Override
    public boolean silences(AttentionSite site, int headOfLayer) {
      return silenced.contains(new Head(site.layer(), headOfLayer));
    }
  }
}
