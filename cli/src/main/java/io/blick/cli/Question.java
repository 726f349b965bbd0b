package io.blick.cli;

import io.blick.lens.trace.Head;
import io.blick.lens.trace.Measure;
import io.blick.lens.trace.Unit;
import java.util.Optional;

/** What {@code look} is asked to show. */
sealed interface Question {

  /** All heads. */
  record Everything() implements Question {}

  /**
   * The map of one head.
   *
   * @param head which one
   */
  record OneHead(Head head) implements Question {}

  /**
   * All heads, ranked by how much one word looks at another.
   *
   * @param from the name of the word that looks
   * @param to the name of the word looked at
   */
  record FromTo(String from, String to) implements Question {}

  /**
   * Attention rolled out up to a layer.
   *
   * @param layer counted from 0
   */
  record Rollout(int layer) implements Question {}

  /** Attention rolled out up to the last layer. */
  record WholeRollout() implements Question {}

  /**
   * Returns the question that the arguments ask.
   *
   * @throws UsageException if they ask for half of one, or for two
   */
  static Question of(Given given, Measure measure, Unit unit) {
    return switch (measure) {
      case WEIGHT, NORM -> ofHeads(given, unit);
      case ROLLOUT -> ofRollout(given);
    };
  }

  private static Question ofRollout(Given given) {
    if (given.has(Options.HEAD) || given.has(Options.FROM) || given.has(Options.TO)) {
      throw new UsageException("--measure rollout is of all heads of a layer together, so it"
          + " excludes --head, --from and --to");
    }
    return given
        .count(Options.LAYER)
        .<Question>map(layer -> new Rollout(layer - 1))
        .orElse(new WholeRollout());
  }

  private static Question ofHeads(Given given, Unit unit) {
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
      return new OneHead(new Head(layer.get() - 1, head.get() - 1));
    }
    if (from.isPresent() && to.isPresent()) {
      if (unit == Unit.PIECES) {
        throw new UsageException("--from and --to name words, so they exclude --unit pieces");
      }
      return new FromTo(from.get(), to.get());
    }
    return new Everything();
  }

  private static void together(Given given, String one, String other) {
    if (given.has(one) != given.has(other)) {
      String missing = given.has(one) ? other : one;
      String there = given.has(one) ? one : other;
      throw new UsageException("%s is missing; %s needs it".formatted(missing, there));
    }
  }
}
