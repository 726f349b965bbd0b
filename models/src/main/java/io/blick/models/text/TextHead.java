package io.blick.models.text;

import io.blick.core.cache.KvCache;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A part of a model that computes something from its last hidden states: an output layer for one
 * kind of task. {@link TextModel#head} gives the one of a kind.
 *
 * <p>N is the number of pieces of a batch, B of its texts, C the width of the hidden states. Every
 * head throws an IllegalStateException if a result is not finite or the model is closed.
 */
public sealed interface TextHead {

  /** The pooler: tanh of a linear layer on the first piece of a text. */
  @FunctionalInterface
  non-sealed interface Pooler extends TextHead {
    /**
     * Returns one vector for each text.
     *
     * @param hidden the last hidden states (N, C)
     * @return (B, C)
     */
    Tensor pool(Ops ops, Tensor hidden, Batch batch);
  }

  /** The masked-language-model head: predicts pieces from hidden states. */
  @FunctionalInterface
  non-sealed interface MaskedHead extends TextHead {
    /**
     * Returns the logit of each piece of the vocabulary.
     *
     * @param hidden the last hidden states (N, C)
     * @param rows which of them are to be predicted, int32 (M)
     * @return (M, V)
     */
    Tensor logits(Ops ops, Tensor hidden, Tensor rows);
  }

  /** The next-piece head: the norm of the last hidden states, then a logit for each piece. */
  non-sealed interface NextPieceHead extends TextHead {
    /** Returns the number of logits, V; pieces of the vocabulary are the first of them. */
    int width();

    /** Returns the ids of the pieces after which a text does not go on. */
    Set<Integer> ends();

    /** Returns an empty cache for one text, as a {@link Pass} goes on from. */
    KvCache cache();

    /**
     * Returns the norm of hidden states, from which the logits are computed.
     *
     * @param hidden the last hidden states (N, C)
     * @return (N, C)
     */
    Tensor norm(Ops ops, Tensor hidden);

    /**
     * Returns the logit of each piece that may follow.
     *
     * @param hidden the last hidden states (N, C)
     * @param rows after which of them, int32 (M)
     * @return (M, V)
     */
    Tensor logits(Ops ops, Tensor hidden, Tensor rows);
  }

  /** The sentence embedding head: one vector of each text, as the model's folder describes it. */
  @FunctionalInterface
  non-sealed interface SentenceHead extends TextHead {
    /**
     * Returns one vector for each text. Whether its length is 1 depends on the folder.
     *
     * @param hidden the last hidden states (N, C)
     * @return (B, E); E is C unless the folder says otherwise
     * @throws IllegalArgumentException if a text exceeds the folder's own limit
     */
    default Tensor embed(Ops ops, Tensor hidden, Batch batch) {
      return embed(ops, hidden, batch, 0);
    }

    /**
     * Returns one vector for each text, in which its first pieces are not pooled.
     *
     * @param hidden the last hidden states (N, C)
     * @param leftOut how many pieces of each text are left out: those of a prompt, where
     *     {@link #prompts} says so
     * @return (B, E)
     * @throws IllegalArgumentException if a text exceeds the folder's own limit, or has no other
     *     pieces
     */
    Tensor embed(Ops ops, Tensor hidden, Batch batch, int leftOut);

    /** Returns the folder's prompts; the caller puts them before the text. */
    default SentencePrompts prompts() {
      return SentencePrompts.NONE;
    }

    /**
     * Whether no text exceeds the folder's own limit. The program that the folder is made for would
     * truncate a longer text, and the vector of the whole text is a different one.
     */
    default boolean fits(Batch batch) {
      return longest().isEmpty() || batch.longest() <= longest().getAsInt();
    }

    /** Returns which hidden states of a text its vector is made of. */
    default PooledPieces pooledPieces() {
      return PooledPieces.ALL;
    }

    /** Returns the folder's own limit, the number of pieces of the longest text, if it has one. */
    default OptionalInt longest() {
      return OptionalInt.empty();
    }
  }

  /** The pieces of a text whose hidden states become its vector. */
  enum PooledPieces {
    /** The first alone. */
    FIRST,
    /** The last alone. */
    LAST,
    /** All, those that the model adds included. */
    ALL
  }

  /** A classifier of texts, or of pairs of them. */
  non-sealed interface ClassHead extends TextHead {
    /** Returns the names of the classes, in the order of the logits. */
    List<String> labels();

    /** Returns what the logits say together. */
    ClassKind kind();

    /**
     * Returns a logit for each text and class.
     *
     * @param hidden the last hidden states (N, C)
     * @return (B, K)
     */
    Tensor logits(Ops ops, Tensor hidden, Batch batch);
  }

  /** The meaning of the logits of a classifier. */
  enum ClassKind {
    /** One class holds: softmax of the logits gives probabilities. */
    ONE,
    /** Each class holds or not: the logistic function of a logit gives its probability. */
    MANY,
    /** The logits are the numbers themselves, as of a reranker or a regression. */
    SCORE
  }

  /** A tagger: a class for each piece. */
  non-sealed interface TagHead extends TextHead {
    /** Returns the names of the tags, in the order of the logits. */
    List<String> labels();

    /**
     * Returns a logit for each piece and tag.
     *
     * @param hidden the last hidden states (N, C)
     * @return (N, K)
     */
    Tensor logits(Ops ops, Tensor hidden);
  }

  /** A head that marks the answer to a question in a context, the pair's second text. */
  @FunctionalInterface
  non-sealed interface AnswerHead extends TextHead {
    /**
     * Returns two logits for each piece: that an answer begins there, and that one ends there.
     *
     * @param hidden the last hidden states (N, C)
     * @return (N, 2)
     */
    Tensor logits(Ops ops, Tensor hidden);
  }

  /** A head that tells whether the second text of a pair follows the first. */
  @FunctionalInterface
  non-sealed interface NextSentenceHead extends TextHead {
    /**
     * Returns two logits for each pair: that the second text follows, and that it is another one.
     *
     * @param hidden the last hidden states (N, C)
     * @return (B, 2)
     */
    Tensor logits(Ops ops, Tensor hidden, Batch batch);
  }

  /**
   * A head that tells which pieces of a text were replaced (Clark et al. 2020, arXiv 2003.10555).
   */
  @FunctionalInterface
  non-sealed interface ReplacedHead extends TextHead {
    /**
     * Returns a logit for each piece, positive if it seems to be replaced.
     *
     * @param hidden the last hidden states (N, C)
     * @return (N, 1)
     */
    Tensor logits(Ops ops, Tensor hidden);
  }
}
