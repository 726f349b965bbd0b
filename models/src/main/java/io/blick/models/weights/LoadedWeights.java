package io.blick.models.weights;

import io.blick.core.nn.Embedding;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.RmsNorm;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Weight;
import io.blick.models.format.TensorFile;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Weights that are read. Those of layers are packed into memory, tables stay in the mapped file:
 * docs/decisions/0005 and 0008.
 */
public final class LoadedWeights implements WeightSource {
  private final TensorFile file;
  private final Arena packed;

  /**
   * Reads the weights of a file.
   *
   * @param file stays open as long as they are used
   * @param packed has the packed ones, and stays open as long
   */
  LoadedWeights(TensorFile file, Arena packed) {
    this.file = file;
    this.packed = packed;
  }

  @Override
  public boolean has(String name) {
    return file.names().contains(name);
  }

  @Override
  public boolean same(String name, String other) {
    return SameTensors.same(file, name, other);
  }

  @Override
  public void alias(String name, String weight) {}

  @Override
  public Tensor table(String name, int rows, int width) {
    return file.weight(name, rows, width);
  }

  @Override
  public Embedding embedding(String name, int rows, int width) {
    return new Embedding(file.matrix(name, rows, width));
  }

  @Override
  public Tensor vector(String name, int size) {
    return file.weight(name, size).copy();
  }

  @Override
  public Linear linear(String name, int outputs, int inputs) {
    Weight weight = file.matrix(name + ".weight", outputs, inputs);
    return Linear.of(weight, file.weight(name + ".bias", outputs)).packed(packed);
  }

  @Override
  public Linear linearWithoutBias(String name, int outputs, int inputs) {
    return Linear.of(file.matrix(name + ".weight", outputs, inputs)).packed(packed);
  }

  @Override
  public Linear linear(String name, Rows rows, int inputs) {
    Tensor bias = file.weight(name + ".bias", rows.all());
    Weight weight = RowsOf.matrix(file.matrix(name + ".weight", rows.all(), inputs), rows);
    return Linear.of(weight, RowsOf.vector(bias, rows)).packed(packed);
  }

  @Override
  public Linear linearWithoutBias(String name, Rows rows, int inputs) {
    Weight all = file.matrix(name + ".weight", rows.all(), inputs);
    return Linear.of(RowsOf.matrix(all, rows)).packed(packed);
  }

  @Override
  public Linear transposed(String name, Rows columns, int inputs) {
    Tensor bias = file.weight(name + ".bias", columns.all());
    Weight weight = RowsOf.columns(file.weight(name + ".weight", inputs, columns.all()), columns);
    return Linear.of(weight, RowsOf.vector(bias, columns)).packed(packed);
  }

  @Override
  public Linear decoder(String weight, String bias, int vocabulary, int inputs, int rows) {
    Tensor all = file.weight(weight, vocabulary, inputs);
    Tensor added = file.weight(bias, vocabulary);
    return Linear.of(all.slice(0, rows), added.slice(0, rows)).packed(packed);
  }

  @Override
  public LayerNorm norm(String name, int width, float epsilon) {
    NormNames names = NormNames.of(this, name);
    return new LayerNorm(vector(names.gain(), width), vector(names.bias(), width), epsilon);
  }

  @Override
  public RmsNorm rmsNorm(String name, int width, float epsilon, float added) {
    Tensor gain = vector(name + ".weight", width);
    if (added == 0) {
      return new RmsNorm(gain, epsilon);
    }
    float[] gains = gain.toFloats();
    for (int i = 0; i < width; i++) {
      gains[i] += added;
    }
    return new RmsNorm(Tensor.of(gains, width), epsilon);
  }

  @Override
  public <T> List<T> layers(int count, IntFunction<T> layer) {
    return IntStream.range(0, count).parallel().mapToObj(layer).toList();
  }

  @Override
  public <T> Supplier<T> later(Supplier<T> part) {
    return new Later<>(part);
  }

  /** A part that is made once, by whichever thread asks first. */
  private static final class Later<T> implements Supplier<T> {
    private final Supplier<T> part;
    private List<T> made = List.of();

    Later(Supplier<T> part) {
      this.part = part;
    }

    @Override
    public synchronized T get() {
      if (made.isEmpty()) {
        made = List.of(part.get());
      }
      return made.getFirst();
    }
  }
}
