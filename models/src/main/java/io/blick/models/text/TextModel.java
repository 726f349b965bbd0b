package io.blick.models.text;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Tokenizer;
import java.util.List;
import java.util.Optional;

/**
 * A transformer over pieces of text with its weights, opened from a folder. Safe for many threads,
 * each with {@link Ops} of its own.
 */
public interface TextModel extends AutoCloseable {

  /** Returns the model's name: that of its catalogue entry or folder. */
  String name();

  /**
   * Returns what the user may not expect of the model: what its folder has that is not done here,
   * and what was assumed because no file says it. One sentence each; usually none.
   */
  List<String> notes();

  /** Returns what cuts text into this model's pieces. */
  Tokenizer tokenizer();

  /** Returns the number of layers, L. */
  int layers();

  /** Returns the number of query heads of each layer, H. */
  int heads();

  /** Returns how many pieces a text may have. */
  int positions();

  /** Whether a text of so many pieces, those that the model adds included, can be run. */
  default boolean fits(int pieces) {
    return pieces <= positions();
  }

  /**
   * Runs the model.
   *
   * @return the hidden states (B, T, C): after the embeddings, then after each layer; L + 1 tensors
   * @throws IllegalArgumentException if a text has more pieces than the model has positions, or a
   *     segment that it does not know
   * @throws IllegalStateException if the model is closed
   * @throws io.blick.models.format.FormatException if the file of the weights was changed
   */
  List<Tensor> forward(Ops ops, Batch batch);

  /**
   * Returns the output projection W_O of a layer: what a head's output o becomes in the hidden
   * states is W_O[:, h · D … (h + 1) · D] o. Its bias belongs to no head and is not in it.
   *
   * @param layer counted from 0
   * @return a copy (C, H · D), as in checkpoints
   */
  Tensor outputProjection(int layer);

  /** Returns what makes one vector of a text from its first piece, if the model has it. */
  Optional<Pooler> pooler();

  /** Returns what guesses masked pieces, if the model has it. */
  Optional<MaskedHead> maskedHead();

  /** Returns what makes a sentence embedding, if the model is made for it. */
  Optional<SentenceHead> sentenceHead();

  /**
   * Lets go of the weights; does nothing if that is done. Passes that run in other threads end with
   * the exception for a closed model, or with their result.
   */
  @Override
  void close();

  /** BERT's pooler: tanh of a linear layer on the first piece. */
  @FunctionalInterface
  interface Pooler {
    /**
     * Returns one vector for each text.
     *
     * @param hidden last hidden states (B, T, C)
     * @return (B, C)
     */
    Tensor pool(Ops ops, Tensor hidden);
  }

  /** Guesses pieces from hidden states. */
  @FunctionalInterface
  interface MaskedHead {
    /**
     * Returns the logit of each piece of the vocabulary.
     *
     * @param hidden last hidden states (B, T, C)
     * @param positions which of the B · T positions to guess, row-major, int32 (N)
     * @return (N, V)
     */
    Tensor logits(Ops ops, Tensor hidden, Tensor positions);
  }

  /** Makes one vector of each text, as the model's folder says. */
  @FunctionalInterface
  interface SentenceHead {
    /**
     * Returns one vector for each text. Whether it has length 1 is the folder's choice.
     *
     * @param hidden last hidden states (B, T, C)
     * @return (B, E); E is C unless the folder says otherwise
     * @throws IllegalArgumentException if a text is longer than the folder's own limit
     */
    Tensor embed(Ops ops, Tensor hidden, Batch batch);

    /**
     * Whether no text is longer than the folder's own limit. A longer one would be cut by the
     * program that the folder is made for, and the vector of all of it is another one.
     */
    default boolean fits(Batch batch) {
      return true;
    }
  }
}
