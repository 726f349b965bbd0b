package io.blick.bench.run;

import java.time.Duration;

/** The effort of a benchmark: how many rounds, and how long each. */
public enum Effort {
  /** A run that shows that everything works; its figures mean nothing. */
  QUICK(3, Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(5)),
  /** A run whose medians repeat within a few percent on a quiet machine. */
  FULL(15, Duration.ofMillis(150), Duration.ofSeconds(4), Duration.ofMillis(60));

  private final int rounds;
  private final Duration turn;
  private final Duration warming;
  private final Duration pause;

  Effort(int rounds, Duration turn, Duration warming, Duration pause) {
    this.rounds = rounds;
    this.turn = turn;
    this.warming = warming;
    this.pause = pause;
  }

  /** Returns the number of rounds. */
  public int rounds() {
    return rounds;
  }

  /** Returns the least length of a turn. */
  public Duration turn() {
    return turn;
  }

  /** Returns the least length of the warm-up of each side. */
  public Duration warming() {
    return warming;
  }

  /**
   * Returns the pause before a turn: the threads of the side that ran last still spin for a while,
   * and would slow the next side down.
   */
  public Duration pause() {
    return pause;
  }
}
