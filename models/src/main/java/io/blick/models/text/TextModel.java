package io.blick.models.text;

import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Tokenizer;
import java.util.List;
import java.util.Objects;
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
  default List<String> notes() {
    return explainedNotes().stream().map(ModelNote::sentence).toList();
  }

  /** Returns the notes with the kinds of heads that are absent because of them. */
  List<ModelNote> explainedNotes();

  /** Returns the model's tokenizer. */
  Tokenizer tokenizer();

  /** Returns the number of layers, L. */
  int layers();

  /** Returns the number of query heads of each layer, H. */
  int heads();

  /** Returns the number of key-value heads of each layer, Hkv; H is a multiple of it. */
  int keyValueHeads();

  /**
   * Returns where the pieces of a text attend to each other in a layer. A layer may attend
   * elsewhere too, as that of a decoder does to what its encoder made.
   *
   * @param layer counted from 0
   */
  AttentionSite site(int layer);

  /** Returns the maximum number of pieces of a text. */
  int positions();

  /** Whether a text of so many pieces, including those that the model adds, can be run. */
  default boolean fits(int pieces) {
    return pieces <= positions();
  }

  /**
   * Runs the model, and keeps the hidden states after each layer. Who reads the last alone calls
   * {@link #last}, which needs less memory.
   *
   * @return the hidden states (N, C) of the N pieces of the batch: after the embeddings, then after
   *     each layer; L + 1 tensors
   * @throws IllegalArgumentException if a text has more pieces than the model has positions, or
   *     more segments than it has segment embeddings
   * @throws IllegalStateException if the model is closed, or computes a number that is not finite
   * @throws io.blick.models.format.FormatException if the file with the weights was changed
   */
  List<Tensor> forward(Ops ops, Pass pass);

  /** Runs the model on a batch, as {@link #forward(Ops, Pass)} does. */
  default List<Tensor> forward(Ops ops, Batch batch) {
    return forward(ops, Pass.of(batch));
  }

  /**
   * Runs the model, and keeps the last hidden states alone: the last of {@link #forward}, bit for
   * bit, with the same errors.
   *
   * @return the hidden states (N, C) after the last layer
   */
  Tensor last(Ops ops, Pass pass);

  /** Runs the model on a batch, as {@link #last(Ops, Pass)} does. */
  default Tensor last(Ops ops, Batch batch) {
    return last(ops, Pass.of(batch));
  }

  /**
   * Runs some of the layers, begun from the hidden states before the first of them: an element of
   * {@link #forward}, bit for bit, if x is one.
   *
   * @param first the first layer that runs, counted from 0
   * @param x the hidden states before it (N, C)
   * @param end the layer before which the pass ends, L for the last states
   * @return the hidden states (N, C) after layer end − 1; x itself where first is end
   * @throws IllegalArgumentException if a layer lies outside of the model, or end is before first,
   *     and as {@link #forward} does
   * @throws IllegalStateException as {@link #forward} does
   */
  Tensor resume(Ops ops, Pass pass, int first, Tensor x, int end);

  /**
   * Returns the projections from which a layer has its queries, keys and values; x is a hidden
   * state before that layer, an element of {@link #forward}.
   *
   * @param layer counted from 0
   * @return copies, as in checkpoints
   */
  InputProjections inputProjections(int layer);

  /**
   * Returns the output projection W_O of a layer: the output o of head h contributes W_O[:, h · D …
   * (h + 1) · D] o to the hidden states. The bias belongs to no head and is not included.
   *
   * @param layer counted from 0
   * @return a copy (C, H · D), as in checkpoints
   */
  Tensor outputProjection(int layer);

  /**
   * Returns a name for the numbers of the embeddings and layers, by which a model is known whatever
   * its folder or file is called: SHA-256(H, then of each parameter its number of axes, its sizes,
   * and p[⌊i · n / m⌋] for i = 0 … m − 1), where n is how many numbers the parameter p has and m =
   * min(n, 1021). Counts are int32 and numbers float32, both little-endian; the parameters stand in
   * the order in which the architecture has them. A model that was trained further has another
   * name. Output layers, tokenizer and activation do not count, and a number that was changed alone
   * need not be among those that are taken.
   *
   * @return 64 hexadecimal digits, the same each time
   * @throws IllegalStateException if the model is closed
   * @throws io.blick.models.format.FormatException if the file with the weights was changed
   */
  String fingerprint();

  /**
   * Returns what the model computes from its last hidden states, at most one of each kind.
   *
   * @throws IllegalStateException if the model is closed
   */
  List<TextHead> textHeads();

  /**
   * Returns the head of a kind, if the model has it.
   *
   * @throws IllegalStateException if the model is closed
   */
  default <H extends TextHead> Optional<H> head(Class<H> kind) {
    Objects.requireNonNull(kind, "model: the kind of head must not be null");
    return textHeads().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /**
   * Returns why the model has no head of a kind, if its folder seems to have one: the end of a
   * sentence.
   */
  default Optional<String> whyAbsent(Class<? extends TextHead> kind) {
    Objects.requireNonNull(kind, "model: the kind of head must not be null");
    return explainedNotes().stream()
        .filter(note -> note.absent().contains(kind))
        .map(ModelNote::reason)
        .reduce((first, second) -> first + "; " + second);
  }

  /**
   * Releases the weights; does nothing if they are released already. Passes that run in other
   * threads end with the exception for a closed model, or with their result.
   */
  @Override
  void close();
}
