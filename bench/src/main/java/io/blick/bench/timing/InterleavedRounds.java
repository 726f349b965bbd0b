package io.blick.bench.timing;

import io.blick.bench.run.BenchException;
import io.blick.bench.run.Effort;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interleaved rounds: sides take turns, A B C A B C … The clock frequency of a machine drifts by
 * some ten percent within the hour, so times can be compared only within a round. While one side
 * runs, the others are idle.
 */
public final class InterleavedRounds {
  private final List<Side> sides;
  private final Effort effort;
  private final int rounds;

  /**
   * Creates rounds, as many as the effort says.
   *
   * @param sides in the order of their turns
   * @param effort the number of rounds and the length of a turn
   */
  public InterleavedRounds(List<Side> sides, Effort effort) {
    this(sides, effort, effort.rounds());
  }

  /**
   * Creates a given number of rounds: few where a call takes long.
   *
   * @param sides in the order of their turns
   * @param effort the length of a turn
   * @param rounds their number
   */
  public InterleavedRounds(List<Side> sides, Effort effort, int rounds) {
    this.sides = List.copyOf(sides);
    this.effort = effort;
    this.rounds = rounds;
  }

  /** Warms every side up, and then times it in every round. */
  public Timings run() {
    int[] calls = sides.stream().mapToInt(this::callsInTurn).toArray();
    Map<Side, double[]> nanos = new LinkedHashMap<>();
    sides.forEach(side -> nanos.put(side, new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      int turn = 0;
      for (Map.Entry<Side, double[]> side : nanos.entrySet()) {
        side.getValue()[round] = turn(side.getKey(), calls[turn]);
        turn++;
      }
    }
    return new Timings(nanos);
  }

  /** Warms a side up until it gets no faster; returns how many of its calls fill a turn. */
  private int callsInTurn(Side side) {
    long nanos = Math.max(1, side.nanos(1));
    WarmUp warming = new WarmUp(effort.warming().toNanos());
    int calls = 1;
    while (warming.isCold(nanos, calls)) {
      calls = Math.clamp(effort.turn().toNanos() * calls / nanos + 1, 1, 1 << 20);
      nanos = Math.max(1, side.nanos(calls));
    }
    return Math.clamp(effort.turn().toNanos() * calls / nanos + 1, 1, 1 << 20);
  }

  /** Returns the mean nanoseconds of a call in this turn. */
  private double turn(Side side, int calls) {
    pause(effort.pause());
    if (calls > 1) {
      // Sleeping threads wake up outside the timing.
      side.nanos(1 + calls / 10);
    }
    return side.nanos(calls) / (double) calls;
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("bench: interrupted between two turns");
    }
  }
}
