package io.blick.models.text;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * x₀ = embeddings, xₗ = block(xₗ₋₁): the hidden states that blocks compute one after another, all
 * of them or the last alone, from the beginning or from states that are known. Each is computed in
 * a {@link Ops#scoped scope} of its own, and has the same bits in each of these ways. What is not
 * finite is refused. Caches have the pieces of a pass once all its states are there.
 */
public final class HiddenStates {
  private final String model;
  private final Blocks blocks;

  /**
   * Creates them.
   *
   * @param model the model's name, for errors
   */
  public HiddenStates(String model, Blocks blocks) {
    this.model = Objects.requireNonNull(model, "states: the model's name must not be null");
    this.blocks = Objects.requireNonNull(blocks, "states: blocks must not be null");
  }

  /**
   * Returns the states after the embeddings, then after each block.
   *
   * @return L + 1 tensors (N, C)
   * @throws IllegalStateException if the last are not finite; the message says where this began
   */
  public List<Tensor> all(Ops ops, Pass pass) {
    List<Tensor> states = from(0, embedding(ops, pass), blocks.layers(), ops, pass);
    pass.done();
    return states;
  }

  /**
   * Returns the states after the last block alone. Those before them are freed on the way, so that
   * at most two are in memory at once.
   *
   * @return (N, C)
   * @throws IllegalStateException if they are not finite; the message says where this began
   */
  public Tensor last(Ops ops, Pass pass) {
    Tensor last = last(0, embedding(ops, pass), blocks.layers(), ops, pass);
    pass.done();
    return last;
  }

  /**
   * Returns the states after some blocks, begun from those before the first of them.
   *
   * @param first the first block that runs, counted from 0
   * @param x the states before it (N, C), an element of {@link #all}
   * @param end the block before which the pass ends, L for the last states
   * @return (N, C); x itself where first is end
   * @throws IllegalArgumentException if first or end lies outside of the blocks, or end is before
   *     first, or the pass goes on from caches
   * @throws IllegalStateException if they are not finite; the message says where this began
   */
  public Tensor resume(Ops ops, Pass pass, int first, Tensor x, int end) {
    if (first < 0 || end < first || end > blocks.layers()) {
      throw new IllegalArgumentException(
          "states: a pass must begin and end at layers in order, from 0 to %d; got from %d to %d"
              .formatted(blocks.layers(), first, end));
    }
    if (!pass.isWhole()) {
      throw new IllegalArgumentException(
          "states: a pass that goes on from caches must run all layers, so that each has the new"
              + " pieces; got layers %d to %d; run it whole".formatted(first, end));
    }
    return last(first, () -> x, end, ops, pass);
  }

  private Supplier<Tensor> embedding(Ops ops, Pass pass) {
    return () -> ops.scoped(() -> blocks.embed(ops, pass));
  }

  private List<Tensor> from(int first, Supplier<Tensor> begin, int end, Ops ops, Pass pass) {
    List<Tensor> states = new ArrayList<>();
    states.add(begin.get());
    for (int l = first; l < end; l++) {
      int layer = l;
      Tensor x = states.getLast();
      states.add(ops.scoped(() -> blocks.block(ops, layer, x, pass)));
    }
    Finite.check(model, first, states);
    return states;
  }

  private Tensor last(int first, Supplier<Tensor> begin, int end, Ops ops, Pass pass) {
    Tensor last = nested(first, begin, end, ops, pass);
    if (!Finite.isFinite(last)) {
      // The states on the way are freed: only a second pass can tell where it began.
      ops.scoped(() -> from(first, begin, end, ops, pass).getLast());
    }
    return Finite.checked(model, Finite.after(end), last);
  }

  /** Runs each block within the scope of the next, so that the states before it are freed there. */
  private Tensor nested(int first, Supplier<Tensor> begin, int end, Ops ops, Pass pass) {
    if (end == first) {
      return begin.get();
    }
    int layer = end - 1;
    return ops.scoped(() -> blocks.block(ops, layer, nested(first, begin, layer, ops, pass), pass));
  }
}
