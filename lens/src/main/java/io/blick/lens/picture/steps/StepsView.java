package io.blick.lens.picture.steps;

import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.QueryOrigin;
import io.blick.lens.trace.Steps;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The steps that a picture shows, and the names and numbers in it as people read them. A key is
 * named by its index.
 *
 * @param model name of the model
 * @param word the word that looks
 * @param steps steps of one of its pieces, or their means
 * @param pieces indices of all pieces of that word
 * @param number which of the words with the same text it is, from 1 on
 * @param words the words of the text; empty if they are not known
 * @param origin where the query comes from; empty if that is not known
 * @param caution the sentence at the end
 */
public record StepsView(
    String model,
    String word,
    Steps steps,
    List<Integer> pieces,
    int number,
    List<LookedAt> words,
    Optional<QueryOrigin> origin,
    String caution) {
  /** Columns at which a name is cut. */
  private static final int MOST_COLUMNS = 24;

  /**
   * A word that is looked at.
   *
   * @param text the word
   * @param number which of the words with the same text it is, from 1 on
   * @param pieces indices of its pieces
   */
  public record LookedAt(String text, int number, List<Integer> pieces) {
    /** Copies the list. */
    public LookedAt {
      pieces = List.copyOf(pieces);
    }
  }

  /** Copies the lists. */
  public StepsView {
    pieces = List.copyOf(pieces);
    words = List.copyOf(words);
  }

  /** Returns a word or a piece, safe to show and not too wide. */
  private static String shown(String text) {
    return Columns.cut(Visible.text(text), MOST_COLUMNS);
  }

  /**
   * Returns a name that tells equal ones apart.
   *
   * @param number which of those with the same text it is, from 1 on
   */
  private static String numbered(String text, long number) {
    return number == 1 ? shown(text) : shown(text) + "#" + number;
  }

  Steps.Key key(int index) {
    return steps.keys().get(index);
  }

  String name(int key) {
    String piece = key(key).piece();
    long number = steps.keys().subList(0, key + 1).stream()
        .filter(one -> one.piece().equals(piece))
        .count();
    return numbered(piece, number);
  }

  /** Returns the word that looks. */
  String from() {
    return numbered(word, number);
  }

  /** Returns a word of the text. */
  String word(int index) {
    return numbered(words.get(index).text(), words.get(index).number());
  }

  /** Returns the name of the piece that looks. */
  String query() {
    return steps.isMean() ? from() : name(steps.piece());
  }

  /** Returns the names of all pieces of the word. */
  private String spellings() {
    List<String> names = pieces.stream().map(this::name).toList();
    return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /** Returns the indices of the keys that the mask does not hide, in reading order. */
  List<Integer> keys() {
    return IntStream.range(0, steps.keys().size())
        .filter(key -> !key(key).isHidden())
        .boxed()
        .toList();
  }

  /** Returns how many keys the mask hides. */
  int hidden() {
    return steps.keys().size() - keys().size();
  }

  /** Returns the indices of the words of which a piece is not hidden. */
  List<Integer> seenWords() {
    Set<Integer> seen = Set.copyOf(keys());
    return IntStream.range(0, words.size())
        .filter(word -> words.get(word).pieces().stream().anyMatch(seen::contains))
        .boxed()
        .toList();
  }

  /** Returns the indices of these keys, those that are looked at most first. */
  List<Integer> byWeight() {
    return keys().stream()
        .sorted(Comparator.comparingDouble((Integer key) -> -key(key).weight()))
        .toList();
  }

  /** Returns the width of the widest name of a key. */
  int widestName() {
    return keys().stream().mapToInt(key -> Columns.of(name(key))).max().orElse(0);
  }

  /** Returns model, layer and head. */
  String place() {
    return "%s · layer %s, head %s"
        .formatted(Visible.text(model), steps.head().layer() + 1, steps.head().head() + 1);
  }

  /** Returns which word looks, and by which piece. */
  String subject() {
    String by = steps.isMean()
        ? ", the mean of its %s pieces".formatted(pieces.size())
        : pieces.size() > 1
            ? ", by piece %s of %s: %s".formatted(pieceNumber(), pieces.size(), query())
            : "";
    return "what %s looks at%s".formatted(from(), by);
  }

  String title() {
    return place() + " · " + subject();
  }

  /** Returns the number of the piece that looks, counted from 0 in its word. */
  private int pieceNumber() {
    return pieces.indexOf(steps.piece());
  }

  /** Returns the sentences that say which piece looks; empty if the word has only one. */
  String whichPiece() {
    if (pieces.size() == 1) {
      return "";
    }
    String all = pieces.size() == 2 ? "both" : "all " + pieces.size();
    return steps.isMean()
        ? ("Each number is the mean over the pieces %s, and so are the weights that look shows. For"
                + " what is linear in q this is the same as to begin with the mean query: the mean"
                + " of the sums q·k is the sum for the mean query. The softmax is not linear: the"
                + " mean of the weights is not the softmax of the mean numbers.")
            .formatted(spellings())
        : "%s has the pieces %s, counted from 0; these are the numbers of piece %s. look shows the"
                .formatted(from(), spellings(), pieceNumber())
            + " mean of %s, and so does steps with --piece all.".formatted(all);
  }

  /** Returns √d. */
  String root() {
    double root = Math.sqrt(steps.dimension());
    return Numbers.fixed(root, root == Math.rint(root) ? 0 : 3);
  }

  /** Returns the scaling, as it follows a similarity: {@code / 8} or {@code × 1.000}. */
  String factor() {
    return steps.dividesByRoot() ? "/ " + root() : "× " + Numbers.fixed(steps.scale(), 3);
  }

  /** Returns the formula of this model. */
  String equation() {
    String scaled = steps.dividesByRoot() ? "Q Kᵀ / √d" : "scale · Q Kᵀ";
    return "Attention(Q, K, V) = softmax(%s%s) V"
        .formatted(
            steps.hasCap() ? "cap(%s)".formatted(scaled) : scaled,
            steps.hasBias() ? " + bias" : "");
  }

  /** Returns a number as a factor or summand: a negative one in parentheses. */
  static String term(float value) {
    String number = Numbers.fixed(value, 2);
    return number.startsWith("-") ? "(" + number + ")" : number;
  }

  static String number(float value) {
    return value == Float.NEGATIVE_INFINITY ? "−∞" : Numbers.fixed(value, 3);
  }
}
