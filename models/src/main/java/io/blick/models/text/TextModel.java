package io.blick.models.text;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Tokenizer;
import java.util.List;
import java.util.Optional;

/**
 * A transformer over pieces of text, with its weights, opened from a folder. Safe for many threads,
 * each with its own {@link Ops}.
 */
public interface TextModel extends AutoCloseable {

  /** Returns the model's name: that of its catalogue entry or of its folder. */
  String name();

  /**
   * Returns what the user may not expect: what the folder has and Blick does not support, and what
   * was assumed because no file says it. One sentence each; usually none.
   */
  List<String> notes();

  /** Returns the model's tokenizer. */
  Tokenizer tokenizer();

  /** Returns the number of layers, L. */
  int layers();

  /** Returns the number of query heads of each layer, H. */
  int heads();

  /** Returns the maximum number of pieces of a text. */
  int positions();

  /** Whether a text of so many pieces, including those that the model adds, can be run. */
  default boolean fits(int pieces) {
    return pieces <= positions();
  }

  /**
   * Runs the model.
   *
   * @return the hidden states (B, T, C): after the embeddings, then after each layer; L + 1 tensors
   * @throws IllegalArgumentException if a text has more pieces than the model has positions, or
   *     more segments than it has segment embeddings
   * @throws IllegalStateException if the model is closed
   * @throws io.blick.models.format.FormatException if the file with the weights was changed
   */
  List<Tensor> forward(Ops ops, Batch batch);

  /**
   * Returns the output projection W_O of a layer: the output o of head h contributes W_O[:, h · D …
   * (h + 1) · D] o to the hidden states. The bias belongs to no head and is not included.
   *
   * @param layer counted from 0
   * @return a copy (C, H · D), as in checkpoints
   */
  Tensor outputProjection(int layer);

  /**
   * Returns the pooler, which makes one vector of a text from its first piece, if the model has
   * one.
   */
  Optional<Pooler> pooler();

  /** Returns the masked-language-model head, if the model has one. */
  Optional<MaskedHead> maskedHead();

  /** Returns the sentence embedding head, if the folder describes one. */
  Optional<SentenceHead> sentenceHead();

  /**
   * Releases the weights; does nothing if they are released already. Passes that run in other
   * threads end with the exception for a closed model, or with their result.
   */
  @Override
  void close();

  /** BERT's pooler: tanh of a linear layer on the first piece. */
  @FunctionalInterface
  interface Pooler {
    /**
     * Returns one vector for each text.
     *
     * @param hidden the last hidden states (B, T, C)
     * @return (B, C)
     */
    Tensor pool(Ops ops, Tensor hidden);
  }

  /** The masked-language-model head: predicts pieces from hidden states. */
  @FunctionalInterface
  interface MaskedHead {
    /**
     * Returns the logit of each piece of the vocabulary.
     *
     * @param hidden the last hidden states (B, T, C)
     * @param positions indices of the positions to predict, among B · T in row-major order, int32
     *     (N)
     * @return (N, V)
     */
    Tensor logits(Ops ops, Tensor hidden, Tensor positions);
  }

  /** The sentence embedding head: one vector of each text, as the model's folder describes it. */
  @FunctionalInterface
  interface SentenceHead {
    /**
     * Returns one vector for each text. Whether its length is 1 depends on the folder.
     *
     * @param hidden the last hidden states (B, T, C)
     * @return (B, E); E is C unless the folder says otherwise
     * @throws IllegalArgumentException if a text exceeds the folder's own limit
     */
    Tensor embed(Ops ops, Tensor hidden, Batch batch);

    /**
     * Whether no text exceeds the folder's own limit. The program that the folder is made for would
     * truncate a longer text, and the vector of the whole text is a different one.
     */
    default boolean fits(Batch batch) {
      return true;
    }
  }
}
