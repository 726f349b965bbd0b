package io.blick.lens.trace;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Tensor;
import io.blick.lens.argument.Required;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * softmax(q kᵀ / √D) v in its four steps, for one query of one head, with the numbers of the pass
 * itself: similarity q·k, scaling, softmax, weighted sum (Vaswani et al. 2017, eq. 1). If a model
 * has another scale, a soft cap or a bias, the numbers are those that it computes with them.
 *
 * @param head the head
 * @param piece index of the piece that looks
 * @param label spelling of that piece
 * @param scale factor on the similarities, in most models 1/√D
 * @param query q (D)
 * @param keys a key for each piece of the text, in reading order
 * @param output Σ weight · v of this head (Dv)
 */
public record Steps(
    Head head,
    int piece,
    String label,
    float scale,
    List<Float> query,
    List<Key> keys,
    List<Float> output) {

  /** Copies the lists. */
  public Steps {
    query = List.copyOf(query);
    keys = List.copyOf(keys);
    output = List.copyOf(output);
  }

  /**
   * The key of a piece looked at.
   *
   * @param piece spelling of the piece
   * @param vector k (D)
   * @param dot similarity q·k
   * @param scaled dot · scale
   * @param capped {@code scaled} after the model's soft cap, or itself if it has none
   * @param score argument of the softmax: {@code capped}, and what the model adds to it by the
   *     places of query and key; −∞ if the mask hides the key
   * @param weight exp(score) / Σ exp(score); over all keys they sum to 1
   */
  public record Key(
      String piece,
      List<Float> vector,
      float dot,
      float scaled,
      float capped,
      float score,
      float weight) {
    /** Copies the list. */
    public Key {
      vector = List.copyOf(vector);
    }

    /** Makes the key of a model without a soft cap. */
    public Key(
        String piece, List<Float> vector, float dot, float scaled, float score, float weight) {
      this(piece, vector, dot, scaled, scaled, score, weight);
    }

    /** Returns what is added to the capped similarity; −∞ if the mask hides the key. */
    public float bias() {
      return score - capped;
    }
  }

  /** Returns D, the number of elements of a query and of a key. */
  public int dimension() {
    return query.size();
  }

  /**
   * Returns the steps of one query of one head.
   *
   * @param piece index of the piece that looks
   */
  public static Steps of(Trace trace, Head head, int piece) {
    Required.of("steps", "trace", trace);
    Required.of("steps", "head", head);
    return of(trace.encoding().pieces(), trace.attention(head.layer()), head, piece);
  }

  /** Whether the scale is 1/√D, as in the formula. */
  public boolean dividesByRoot() {
    return scale == (float) (1 / StrictMath.sqrt(dimension()));
  }

  /** Whether a score is not the scaled similarity, but changed by a soft cap or a bias. */
  public boolean scoresDiffer() {
    return hasCap() || hasBias();
  }

  /** Whether a soft cap changes a scaled similarity. */
  public boolean hasCap() {
    return keys.stream().anyMatch(key -> key.capped() != key.scaled());
  }

  /** Whether something is added to a similarity, such as a bias by distance, or a mask. */
  public boolean hasBias() {
    return keys.stream().anyMatch(key -> key.score() != key.capped());
  }

  static Steps of(List<Piece> pieces, AttentionCall call, Head head, int piece) {
    float[] dots = call.dots(0, head.head(), piece);
    float[] capped = call.capped(0, head.head(), piece);
    float[] scores = call.scores(0, head.head(), piece);
    float[] weights = call.weights(0, head.head(), piece);
    float scale = call.options().scale();
    // Query heads may share a key-value head: head h reads key-value head h / (H / Hkv).
    int keyHead = head.head() / (call.q().size(2) / call.k().size(2));
    List<Key> keys = new ArrayList<>();
    for (int s = 0; s < dots.length; s++) {
      List<Float> vector = vector(call.k(), s, keyHead);
      keys.add(new Key(
          pieces.get(s).text(),
          vector,
          dots[s],
          dots[s] * scale,
          capped[s],
          scores[s],
          weights[s]));
    }
    return new Steps(
        head,
        piece,
        pieces.get(piece).text(),
        scale,
        vector(call.q(), piece, head.head()),
        keys,
        vector(call.output(), piece, head.head()));
  }

  /** Returns the vector of one position and head of the first batch entry of x (B, T, H, D). */
  private static List<Float> vector(Tensor x, int position, int head) {
    List<Float> vector = new ArrayList<>();
    for (float value : x.at(0).at(position).at(head).toFloats()) {
      vector.add(value);
    }
    return Collections.unmodifiableList(vector);
  }
}
