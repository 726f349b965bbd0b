package io.blick.cli.look;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Options;
import io.blick.cli.error.UsageException;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import java.util.Optional;

/** The arguments of {@code look} as a target: all heads, one head, one edge or a rollout. */
final class LookArguments {
  static final String MEASURE = "--measure";
  static final String TO = "--to";
  static final String UNIT = "--unit";

  private LookArguments() {}

  /**
   * Returns the target of the arguments.
   *
   * @throws UsageException if they ask for half of something, or for two things
   */
  static LookTarget target(Arguments arguments, EdgeScore measure, Granularity unit) {
    return switch (measure) {
      case WEIGHT, NORM -> ofHeads(arguments, unit);
      case ROLLOUT -> ofRollout(arguments);
    };
  }

  private static LookTarget ofRollout(Arguments arguments) {
    if (arguments.has(Options.HEAD) || arguments.has(Options.FROM) || arguments.has(TO)) {
      throw new UsageException("--measure rollout is of all heads of a layer together, so it"
          + " excludes --head, --from and --to");
    }
    return arguments
        .count(Options.LAYER)
        .<LookTarget>map(layer -> new LookTarget.Rollout(layer - 1))
        .orElse(new LookTarget.WholeRollout());
  }

  private static LookTarget ofHeads(Arguments arguments, Granularity unit) {
    requireBoth(arguments, Options.LAYER, Options.HEAD);
    requireBoth(arguments, Options.FROM, TO);
    Optional<Integer> layer = arguments.count(Options.LAYER);
    Optional<Integer> head = arguments.count(Options.HEAD);
    Optional<String> from = arguments.value(Options.FROM);
    Optional<String> to = arguments.value(TO);
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

  private static void requireBoth(Arguments arguments, String one, String other) {
    if (arguments.has(one) != arguments.has(other)) {
      String missing = arguments.has(one) ? other : one;
      String there = arguments.has(one) ? one : other;
      throw new UsageException("%s is missing; %s needs it".formatted(missing, there));
    }
  }
}
