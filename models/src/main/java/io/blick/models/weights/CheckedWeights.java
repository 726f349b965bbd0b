package io.blick.models.weights;

import io.blick.core.nn.Embedding;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.RmsNorm;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Weights that are looked up and whose sizes are compared, one after another, so that the first
 * fault is the one that is reported and no number of layers costs memory. What it returns stands
 * for the weights and is never computed with.
 */
public final class CheckedWeights implements WeightSource {
  private static final Tensor NOTHING = Tensor.zeros(0);
  private static final Embedding NO_TABLE = Embedding.of(Tensor.zeros(0, 0));
  private static final Linear NO_LAYER = Linear.of(Tensor.zeros(0, 0), NOTHING);

  private final TensorFile file;
  private final Function<String, FormatException> absent;
  private final SequencedSet<String> used = new LinkedHashSet<>();

  /**
   * Begins with a file, of which nothing is used yet.
   *
   * @param absent the error for a weight that is not there, by its name
   */
  public CheckedWeights(TensorFile file, Function<String, FormatException> absent) {
    this.file = file;
    this.absent = absent;
  }

  /** Returns the names of all weights that were asked for. */
  public SequencedSet<String> used() {
    return Collections.unmodifiableSequencedSet(used);
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
  public void alias(String name, String weight) {
    if (has(name) && has(weight) && same(name, weight)) {
      used.add(name);
    }
  }

  // The weight itself, which may need a conversion, is asked for only to get its error.
  private void check(String name, int... sizes) {
    if (!has(name)) {
      throw absent.apply(name);
    }
    Tensor stored = file.tensor(name);
    boolean floating = switch (stored.type()) {
      case F64, F32, F16, BF16 -> true;
      case I64, I32, I16, I8, U8, BOOL -> false;
    };
    if (!floating || !Arrays.equals(stored.sizes(), sizes)) {
      file.weight(name, sizes);
    }
    used.add(name);
  }

  /** Checks a matrix, whose type may be one that no tensor has. */
  private void checkMatrix(String name, int rows, int width) {
    if (has(name) && !file.isReadable(name)) {
      file.matrix(name, rows, width);
      used.add(name);
    } else {
      check(name, rows, width);
    }
  }

  @Override
  public Tensor table(String name, int rows, int width) {
    check(name, rows, width);
    return NOTHING;
  }

  @Override
  public Embedding embedding(String name, int rows, int width) {
    checkMatrix(name, rows, width);
    return NO_TABLE;
  }

  @Override
  public Tensor vector(String name, int size) {
    check(name, size);
    return NOTHING;
  }

  @Override
  public Linear linear(String name, int outputs, int inputs) {
    checkMatrix(name + ".weight", outputs, inputs);
    check(name + ".bias", outputs);
    return NO_LAYER;
  }

  @Override
  public Linear linearWithoutBias(String name, int outputs, int inputs) {
    checkMatrix(name + ".weight", outputs, inputs);
    return NO_LAYER;
  }

  @Override
  public Linear linear(String name, Rows rows, int inputs) {
    return linear(name, rows.all(), inputs);
  }

  @Override
  public Linear linearWithoutBias(String name, Rows rows, int inputs) {
    return linearWithoutBias(name, rows.all(), inputs);
  }

  @Override
  public Linear transposed(String name, Rows columns, int inputs) {
    check(name + ".weight", inputs, columns.all());
    check(name + ".bias", columns.all());
    return NO_LAYER;
  }

  @Override
  public Linear decoder(String weight, String bias, int vocabulary, int inputs, int rows) {
    check(weight, vocabulary, inputs);
    check(bias, vocabulary);
    return NO_LAYER;
  }

  @Override
  public LayerNorm norm(String name, int width, float epsilon) {
    NormNames names = NormNames.of(this, name);
    check(names.gain(), width);
    check(names.bias(), width);
    return new LayerNorm(NOTHING, NOTHING, epsilon);
  }

  @Override
  public RmsNorm rmsNorm(String name, int width, float epsilon, float added) {
    check(name + ".weight", width);
    return new RmsNorm(NOTHING, epsilon);
  }

  @Override
  public <T> List<T> layers(int count, IntFunction<T> layer) {
    List<T> layers = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      layers.add(layer.apply(l));
    }
    return layers;
  }

  @Override
  public <T> Supplier<T> later(Supplier<T> part) {
    T checked = part.get();
    return () -> checked;
  }
}
