package io.blick.lens.window;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.TextUnits;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One text in windows that overlap by about half, and how numbers of the windows become those of
 * the text: a piece takes its row from the window in which it stands farthest from both ends, the
 * earlier of two. It has 0 on what is outside that window, so that a row of weights still sums to
 * 1. What the model adds is a part of each window; its columns are those of the window of the row,
 * the rows of what stands before the text are those of the first window, the others of the last.
 */
public final class Windows {
  private final Encoding text;
  private final int size;
  private final int before;
  private final int behind;
  private final List<Window> all;
  private final List<Integer> rows;

  private Windows(Encoding text, int size, int before, int behind, List<Window> all) {
    this.text = text;
    this.size = size;
    this.before = before;
    this.behind = behind;
    this.all = List.copyOf(all);
    this.rows = List.copyOf(deepest());
  }

  /**
   * Cuts a text; one that fits is one window.
   *
   * @param text one text, not a pair, with a piece of its own; it may have any length
   * @param size the largest number of pieces of a window, with those that the model adds
   * @throws IllegalArgumentException if it is a pair, or a window has no room for a piece of it
   */
  public static Windows of(Encoding text, int size) {
    Required.of("windows", "text", text);
    List<Piece> pieces = text.pieces();
    if (pieces.stream().anyMatch(piece -> piece.segment() > 1 && piece instanceof Piece.InText)) {
      throw new IllegalArgumentException(
          "windows: they must be of one text; got a pair; join them, or ask without windows");
    }
    int before = 0;
    while (before < pieces.size() && pieces.get(before) instanceof Piece.Added) {
      before++;
    }
    int behind = 0;
    while (before + behind < pieces.size()
        && pieces.reversed().get(behind) instanceof Piece.Added) {
      behind++;
    }
    int most = size - before - behind;
    if (most < 1) {
      throw new IllegalArgumentException(
          "windows: one must hold %d pieces that the model adds and one of the text; got %d"
              .formatted(before + behind, size));
    }
    int last = pieces.size() - behind;
    List<Window> all = last - before <= most
        ? List.of(new Window(before, last))
        : new WindowCuts(begins(text), ends(text), before, last, most).windows();
    return new Windows(text, size, before, behind, all);
  }

  private static int[] begins(Encoding text) {
    return text.pieces().stream()
        .mapToInt(piece -> text.words().get(piece.word()).pieces().getFirst())
        .toArray();
  }

  private static int[] ends(Encoding text) {
    return text.pieces().stream()
        .mapToInt(piece -> text.words().get(piece.word()).pieces().getLast() + 1)
        .toArray();
  }

  /** Returns the windows, as they follow each other. */
  public List<Window> all() {
    return all;
  }

  /** Returns the largest number of pieces of a window, with those that the model adds. */
  public int size() {
    return size;
  }

  /** Returns the whole text. */
  public Encoding text() {
    return text;
  }

  /** Returns what the model reads of a window: its pieces between those that the model adds. */
  public Encoding encoding(int window) {
    if (all.size() == 1) {
      return text;
    }
    List<Piece> pieces = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    byWord(all.get(window)).forEach((word, inside) -> {
      int first = pieces.size();
      inside.forEach(piece -> pieces.add(numbered(text.pieces().get(piece), words.size())));
      List<Integer> indices = IntStream.range(first, pieces.size()).boxed().toList();
      words.add(new Word(text.words().get(word).text(), indices));
    });
    return new Encoding(pieces, words);
  }

  /** Returns the pieces of a window, those that the model adds included, under their words. */
  private SortedMap<Integer, List<Integer>> byWord(Window window) {
    int whole = text.pieces().size();
    SortedMap<Integer, List<Integer>> byWord = new TreeMap<>();
    Stream.of(
            IntStream.range(0, before),
            IntStream.range(window.from(), window.to()),
            IntStream.range(whole - behind, whole))
        .flatMapToInt(part -> part)
        .forEach(piece -> byWord
            .computeIfAbsent(text.pieces().get(piece).word(), _ -> new ArrayList<>())
            .add(piece));
    return byWord;
  }

  private boolean isAdded(int piece) {
    return piece < before || piece >= text.pieces().size() - behind;
  }

  private static Piece numbered(Piece piece, int word) {
    return switch (piece) {
      case Piece.InText in ->
        new Piece.InText(in.id(), in.text(), in.segment(), word, in.start(), in.end());
      case Piece.Added added -> new Piece.Added(added.id(), added.text(), added.segment(), word);
    };
  }

  /** Returns of each piece of the text the window from which it takes its row, each by itself. */
  public List<Integer> rows() {
    return rows;
  }

  /**
   * Whether the row of a unit sees some of another; else it has 0 there.
   *
   * @param units of the text
   * @param from index of the unit that looks
   * @param to index of the unit looked at
   */
  public boolean reaches(TextUnits units, int from, int to) {
    List<Integer> ofUnits = rows(Required.of("windows", "units", units));
    return units.pieces(to).stream()
        .anyMatch(piece -> isAdded(piece)
            || units.pieces(from).stream()
                .anyMatch(own -> all.get(ofUnits.get(own)).depth(piece, piece) >= 0));
  }

  /**
   * Returns of each piece of the text the window from which it takes its row: one for all pieces of
   * a unit, unless no window holds them all.
   */
  List<Integer> rows(TextUnits units) {
    List<Integer> ofUnits = new ArrayList<>(rows);
    for (int unit = 0; unit < units.size(); unit++) {
      List<Integer> pieces = units.pieces(unit);
      int first = pieces.getFirst();
      int last = pieces.getLast();
      int window = isAdded(first) ? rows.get(first) : deepest(rows.get(first), first, last);
      if (all.get(window).depth(first, last) >= 0) {
        pieces.forEach(piece -> ofUnits.set(piece, window));
      }
    }
    return ofUnits;
  }

  private List<Integer> deepest() {
    List<Integer> deepest = new ArrayList<>();
    int window = 0;
    for (int piece = 0; piece < text.pieces().size(); piece++) {
      window =
          isAdded(piece) ? (piece < before ? 0 : all.size() - 1) : deepest(window, piece, piece);
      deepest.add(window);
    }
    return deepest;
  }

  /**
   * Returns the window in which a run of pieces stands deepest, the earlier of two. Windows ascend
   * at both ends, so that the depth of a run first grows from window to window and then shrinks,
   * and the deepest of a run is no earlier than that of one that ends earlier.
   *
   * @param start a window that is no later
   */
  private int deepest(int start, int first, int last) {
    int deepest = start;
    while (deepest + 1 < all.size()
        && all.get(deepest + 1).depth(first, last) > all.get(deepest).depth(first, last)) {
      deepest++;
    }
    return deepest;
  }

  /**
   * Returns the map of the text.
   *
   * @param ofUnits of each piece the window of its row
   * @param maps the map of a window (its pieces, its pieces), asked for one after another
   * @return (S, S): rows look, columns are looked at
   */
  float[][] floats(List<Integer> ofUnits, IntFunction<float[][]> maps) {
    int whole = text.pieces().size();
    float[][] stitched = new float[whole][whole];
    for (int window = 0; window < all.size(); window++) {
      copy(window, ofUnits, maps.apply(window), stitched);
    }
    return stitched;
  }

  /** Returns the map of the text, as above, in float64. */
  double[][] doubles(List<Integer> ofUnits, IntFunction<double[][]> maps) {
    int whole = text.pieces().size();
    double[][] stitched = new double[whole][whole];
    for (int window = 0; window < all.size(); window++) {
      copy(window, ofUnits, maps.apply(window), stitched);
    }
    return stitched;
  }

  private void copy(int window, List<Integer> ofUnits, Object[] map, Object[] stitched) {
    int whole = text.pieces().size();
    int from = all.get(window).from();
    int own = all.get(window).to() - from;
    for (int row = 0; row < whole; row++) {
      if (ofUnits.get(row) == window) {
        Object source = map[place(window, row)];
        System.arraycopy(source, 0, stitched[row], 0, before);
        System.arraycopy(source, before, stitched[row], from, own);
        System.arraycopy(source, before + own, stitched[row], whole - behind, behind);
      }
    }
  }

  /** Returns the index in a window of a piece of the text that is in it. */
  int place(int window, int piece) {
    int whole = text.pieces().size();
    Window of = all.get(window);
    if (piece < before) {
      return piece;
    }
    return piece >= whole - behind
        ? piece - whole + behind + before + of.to() - of.from()
        : piece - of.from() + before;
  }

  /**
   * Returns the pieces of a window that count there: those of the text that stand in no other
   * window farther from both ends.
   *
   * @return indices among the pieces of {@link #encoding}
   */
  public List<Integer> counted(int window) {
    return IntStream.range(all.get(window).from(), all.get(window).to())
        .filter(piece -> rows.get(piece) == window)
        .map(piece -> place(window, piece))
        .boxed()
        .toList();
  }
}
