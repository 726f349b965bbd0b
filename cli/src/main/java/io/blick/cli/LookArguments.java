package io.blick.cli;

import io.blick.lens.report.look.LookTarget;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import java.util.Optional;

/** What the arguments of {@code look} ask for. */
final class LookArguments {
  private LookArguments() {}

  /**
   * Returns what is to be looked at.
   *
   * @throws UsageException if they ask for half of something, or for two things
   */
  static LookTarget target(Given given, EdgeScore measure, Granularity unit) {
    return switch (measure) {
      case WEIGHT, NORM -> ofHeads(given, unit);
      case ROLLOUT -> ofRollout(given);
    };
  }

  private static LookTarget ofRollout(Given given) {
    if (given.has(Options.HEAD) || given.has(Options.FROM) || given.has(Options.TO)) {
      throw new UsageException("--measure rollout is of all heads of a layer together, so it"
          + " excludes --head, --from and --to");
    }
    return given
        .count(Options.LAYER)
        .<LookTarget>map(layer -> new LookTarget.Rollout(layer - 1))
        .orElse(new LookTarget.WholeRollout());
  }

  private static LookTarget ofHeads(Given given, Granularity unit) {
    together(given, Options.LAYER, Options.HEAD);
    together(given, Options.FROM, Options.TO);
    Optional<Integer> layer = given.count(Options.LAYER);
    Optional<Integer> head = given.count(Options.HEAD);
    Optional<String> from = given.value(Options.FROM);
    Optional<String> to = given.value(Options.TO);
    if (layer.isPresent() && head.isPresent()) {
      if (from.isPresent()) {
        throw new UsageException(
            "--layer and --head exclude --from and --to; give one pair of them");
      }
      return new LookTarget.OneHead(new Head(layer.get() - 1, head.get() - 1));
    }
    if (from.isPresent() && to.isPresent()) {
      if (unit == Granularity.PIECES) {
        throw new UsageException("--from and --to name words, so they exclude --unit pieces");
      }
      return new LookTarget.FromTo(from.get(), to.get());
    }
    return new LookTarget.Everything();
  }

  private static void together(Given given, String one, String other) {
    if (given.has(one) != given.has(other)) {
      String missing = given.has(one) ? other : one;
      String there = given.has(one) ? one : other;
      throw new UsageException("%s is missing; %s needs it".formatted(missing, there));
    }
  }
}
