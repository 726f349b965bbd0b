package io.blick.lens.looks;

import java.util.ArrayList;
import java.util.List;

/**
 * The few things that are nearest, of many that pass by; of equally near ones those that came
 * first.
 *
 * @param <T> type of the things
 */
final class Nearest<T> {
  private final int most;
  private final List<Double> distances = new ArrayList<>();
  private final List<T> things = new ArrayList<>();

  /**
   * Begins without any.
   *
   * @param most things to keep, at least 1
   */
  Nearest(int most) {
    this.most = most;
  }

  /** Returns whether a thing at a distance would be kept. */
  boolean wants(double distance) {
    return things.size() < most || distance < distances.getLast();
  }

  /** Adds a thing, if it is near enough. */
  void add(double distance, T thing) {
    if (!wants(distance)) {
      return;
    }
    int at = distances.size();
    while (at > 0 && distance < distances.get(at - 1)) {
      at--;
    }
    distances.add(at, distance);
    things.add(at, thing);
    if (things.size() > most) {
      distances.removeLast();
      things.removeLast();
    }
  }

  /** Returns them, the nearest first. */
  List<T> all() {
    return List.copyOf(things);
  }
}
