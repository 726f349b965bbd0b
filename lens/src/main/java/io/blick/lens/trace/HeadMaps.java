package io.blick.lens.trace;

/**
 * What every head of one pass looks at, by weights or by another {@link EdgeScore}, unit by unit,
 * each map computed when it is asked for. Pictures, rankings and pairs are made from this alone.
 */
public final class HeadMaps {
  private final String model;
  private final TextUnits units;
  private final int layers;
  private final int heads;
  private final EdgeScore measure;
  private final Source source;

  /** Gives the weights of a head piece by piece. */
  @FunctionalInterface
  public interface Source {
    /**
     * Returns the weights of a head.
     *
     * @param layer counted from 0
     * @param head counted from 0
     * @return (S, S): rows look, columns are looked at
     */
    float[][] pieces(int layer, int head);
  }

  private HeadMaps(
      String model, TextUnits units, int layers, int heads, EdgeScore measure, Source source) {
    this.model = model;
    this.units = units;
    this.layers = layers;
    this.heads = heads;
    this.measure = measure;
    this.source = source;
  }

  /**
   * Joins the units of a text and the weights between its pieces.
   *
   * @param model its name
   * @param layers number of layers, L
   * @param heads number of heads of each layer, H
   */
  public static HeadMaps of(String model, TextUnits units, int layers, int heads, Source source) {
    return new HeadMaps(model, units, layers, heads, EdgeScore.WEIGHT, source);
  }

  /**
   * Returns maps of the same heads that count something else.
   *
   * @param newMeasure what their numbers are
   * @param newSource gives them piece by piece
   */
  public HeadMaps with(EdgeScore newMeasure, Source newSource) {
    return new HeadMaps(model, units, layers, heads, newMeasure, newSource);
  }

  /** Returns the model's name. */
  public String model() {
    return model;
  }

  /** Returns what the weights are between. */
  public TextUnits units() {
    return units;
  }

  /** Returns what the numbers are. */
  public EdgeScore measure() {
    return measure;
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
   * Returns the numbers of one head.
   *
   * @return (units, units): rows look, columns are looked at; if they are weights, each row sums to
   *     1
   * @throws IllegalStateException if they are no finite numbers
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

  // Of what is no number there is no largest, and no order.
  private void checkFinite(Head head, float number) {
    if (!Float.isFinite(number)) {
      throw new IllegalStateException(
          "%s: the map of layer %d, head %d must have finite numbers; got %s; the weights are"
                  .formatted(model, head.layer() + 1, head.head() + 1, number)
              + " damaged, so fetch the model again");
    }
  }

  /** Says what to do with each head's map. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes one map.
     *
     * @param map (units, units)
     */
    void visit(Head head, float[][] map);
  }

  /** Shows every map once, in the order of layers, then heads. */
  public void forEach(Visitor visitor) {
    for (int layer = 0; layer < layers; layer++) {
      for (int head = 0; head < heads; head++) {
        var at = new Head(layer, head);
        visitor.visit(at, map(at));
      }
    }
  }
}
