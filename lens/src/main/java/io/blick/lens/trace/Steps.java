package io.blick.lens.trace;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Tensor;
import io.blick.lens.argument.Required;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * softmax(q kᵀ / √D) v in its four steps, for one query of one head, with the numbers of the pass
 * itself: similarity q·k, scaling, softmax, weighted sum (Vaswani et al. 2017, eq. 1). If a model
 * has another scale, a soft cap or a bias, the numbers are those that it computes with them.
 *
 * <p>Of several pieces each number is the mean over them, in float64 and rounded once. What is
 * linear in q holds for means too: the mean of the similarities is the similarity of the mean
 * query. The softmax is not linear: the mean of the weights is not the softmax of the mean scores.
 *
 * @param head the head
 * @param pieces indices of the pieces that look: one, or several whose means are taken
 * @param label spelling of that piece; of several, their spellings with a space between two
 * @param scale factor on the similarities, in most models 1/√D
 * @param query q (D)
 * @param keys a key for each piece of the text, in reading order
 * @param output Σ weight · v of this head (Dv)
 * @param words for each word of the text its weight, as {@link TextUnits#map} has it: the sum over
 *     its pieces, the mean over the pieces that look; empty if the words are not known
 * @param sharing how many query heads of the layer share the keys and values, this one included; 1
 *     if it has them alone (Ainslie et al. 2023, arXiv 2305.13245)
 */
public record Steps(
    Head head,
    List<Integer> pieces,
    String label,
    float scale,
    List<Float> query,
    List<Key> keys,
    List<Float> output,
    List<Float> words,
    int sharing) {

  /** Copies the lists. */
  public Steps {
    pieces = List.copyOf(pieces);
    query = List.copyOf(query);
    keys = List.copyOf(keys);
    output = List.copyOf(output);
    words = List.copyOf(words);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("steps: at least one piece must look; got none");
    }
  }

  /** Makes the steps of a head that shares its keys and values with no other. */
  public Steps(
      Head head,
      List<Integer> pieces,
      String label,
      float scale,
      List<Float> query,
      List<Key> keys,
      List<Float> output,
      List<Float> words) {
    this(head, pieces, label, scale, query, keys, output, words, 1);
  }

  /** Makes the steps of one piece of a text whose words are not known. */
  public Steps(
      Head head,
      int piece,
      String label,
      float scale,
      List<Float> query,
      List<Key> keys,
      List<Float> output) {
    this(head, List.of(piece), label, scale, query, keys, output, List.of());
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
   *     places of query and key; −∞ if the mask hides the key from a piece that looks
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

    /** Whether the mask hides the key from every piece that looks. */
    public boolean isHidden() {
      return score == Float.NEGATIVE_INFINITY && weight == 0;
    }
  }

  /** Returns the index of the piece that looks; of several, of the first. */
  public int piece() {
    return pieces.getFirst();
  }

  /** Whether the numbers are means over several pieces. */
  public boolean isMean() {
    return pieces.size() > 1;
  }

  /** Returns the index of the key that is looked at most, the first among equals. */
  public int mostLookedAt() {
    int most = 0;
    for (int key = 1; key < keys.size(); key++) {
      if (keys.get(key).weight() > keys.get(most).weight()) {
        most = key;
      }
    }
    return most;
  }

  /**
   * Returns the products qᵢ · kᵢ with a key, whose sum is its similarity.
   *
   * @param key index of the key
   * @return (D), each rounded once
   */
  public List<Float> products(int key) {
    List<Float> k = keys.get(key).vector();
    return IntStream.range(0, query.size())
        .mapToObj(i -> query.get(i) * k.get(i))
        .toList();
  }

  /**
   * Returns the indices of the products with a key, largest magnitude first; among equals the lower
   * index.
   *
   * @param key index of the key
   */
  public List<Integer> largestProducts(int key) {
    List<Float> products = products(key);
    return IntStream.range(0, products.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(products.get(i))))
        .toList();
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
    return of(trace, head, List.of(piece));
  }

  /**
   * Returns the means of the steps of several queries of one head.
   *
   * @param pieces indices of the pieces that look, at least one
   */
  public static Steps of(Trace trace, Head head, List<Integer> pieces) {
    Required.of("steps", "trace", trace);
    Required.of("steps", "head", head);
    List<Integer> looking = Required.all("steps", "pieces", pieces);
    AttentionCall call = trace.attention(head.layer());
    List<Float> words =
        trace.units(Granularity.WORDS).row(looking, piece -> call.weights(0, head.head(), piece));
    return of(trace.encoding().pieces(), call, head, looking, words);
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

  /**
   * Whether something is added to a similarity, such as a bias by distance; not if it is hidden.
   */
  public boolean hasBias() {
    return keys.stream()
        .filter(key -> key.score() != Float.NEGATIVE_INFINITY)
        .anyMatch(key -> key.score() != key.capped());
  }

  static Steps of(
      List<Piece> pieces, AttentionCall call, Head head, List<Integer> looking, List<Float> words) {
    int h = head.head();
    float scale = call.options().scale();
    return new Steps(
        head,
        looking,
        looking.stream().map(t -> pieces.get(t).text()).collect(Collectors.joining(" ")),
        scale,
        Mean.of(looking, t -> vector(call.q(), t, h)),
        keys(pieces, call, h, looking),
        Mean.of(looking, t -> vector(call.output(), t, h)),
        words,
        sharing(call));
  }

  private static int sharing(AttentionCall call) {
    return call.q().size(2) / call.k().size(2);
  }

  private static List<Key> keys(
      List<Piece> pieces, AttentionCall call, int head, List<Integer> looking) {
    float scale = call.options().scale();
    List<Float> dots = Mean.of(looking, t -> call.dots(0, head, t));
    List<Float> scaled = Mean.of(looking, t -> times(call.dots(0, head, t), scale));
    List<Float> capped = Mean.of(looking, t -> call.capped(0, head, t));
    List<Float> scores = Mean.of(looking, t -> call.scores(0, head, t));
    List<Float> weights = Mean.of(looking, t -> call.weights(0, head, t));
    // Query heads may share a key-value head: head h reads key-value head h / (H / Hkv).
    int keyHead = head / sharing(call);
    List<Key> keys = new ArrayList<>();
    for (int s = 0; s < dots.size(); s++) {
      keys.add(new Key(
          pieces.get(s).text(),
          Mean.of(List.of(s), at -> vector(call.k(), at, keyHead)),
          dots.get(s),
          scaled.get(s),
          capped.get(s),
          scores.get(s),
          weights.get(s)));
    }
    return keys;
  }

  private static float[] times(float[] numbers, float factor) {
    float[] products = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      products[i] = numbers[i] * factor;
    }
    return products;
  }

  /** Returns the vector of one position and head of the first batch entry of x (B, T, H, D). */
  private static float[] vector(Tensor x, int position, int head) {
    return x.at(0).at(position).at(head).toFloats();
  }
}
