package io.blick.lens.roles;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.trace.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The number of cases in which each head is right. */
final class Hits {
  private final int[] counts;
  private int cases;

  /**
   * Counts from 0.
   *
   * @param heads of all layers together
   */
  Hits(int heads) {
    counts = new int[heads];
  }

  /** Adds a case. */
  void add(CorrectHeads correct) {
    cases++;
    for (int head = 0; head < counts.length; head++) {
      counts[head] += correct.has(head) ? 1 : 0;
    }
  }

  /** Returns how many cases there are. */
  int cases() {
    return cases;
  }

  /** Returns the head with the most hits, the first of equal ones. */
  int best() {
    int best = 0;
    for (int head = 1; head < counts.length; head++) {
      best = counts[head] > counts[best] ? head : best;
    }
    return best;
  }

  /** Returns the heads with the most hits, of equal ones the first; at most so many. */
  List<Integer> ranked(int top) {
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer head) -> counts[head]).reversed())
        .limit(top)
        .toList();
  }

  /** Returns the hits of a head. */
  int of(int head) {
    return counts[head];
  }

  /** Returns hits / cases of a head. */
  float accuracy(int head) {
    return (float) counts[head] / cases;
  }

  /**
   * Returns a head with its accuracy.
   *
   * @param drawn the interval of that, by the bootstrap alone
   * @param width heads of a layer
   */
  Role.Best best(int head, Interval drawn, int width) {
    Interval interval = new Proportion(counts[head], cases).interval(drawn);
    return new Role.Best(at(head, width), accuracy(head), interval);
  }

  /**
   * Returns the counts layer by layer.
   *
   * @param width heads of a layer
   */
  List<List<Integer>> byLayer(int width) {
    List<List<Integer>> layers = new ArrayList<>();
    for (int head = 0; head < counts.length; head++) {
      if (head % width == 0) {
        layers.add(new ArrayList<>());
      }
      layers.getLast().add(counts[head]);
    }
    return layers;
  }

  /** Returns the head at an index over all layers. */
  static Head at(int index, int width) {
    return new Head(index / width, index % width);
  }
}
