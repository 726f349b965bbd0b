package io.blick.bench.attention;

import io.blick.bench.report.Figures;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Session;
import io.blick.bench.timing.InterleavedRounds;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import io.blick.core.attention.Alignment;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.Mask;
import io.blick.core.attention.Reach;
import io.blick.core.tensor.Parallel;
import java.util.List;
import java.util.Locale;

/** The cost of a window mask: its share of the time should be near its share of the pairs. */
final class Windows {
  private static final int POSITIONS = 8192;
  private static final int WIDTH = 256;
  private static final double MOST = 1.45;

  private Windows() {}

  static List<TargetRow> rows(Session session, Parallel parallel) {
    session.note("attention: windows");
    Inputs inputs = Inputs.random(Shape.text(POSITIONS, 64));
    AttentionOptions options = AttentionOptions.full(inputs.shape().dim());
    Mask back = Mask.window(Alignment.bottomRight(), Reach.of(WIDTH - 1), Reach.of(0));
    Mask around = Mask.window(Alignment.bottomRight(), Reach.of(WIDTH), Reach.of(WIDTH));
    Side all = new AttentionWork(inputs, options, parallel).side("full");
    Side behind = new AttentionWork(inputs, options.withMask(back), parallel).side("behind");
    Side both = new AttentionWork(inputs, options.withMask(around), parallel).side("both");
    Timings timings = new InterleavedRounds(List.of(all, behind, both), session.effort()).run();
    return List.of(
        row(
            "the last %d positions".formatted(WIDTH),
            timings.ratio(behind, all),
            share(inputs.shape(), back)),
        row(
            "%d positions to each side".formatted(WIDTH),
            timings.ratio(both, all),
            share(inputs.shape(), around)));
  }

  private static double share(Shape shape, Mask mask) {
    return (double) shape.visible(mask) / shape.visible(Mask.none());
  }

  private static TargetRow row(String window, double time, double share) {
    String ours = "%s of the full pass's time for %s of its pairs: %s"
        .formatted(
            String.format(Locale.ROOT, "%.1f %%", 100 * time),
            String.format(Locale.ROOT, "%.1f %%", 100 * share),
            Figures.times(time / share));
    return TargetRow.withoutPeer(
        "window of %s, S = %d, time by pair against the full pass".formatted(window, POSITIONS),
        ours,
        "≤ " + Figures.times(MOST),
        Verdict.of(time / share <= MOST));
  }
}
