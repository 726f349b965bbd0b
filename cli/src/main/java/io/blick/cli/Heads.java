package io.blick.cli;

import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;

/** Heads as the user names them, counted from 1. */
final class Heads {
  private Heads() {}

  /**
   * Checks that a model has a head.
   *
   * @throws FailureException if it has no such layer or head
   */
  static void check(TextModel model, Head head) {
    check(model, Options.LAYER, head.layer(), model.layers());
    check(model, Options.HEAD, head.head(), model.heads());
  }

  private static void check(TextModel model, String option, int index, int size) {
    if (index >= size) {
      throw new FailureException(
          "%s must be from 1 to %d in %s; got %d".formatted(option, size, model.name(), index + 1));
    }
  }
}
