package io.blick.core.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Tensors that are lent: they may be read until the loan is closed, and throw an
 * IllegalStateException afterwards. Nothing is copied.
 */
public final class Loan implements AutoCloseable {
  private final Lifetime.End end;
  private final List<Lifetime> lifetimes = new ArrayList<>();

  /**
   * Begins a loan.
   *
   * @param during the time for which it is, as the error says it: {@code "the call of the probe"}
   * @param advice what who reads later can do instead: {@code "keep call.copy()"}
   */
  public Loan(String during, String advice) {
    this.end = new Lifetime.End("before " + during + " ends", during, advice);
  }

  /** Returns a tensor over the same memory that may be read until the loan is closed. */
  public Tensor of(Tensor tensor) {
    Lifetime lifetime = new Lifetime(tensor.lifetime());
    lifetimes.add(lifetime);
    return tensor.within(lifetime);
  }

  /** Ends the loan. A second call does nothing. */
  @Override
  public void close() {
    for (Lifetime lifetime : lifetimes) {
      lifetime.end(end);
    }
  }
}
