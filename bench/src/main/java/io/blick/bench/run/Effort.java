package io.blick.bench.run;

import java.time.Duration;

/** How long a benchmark takes its time. */
public enum Effort {
  /** Shows that everything works; its figures are worth nothing. */
  QUICK(3, Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(5)),
  /** Enough for a median that stays the same within a few percent on a quiet machine. */
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

  /** Returns how often each side has its turn. */
  public int rounds() {
    return rounds;
  }

  /** Returns how long a turn is at least. */
  public Duration turn() {
    return turn;
  }

  /** Returns how long each side runs before anything is timed. */
  public Duration warming() {
    return warming;
  }

  /**
   * Returns how long all is quiet before a turn: threads of the side that ran last still spin for a
   * while, and would take from the other.
   */
  public Duration pause() {
    return pause;
  }
}
