package io.blick.models.encoder;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.stack.Stack;
import io.blick.models.text.InputProjections;
import io.blick.models.text.Pass;
import io.blick.models.weights.WeightSource;

/**
 * An encoder as its config.json describes it, before its weights are read.
 *
 * @param sizes what the heads and callers need
 * @param names what its weights are called
 * @param heads its output layers
 * @param tied whether the word embeddings are the decoder if the file has no decoder
 * @param builder makes the encoder of its weights
 */
public record EncoderPlan(
    EncoderSizes sizes, EncoderNames names, HeadNames heads, boolean tied, Builder builder) {

  /** Returns the plan of the encoder that is told no segments. */
  EncoderPlan inOneSegment() {
    return new EncoderPlan(
        sizes.withoutSegments(),
        names,
        heads,
        tied,
        (weights, at) -> new OneSegment(builder.build(weights, at)));
  }

  /** Makes an encoder of its weights. */
  @FunctionalInterface
  public interface Builder {
    /**
     * Returns the encoder.
     *
     * @param at the prefix of the names of its weights in the file
     */
    Stack build(WeightSource weights, String at);
  }

  /**
   * An encoder that distinguishes segments and is told none: all pieces of a pair are of the first.
   *
   * @param encoder the encoder
   */
  private record OneSegment(Stack encoder) implements Stack {

    @Override
    public int layers() {
      return encoder.layers();
    }

    @Override
    public Tensor embed(Ops ops, Pass pass) {
      return encoder.embed(ops, pass.inOneSegment());
    }

    @Override
    public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
      return encoder.block(ops, layer, x, pass);
    }

    @Override
    public InputProjections inputProjections(int index) {
      return encoder.inputProjections(index);
    }

    @Override
    public Tensor outputProjection(int index) {
      return encoder.outputProjection(index);
    }
  }
}
