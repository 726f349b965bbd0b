package io.blick.lens.trace;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The words or the pieces of a text, and what a head's weights are between them. */
public final class TextUnits {
  /** Longer ones are no words, and to compose them takes the JVM time quadratic in their marks. */
  private static final int LONGEST_WORD = 400;

  private final Granularity unit;
  private final List<String> labels;
  private final List<String> shown;
  private final List<String> whole;
  private final List<List<Integer>> pieces;
  private final List<Integer> own;
  private final List<Integer> added;

  private TextUnits(
      Granularity unit,
      List<String> labels,
      List<String> shown,
      List<String> whole,
      List<List<Integer>> pieces,
      Predicate<Integer> own) {
    this.unit = unit;
    this.labels = List.copyOf(labels);
    this.shown = List.copyOf(shown);
    this.whole = List.copyOf(whole);
    this.pieces = List.copyOf(pieces);
    this.own = indices(labels.size()).stream().filter(own).toList();
    this.added = indices(labels.size()).stream().filter(own.negate()).toList();
  }

  /** Returns the units of a text, whose characters are not at hand. */
  public static TextUnits of(Encoding encoding, Granularity unit) {
    return switch (unit) {
      case WORDS -> words(encoding, Word::text, Word::text);
      case PIECES -> pieces(encoding);
    };
  }

  /**
   * Returns the units of a text.
   *
   * @param segments one or two texts
   */
  public static TextUnits of(Encoding encoding, Granularity unit, List<String> segments) {
    var surfaces = new Surfaces(encoding, segments);
    return switch (unit) {
      case WORDS -> words(encoding, surfaces::shown, surfaces::whole);
      case PIECES -> pieces(encoding);
    };
  }

  private static TextUnits words(
      Encoding encoding, Function<Word, String> shown, Function<Word, String> whole) {
    List<Word> words = encoding.words();
    return new TextUnits(
        Granularity.WORDS,
        words.stream().map(Word::text).toList(),
        words.stream().map(shown).toList(),
        words.stream().map(whole).toList(),
        words.stream().map(Word::pieces).toList(),
        i -> inText(encoding.pieces().get(words.get(i).pieces().getFirst())));
  }

  private static TextUnits pieces(Encoding encoding) {
    List<Piece> pieces = encoding.pieces();
    List<String> labels = pieces.stream().map(Piece::text).toList();
    return new TextUnits(
        Granularity.PIECES,
        labels,
        labels,
        labels,
        indices(pieces.size()).stream().map(List::of).toList(),
        i -> inText(pieces.get(i)));
  }

  private static List<Integer> indices(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private static boolean inText(Piece piece) {
    return switch (piece) {
      case Piece.InText _ -> true;
      case Piece.Added _ -> false;
    };
  }

  /** Returns whether these are words or pieces. */
  public Granularity unit() {
    return unit;
  }

  /** Returns how many there are, those that the model adds included. */
  public int size() {
    return labels.size();
  }

  /**
   * Returns the characters of a unit, which may hold anything that the text holds: show them only
   * through {@link io.blick.lens.text.Visible}.
   */
  public String label(int index) {
    return labels.get(index);
  }

  /**
   * Returns the characters of a unit as a picture has them: of a word those of {@link #label} and
   * the marks of its last letter that the model drops.
   */
  public String shown(int index) {
    return shown.get(index);
  }

  /** Returns the indices of its pieces, ascending. */
  public List<Integer> pieces(int index) {
    return pieces.get(index);
  }

  /** Returns the indices of the units that stand in the text, ascending. */
  public List<Integer> own() {
    return own;
  }

  /** Returns the indices of the units that the model adds, ascending. */
  public List<Integer> added() {
    return added;
  }

  /**
   * Returns the unit of a name: an exact match, the first if it occurs more than once; otherwise
   * {@code word#2} is the second of {@code word}. A word is also found by all of its characters in
   * the text, those that the model drops included, and by canonically equivalent ones, composed or
   * decomposed; an exact match goes before these.
   *
   * @throws TextException if there is none, saying which there are
   */
  public UnitMatch find(String name) {
    for (Matching matching : Matching.values()) {
      List<Integer> exact = occurrences(name, matching);
      if (!exact.isEmpty()) {
        return new UnitMatch(exact.getFirst(), exact.size());
      }
    }
    int hash = name.lastIndexOf('#');
    if (hash > 0 && name.substring(hash + 1).matches("[1-9][0-9]{0,8}")) {
      int number = Integer.parseInt(name.substring(hash + 1));
      for (Matching matching : Matching.values()) {
        List<Integer> numbered = occurrences(name.substring(0, hash), matching);
        if (number <= numbered.size()) {
          return new UnitMatch(numbered.get(number - 1), 1);
        }
      }
    }
    throw UnitNames.absent(this, name);
  }

  /** How a name is held against a unit, the strictest first. */
  private enum Matching {
    /** By the characters of its pieces. */
    EXACT,
    /** By all of its characters. */
    WHOLE,
    /** By all of its characters, however they are composed. */
    EQUIVALENT
  }

  private List<Integer> occurrences(String name, Matching matching) {
    return switch (matching) {
      case EXACT -> equal(labels, name);
      case WHOLE -> equal(whole, name);
      case EQUIVALENT -> {
        String composed = composed(name);
        yield indices(size()).stream()
            .filter(i -> composed(labels.get(i)).equals(composed)
                || composed(whole.get(i)).equals(composed))
            .toList();
      }
    };
  }

  private static List<Integer> equal(List<String> names, String name) {
    return indices(names.size()).stream().filter(i -> names.get(i).equals(name)).toList();
  }

  private static String composed(String word) {
    return word.length() > LONGEST_WORD ? word : Normalizer.normalize(word, Normalizer.Form.NFC);
  }

  /**
   * Returns a head's weights between these units: the sum over the pieces of the unit looked at,
   * the mean over the pieces of the unit that looks, in float64 and rounded once.
   *
   * @param weights piece by piece (S, S): rows look, columns are looked at
   * @return (units, units): rows look, columns are looked at; each row sums to 1
   */
  public float[][] map(float[][] weights) {
    return map((from, to) -> weights[from][to]);
  }

  /**
   * Returns what is known between pieces in float64 between these units, as {@link #map(float[][])}
   * does: rounded once.
   *
   * @param numbers piece by piece (S, S): rows look, columns are looked at
   * @return (units, units): rows look, columns are looked at
   */
  public float[][] map(double[][] numbers) {
    return map((from, to) -> numbers[from][to]);
  }

  /** A number for each pair of pieces. */
  @FunctionalInterface
  private interface Cells {
    double at(int from, int to);
  }

  private float[][] map(Cells cells) {
    float[][] map = new float[size()][size()];
    for (int from = 0; from < size(); from++) {
      for (int to = 0; to < size(); to++) {
        map[from][to] = cell(cells, pieces.get(from), pieces.get(to));
      }
    }
    return map;
  }

  private static float cell(Cells cells, List<Integer> from, List<Integer> to) {
    double sum = 0;
    for (int t : from) {
      for (int s : to) {
        sum += cells.at(t, s);
      }
    }
    return (float) (sum / from.size());
  }

  /** Returns the names by which each unit can be asked for: {@code the, cat, the#2}. */
  List<String> names() {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (String label : labels) {
      int number = numbers.merge(label, 1, Integer::sum);
      names.add(number == 1 ? label : label + "#" + number);
    }
    return names;
  }
}
