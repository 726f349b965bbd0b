package io.blick.core.tensor;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The time in which the memory of some tensors holds their elements. It ends once, and with it what
 * was begun within it.
 */
final class Lifetime {
  private final @Nullable Lifetime outer;
  private volatile @Nullable End end;

  /**
   * How a lifetime ends, as an error says it.
   *
   * @param deadline until when a tensor must be read: {@code "before its memory is freed"}
   * @param event after what it was read
   * @param advice what the reader can do instead
   */
  record End(String deadline, String event, String advice) {}

  /**
   * Begins a lifetime.
   *
   * @param outer the one within which it lies; null if it ends only by itself
   */
  Lifetime(@Nullable Lifetime outer) {
    this.outer = outer;
  }

  /** Ends it, before its memory gets other elements. */
  void end(End how) {
    end = how;
    // Who sees one of those elements sees the end, too.
    VarHandle.fullFence();
  }

  /** Whether it lies within another, or is the same. */
  boolean isWithin(Lifetime other) {
    Lifetime each = this;
    while (each != null && each != other) {
      each = each.outer;
    }
    return each != null;
  }

  /**
   * Checks that it has not ended. Elements that were read before this call are then those of the
   * tensor.
   *
   * @param what whose it is, as the error names it, such as {@code "linear: x"}
   */
  void check(String what, Tensor tensor) {
    VarHandle.loadLoadFence();
    for (Lifetime each = this; each != null; each = each.outer) {
      End ended = each.end;
      if (ended != null) {
        throw new IllegalStateException("%s must be read %s; got %s after %s; %s"
            .formatted(what, ended.deadline, tensor, ended.event, ended.advice));
      }
    }
  }
}
