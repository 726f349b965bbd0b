package io.blick.core.nn;

import io.blick.core.tensor.Axes;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Dense;
import io.blick.core.weight.Weight;

/**
 * The parameters of an embedding: a row of numbers for each id.
 *
 * @param table (V, C): its outputs are the ids, its inputs the width of a row
 */
public record Embedding(Weight table) {
  private static final Axes AXES = Axes.of("embedding", "table: V C");

  /** Takes a table. */
  public Embedding {
    Shapes.present("embedding: table", table);
  }

  /**
   * Returns an embedding that reads its table in place: later changes count.
   *
   * @param table (V, C), float32
   * @throws io.blick.core.tensor.ShapeException if it has not two axes
   * @throws IllegalArgumentException if it is not float32
   */
  public static Embedding of(Tensor table) {
    Shapes.present("embedding: table", table);
    AXES.check(table);
    table.demand(DType.F32, "embedding: table");
    return new Embedding(new Dense(table));
  }

  /** Returns V, the number of ids. */
  public int rows() {
    return table.outputs();
  }

  /** Returns C, the width of a row. */
  public int width() {
    return table.inputs();
  }
}
