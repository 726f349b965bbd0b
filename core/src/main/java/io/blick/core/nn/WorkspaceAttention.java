package io.blick.core.nn;

import io.blick.core.attention.Attention;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.attention.KvSource;
import io.blick.core.attention.Statistics;
import io.blick.core.cache.KvLayer;
import io.blick.core.kernel.Memory;
import io.blick.core.tensor.Loan;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.core.tensor.Workspace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attention whose results lie in a workspace, shown to a probe. What the probe sees is lent to it
 * for the length of its call.
 */
final class WorkspaceAttention {
  private final Attention attention;
  private final Workspace workspace;
  private final @Nullable AttentionProbe probe;

  WorkspaceAttention(Parallel parallel, Workspace workspace, @Nullable AttentionProbe probe) {
    this.attention = new Attention(parallel);
    this.workspace = workspace;
    this.probe = probe;
  }

  /** Returns the output; if it is refused, or the probe throws, nothing stays in the workspace. */
  Tensor attend(AttentionSite site, Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    return workspace.tentatively(() -> {
      Tensor output = workspace.likeBut(q, Shapes.width(v));
      attend(site, 0, q, k, v, options, output);
      return output;
    });
  }

  /** Returns the output of each sequence by itself. */
  Tensor attend(
      AttentionSite site, Tensor q, Sequences queries, KvSource source, AttentionOptions options) {
    return switch (source) {
      case KvSource.Fresh fresh -> attend(site, q, queries, fresh, options);
      case KvSource.Cached cached -> attend(site, q, queries, cached, options);
    };
  }

  private Tensor attend(
      AttentionSite site,
      Tensor q,
      Sequences queries,
      KvSource.Cached keys,
      AttentionOptions options) {
    return workspace.tentatively(() -> {
      Tensor output =
          workspace.take(q.size(0), q.size(1), keys.layers().getFirst().valueDim());
      for (int i = 0; i < queries.count(); i++) {
        attend(
            site,
            i,
            entry(q, queries, i),
            keys.layers().get(i),
            options,
            entry(output, queries, i));
      }
      return output;
    });
  }

  /** A probe is shown keys and values in tensors, and the same bits come of these. */
  private void attend(
      AttentionSite site,
      int sequence,
      Tensor q,
      KvLayer layer,
      AttentionOptions options,
      Tensor output) {
    if (probe == null) {
      attention.attend(q, layer, options, output, workspace.take(q.size(0), q.size(2), q.size(1)));
    } else {
      int keys = layer.length();
      Tensor k = workspace.take(1, keys, layer.keyHeads(), layer.dim());
      Tensor v = workspace.take(1, keys, layer.keyHeads(), layer.valueDim());
      layer.keys(k);
      layer.values(v);
      attend(site, sequence, q, k, v, options, output);
    }
  }

  private Tensor attend(
      AttentionSite site,
      Tensor q,
      Sequences queries,
      KvSource.Fresh keys,
      AttentionOptions options) {
    return workspace.tentatively(() -> {
      Tensor output = workspace.likeBut(q, Shapes.width(keys.v()));
      for (int i = 0; i < queries.count(); i++) {
        attend(
            site,
            i,
            entry(q, queries, i),
            entry(keys.k(), keys.sequences(), i),
            entry(keys.v(), keys.sequences(), i),
            options,
            entry(output, queries, i));
      }
      return output;
    });
  }

  /** Returns the rows of one sequence as a batch of one entry; not a copy. */
  private static Tensor entry(Tensor x, Sequences sequences, int i) {
    return sequences.rows(x, i).view(1, sequences.length(i), x.size(1), x.size(2));
  }

  private void attend(
      AttentionSite site,
      int sequence,
      Tensor q,
      Tensor k,
      Tensor v,
      AttentionOptions options,
      Tensor output) {
    Tensor lse = workspace.take(q.size(0), q.size(2), q.size(1));
    if (probe == null) {
      attention.attend(q, k, v, options, output, lse);
    } else {
      Cuts cuts = Objects.requireNonNull(
          probe.cuts(site), "attention: the cuts of the probe must not be null");
      AttentionOptions without = options.withCuts(options.cuts().and(cuts));
      show(probe, new AttentionCall(site, sequence, q, k, v, output, lse, without));
    }
  }

  private void show(AttentionProbe seeing, AttentionCall call) {
    try (Loan loan = new Loan("the call of the probe", "keep call.copy()")) {
      AttentionCall lent = call.lent(loan);
      Statistics statistics = Objects.requireNonNull(
          seeing.statistics(call.site(), call.sequence(), lent.q(), lent.k()),
          "attention: the statistics of the probe must not be null");
      attention.attend(
          call.q(), call.k(), call.v(), call.options(), call.output(), call.lse(), statistics);
      silence(seeing, call.site(), call.output());
      seeing.attended(lent);
    }
  }

  private static void silence(AttentionProbe probe, AttentionSite site, Tensor output) {
    int heads = output.size(2);
    int dim = output.size(3);
    for (int h = 0; h < heads; h++) {
      if (probe.silences(site, h)) {
        for (long row = h; row * dim < output.count(); row += heads) {
          Memory.fill(output.data(), row * dim, dim, 0);
        }
      }
    }
  }
}
