package io.blick.lens.trace;

import io.blick.lens.argument.Required;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The words or the pieces of a text, and the sums of a head's weights between them. */
public final class TextUnits {
  /** To compose a longer word would take the JVM time quadratic in its marks. */
  private static final int LONGEST_WORD = 400;

  private final Granularity granularity;
  private final List<String> labels;
  private final List<String> surfaces;
  private final List<String> wholes;
  private final List<List<Integer>> pieces;
  private final List<Integer> numbers;
  private final List<Integer> inText;
  private final List<Integer> added;

  private TextUnits(
      Granularity granularity,
      List<String> labels,
      List<String> surfaces,
      List<String> wholes,
      List<List<Integer>> pieces,
      Predicate<Integer> inText) {
    this.granularity = granularity;
    this.labels = List.copyOf(labels);
    this.surfaces = List.copyOf(surfaces);
    this.wholes = List.copyOf(wholes);
    this.pieces = List.copyOf(pieces);
    this.numbers = numbers(labels);
    this.inText = indices(labels.size()).stream().filter(inText).toList();
    this.added = indices(labels.size()).stream().filter(inText.negate()).toList();
  }

  /** Returns the units of a text whose characters are not known: labels stand for surfaces. */
  public static TextUnits of(Encoding encoding, Granularity granularity) {
    Required.of("units", "encoding", encoding);
    Required.of("units", "granularity", granularity);
    return switch (granularity) {
      case WORDS -> words(encoding, Word::text, Word::text);
      case PIECES -> pieces(encoding);
    };
  }

  /**
   * Returns the units of a text.
   *
   * @param segments one or two texts
   */
  public static TextUnits of(Encoding encoding, Granularity granularity, List<String> segments) {
    Required.of("units", "encoding", encoding);
    Required.of("units", "granularity", granularity);
    Required.all("units", "texts", segments);
    var forms = new SurfaceForms(encoding, segments);
    return switch (granularity) {
      case WORDS -> words(encoding, forms::withMarks, forms::withNeighbours);
      case PIECES -> pieces(encoding);
    };
  }

  private static TextUnits words(
      Encoding encoding, Function<Word, String> surface, Function<Word, String> whole) {
    List<Word> words = encoding.words();
    return new TextUnits(
        Granularity.WORDS,
        words.stream().map(Word::text).toList(),
        words.stream().map(surface).toList(),
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
  public Granularity granularity() {
    return granularity;
  }

  /** Returns the number of units, those that the model adds included. */
  public int size() {
    return labels.size();
  }

  /**
   * Returns the label of a unit, the characters of its pieces. It may hold anything that the text
   * holds: show it only through {@link io.blick.lens.text.Visible}.
   */
  public String label(int index) {
    return labels.get(index);
  }

  /**
   * Returns the surface form of a unit, as pictures show it: of a word the {@link #label} and the
   * marks of its last letter that the model drops. It is no safer to show than the label.
   */
  public String surface(int index) {
    return surfaces.get(index);
  }

  /** Returns the indices of the pieces of a unit, ascending. */
  public List<Integer> pieces(int index) {
    return pieces.get(index);
  }

  /** Returns the indices of the units that are part of the text, ascending. */
  public List<Integer> inText() {
    return inText;
  }

  /** Returns the indices of the units that the model adds, ascending. */
  public List<Integer> added() {
    return added;
  }

  /**
   * Returns the unit that a name means: the unit with that label, the first if there are several;
   * if there is none, {@code word#2} means the second {@code word}. A word is also found by all its
   * characters in the text, with those that the model drops, and by canonically equivalent
   * characters, composed or decomposed; an exact match goes first.
   *
   * @throws TextException if no unit has the name; the message lists the names that there are
   */
  public UnitMatch find(String name) {
    List<Integer> all = findAll(name);
    return new UnitMatch(all.getFirst(), all.size());
  }

  /**
   * Returns all units that a name fits, ascending: those with that label; if there are none, as
   * {@link #find} does.
   *
   * @return at least one; {@code word#2} fits one alone
   * @throws TextException if no unit has the name; the message lists the names that there are
   */
  public List<Integer> findAll(String name) {
    Required.of("units", "name", name);
    for (Matching matching : Matching.values()) {
      List<Integer> exact = occurrences(name, matching);
      if (!exact.isEmpty()) {
        return exact;
      }
    }
    int hash = name.lastIndexOf('#');
    if (hash > 0 && name.substring(hash + 1).matches("[1-9][0-9]{0,8}")) {
      int number = Integer.parseInt(name.substring(hash + 1));
      for (Matching matching : Matching.values()) {
        List<Integer> numbered = occurrences(name.substring(0, hash), matching);
        if (number <= numbered.size()) {
          return List.of(numbered.get(number - 1));
        }
      }
    }
    throw UnitNames.notFound(this, name);
  }

  /** The ways to compare a name with a unit, the strictest first. */
  private enum Matching {
    /** By its label. */
    EXACT,
    /** By all its characters in the text. */
    WHOLE,
    /** By its label or all its characters, however they are composed. */
    EQUIVALENT
  }

  private List<Integer> occurrences(String name, Matching matching) {
    return switch (matching) {
      case EXACT -> equal(labels, name);
      case WHOLE -> equal(wholes, name);
      case EQUIVALENT -> {
        String composed = composed(name);
        yield indices(size()).stream()
            .filter(i -> composed(labels.get(i)).equals(composed)
                || composed(wholes.get(i)).equals(composed))
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
   * @param weights between pieces (S, S): rows look, columns are looked at
   * @return (units, units): rows look, columns are looked at; each row sums to 1
   */
  public float[][] map(float[][] weights) {
    return map((from, to) -> weights[from][to]);
  }

  /**
   * Returns numbers in float64 between these units, summed, averaged and rounded as in
   * {@link #map(float[][])}.
   *
   * @param numbers between pieces (S, S): rows look, columns are looked at
   * @return (units, units): rows look, columns are looked at
   */
  public float[][] map(double[][] numbers) {
    return map((from, to) -> numbers[from][to]);
  }

  /**
   * Returns what some pieces give to each of these units, summed, averaged and rounded as in
   * {@link #map(float[][])}; for the pieces of a unit it is the row of that unit.
   *
   * @param from indices of the pieces that look, at least one
   * @param weights weights of a piece that looks (S)
   * @return (units); they sum to 1
   */
  List<Float> row(List<Integer> from, IntFunction<float[]> weights) {
    List<float[]> rows = from.stream().map(weights::apply).toList();
    List<Integer> each = indices(rows.size());
    return pieces.stream().map(to -> cell((t, s) -> rows.get(t)[s], each, to)).toList();
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

  /**
   * Returns which of the units with one label this is: 1 for the first, 2 for the second, which
   * {@link #find} finds by the name {@code word#2}.
   */
  public int number(int index) {
    return numbers.get(index);
  }

  /**
   * Returns what tells a word from those before it with its label, as pictures show it: nothing, or
   * {@code #2}; of pieces nothing, since no name asks for one.
   */
  public String suffix(int index) {
    return switch (granularity) {
      case WORDS -> number(index) == 1 ? "" : "#" + number(index);
      case PIECES -> "";
    };
  }

  private static List<Integer> numbers(List<String> labels) {
    Map<String, Integer> counts = new HashMap<>();
    return labels.stream().map(label -> counts.merge(label, 1, Integer::sum)).toList();
  }

  /** Returns for each unit a name that finds it: {@code the, cat, the#2}. */
  List<String> names() {
    return indices(size()).stream()
        .map(i -> numbers.get(i) == 1 ? labels.get(i) : labels.get(i) + "#" + numbers.get(i))
        .toList();
  }
}
