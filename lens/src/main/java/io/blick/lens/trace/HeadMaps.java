package io.blick.lens.trace;

import io.blick.lens.argument.Required;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The maps of all heads of one pass: for each head a number for every pair of units, a weight or
 * another {@link EdgeScore}. A map is computed when it is asked for. Pictures, rankings and pairs
 * are made from these maps alone.
 */
public final class HeadMaps {
  private final String model;
  private final TextUnits units;
  private final int layers;
  private final int heads;
  private final EdgeScore edgeScore;
  private final Source source;
  private final OptionalInt window;
  private final IntUnaryOperator seen;

  /** A function that gives the map of a head between pieces. */
  @FunctionalInterface
  public interface Source {
    /**
     * Returns the map of a head between pieces.
     *
     * @param layer counted from 0
     * @param head counted from 0
     * @return (S, S): rows look, columns are looked at
     */
    float[][] pieces(int layer, int head);
  }

  private HeadMaps(
      String model,
      TextUnits units,
      int layers,
      int heads,
      EdgeScore edgeScore,
      Source source,
      OptionalInt window,
      IntUnaryOperator seen) {
    this.model = model;
    this.units = units;
    this.layers = layers;
    this.heads = heads;
    this.edgeScore = edgeScore;
    this.source = source;
    this.window = window;
    this.seen = seen;
  }

  /**
   * Returns the weights of all heads between the units of a text.
   *
   * @param model name of the model
   * @param layers number of layers, L
   * @param heads number of heads of each layer, H
   * @param source weights of a head between pieces
   */
  public static HeadMaps of(String model, TextUnits units, int layers, int heads, Source source) {
    Required.of("maps", "name of the model", model);
    Required.of("maps", "units", units);
    Required.of("maps", "source", source);
    int pieces =
        IntStream.range(0, units.size()).map(i -> units.pieces(i).size()).sum();
    return new HeadMaps(
        model, units, layers, heads, EdgeScore.WEIGHT, source, OptionalInt.empty(), _ -> pieces);
  }

  /**
   * Returns maps of the same heads with numbers of another kind.
   *
   * @param newScore kind of the numbers
   * @param newSource map of a head between pieces, of that kind
   */
  public HeadMaps with(EdgeScore newScore, Source newSource) {
    return new HeadMaps(model, units, layers, heads, newScore, newSource, window, seen);
  }

  /**
   * Returns the same maps of a text that was read in windows, where a row sees its window alone.
   *
   * @param size the largest number of pieces of a window
   * @param seenFrom from the index of a unit to the number of pieces that its row sees
   */
  public HeadMaps inWindows(int size, IntUnaryOperator seenFrom) {
    Required.of("maps", "number of pieces seen", seenFrom);
    return new HeadMaps(
        model, units, layers, heads, edgeScore, source, OptionalInt.of(size), seenFrom);
  }

  /** Returns the size of the windows in which the text was read; empty if it was read at once. */
  public OptionalInt window() {
    return window;
  }

  /** Returns how many pieces the row of a unit sees: all of the text, or those of its window. */
  public int seen(int unit) {
    return seen.applyAsInt(unit);
  }

  /** Returns the model's name. */
  public String model() {
    return model;
  }

  /** Returns the units of the text: the rows and columns of each map. */
  public TextUnits units() {
    return units;
  }

  /** Returns the kind of the numbers. */
  public EdgeScore edgeScore() {
    return edgeScore;
  }

  /** Returns the number of layers, L. */
  public int layers() {
    return layers;
  }

  /** Returns the number of heads of each layer, H. */
  public int heads() {
    return heads;
  }

  /**
   * Returns the map of one head.
   *
   * @return (units, units): rows look, columns are looked at; a row of weights sums to 1
   * @throws IllegalArgumentException if the model has no such head
   * @throws IllegalStateException if a number is not finite
   */
  public float[][] map(Head head) {
    if (head.layer() >= layers || head.head() >= heads) {
      throw new IllegalArgumentException(
          "maps: layers must be below %s and heads below %s; got layer %s, head %s"
              .formatted(layers, heads, head.layer(), head.head()));
    }
    float[][] map = units.map(source.pieces(head.layer(), head.head()));
    for (float[] row : map) {
      for (float number : row) {
        checkFinite(head, number);
      }
    }
    return map;
  }

  // NaN has no place in an order: neither a largest number nor a ranking could be trusted.
  private void checkFinite(Head head, float number) {
    if (!Float.isFinite(number)) {
      throw new IllegalStateException(
          "%s: the map of layer %d, head %d must have finite numbers; got %s; the weights are"
                  .formatted(model, head.layer() + 1, head.head() + 1, number)
              + " damaged, so fetch the model again");
    }
  }

  /** A function that is given each map in turn. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Visits the map of one head.
     *
     * @param map (units, units)
     */
    void visit(Head head, float[][] map);
  }

  /** Visits every map once, by layer, then by head. */
  public void forEach(Visitor visitor) {
    for (int layer = 0; layer < layers; layer++) {
      for (int head = 0; head < heads; head++) {
        var at = new Head(layer, head);
        visitor.visit(at, map(at));
      }
    }
  }
}
