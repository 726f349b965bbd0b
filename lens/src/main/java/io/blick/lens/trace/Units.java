package io.blick.lens.trace;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The words or the pieces of a text, and what a head's weights are between them. */
public final class Units {
  private final Unit unit;
  private final List<String> labels;
  private final List<List<Integer>> pieces;
  private final List<Integer> own;
  private final List<Integer> added;

  private Units(Unit unit, List<String> labels, List<List<Integer>> pieces, List<Integer> own) {
    this.unit = unit;
    this.labels = List.copyOf(labels);
    this.pieces = List.copyOf(pieces);
    this.own = own;
    this.added = indices(labels.size()).stream().filter(i -> !own.contains(i)).toList();
  }

  /** Returns the units of a text. */
  public static Units of(Encoding encoding, Unit unit) {
    return switch (unit) {
      case WORDS -> words(encoding);
      case PIECES -> pieces(encoding);
    };
  }

  private static Units words(Encoding encoding) {
    List<Word> words = encoding.words();
    return new Units(
        Unit.WORDS,
        words.stream().map(Word::text).toList(),
        words.stream().map(Word::pieces).toList(),
        indices(words.size()).stream()
            .filter(i -> inText(encoding.pieces().get(words.get(i).pieces().getFirst())))
            .toList());
  }

  private static Units pieces(Encoding encoding) {
    List<Piece> pieces = encoding.pieces();
    return new Units(
        Unit.PIECES,
        pieces.stream().map(Piece::text).toList(),
        indices(pieces.size()).stream().map(List::of).toList(),
        indices(pieces.size()).stream().filter(i -> inText(pieces.get(i))).toList());
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
  public Unit unit() {
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
   * {@code word#2} is the second of {@code word}.
   *
   * @throws TextException if there is none, saying which there are
   */
  public Found find(String name) {
    List<Integer> exact = occurrences(name);
    if (!exact.isEmpty()) {
      return new Found(exact.getFirst(), exact.size());
    }
    int hash = name.lastIndexOf('#');
    if (hash > 0 && name.substring(hash + 1).matches("[1-9][0-9]{0,8}")) {
      List<Integer> numbered = occurrences(name.substring(0, hash));
      int number = Integer.parseInt(name.substring(hash + 1));
      if (number <= numbered.size()) {
        return new Found(numbered.get(number - 1), 1);
      }
    }
    throw Naming.absent(this, name);
  }

  private List<Integer> occurrences(String name) {
    return indices(size()).stream().filter(i -> label(i).equals(name)).toList();
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
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      int number = occurrences(label(i)).indexOf(i) + 1;
      names.add(number == 1 ? label(i) : label(i) + "#" + number);
    }
    return names;
  }
}
