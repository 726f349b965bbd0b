package io.blick.lens.trace;

import io.blick.lens.argument.Required;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
  private final IntFunction<float[][]> even;

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
      IntFunction<float[][]> even) {
    this.model = model;
    this.units = units;
    this.layers = layers;
    this.heads = heads;
    this.edgeScore = edgeScore;
    this.source = source;
    this.window = window;
    this.even = even;
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
    return new HeadMaps(
        model,
        units,
        layers,
        heads,
        EdgeScore.WEIGHT,
        source,
        OptionalInt.empty(),
        _ -> alike(units));
  }

  /** Returns the weights of a head that gives every piece the same. */
  private static float[][] alike(TextUnits units) {
    int pieces =
        IntStream.range(0, units.size()).map(i -> units.pieces(i).size()).sum();
    float[][] alike = new float[pieces][pieces];
    for (float[] row : alike) {
      Arrays.fill(row, 1f / pieces);
    }
    return alike;
  }

  /**
   * Returns the same maps of a pass in which not every piece sees every other.
   *
   * @param evenly from a layer to the weights (S, S) that a head would have there if it spread
   *     evenly over the pieces that each sees: 1 / their number, and 0 on the others
   */
  public HeadMaps seeing(IntFunction<float[][]> evenly) {
    Required.of("maps", "weights spread evenly", evenly);
    return new HeadMaps(model, units, layers, heads, edgeScore, source, window, evenly);
  }

  /**
   * Returns maps of the same heads with numbers of another kind.
   *
   * @param newScore kind of the numbers
   * @param newSource map of a head between pieces, of that kind
   */
  public HeadMaps with(EdgeScore newScore, Source newSource) {
    return new HeadMaps(model, units, layers, heads, newScore, newSource, window, even);
  }

  /**
   * Returns the same maps of a text that was read in windows, where a row sees its window alone.
   *
   * @param size the largest number of pieces of a window
   */
  public HeadMaps inWindows(int size) {
    return new HeadMaps(model, units, layers, heads, edgeScore, source, OptionalInt.of(size), even);
  }

  /** Returns the size of the windows in which the text was read; empty if it was read at once. */
  public OptionalInt window() {
    return window;
  }

  /**
   * Returns the weights of a head that spreads evenly over the pieces that each piece sees, the
   * mean over the layers: what to hold a mean weight against. It is 0 exactly where no layer lets a
   * unit see another, as a causal model those that come after.
   *
   * @return (units, units): rows look, columns are looked at; each row sums to 1
   */
  public float[][] even() {
    double[][] mean = new double[units.size()][units.size()];
    for (int layer = 0; layer < layers; layer++) {
      float[][] map = units.map(even.apply(layer));
      for (int from = 0; from < mean.length; from++) {
        for (int to = 0; to < mean.length; to++) {
          mean[from][to] += map[from][to] / (double) layers;
        }
      }
    }
    float[][] rounded = new float[mean.length][mean.length];
    for (int from = 0; from < mean.length; from++) {
      for (int to = 0; to < mean.length; to++) {
        rounded[from][to] = (float) mean[from][to];
      }
    }
    return rounded;
  }

  /** Whether each unit sees every other, in a window those of the window. */
  public boolean seesAll() {
    return window.isPresent()
        || Stream.of(even())
            .allMatch(row -> IntStream.range(0, row.length).allMatch(to -> row[to] > 0));
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
