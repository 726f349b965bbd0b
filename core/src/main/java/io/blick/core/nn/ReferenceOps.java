package io.blick.core.nn;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.attention.ReferenceAttention;
import io.blick.core.cache.KvLayer;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * The operations as obvious loops in float64: the oracle of tests. Never tuned. Inputs of any type
 * are read as float64; every computed result is float64, in memory of its own, and a view keeps the
 * type of its tensor. The object has no state, so any number of threads may call it.
 */
public final class ReferenceOps implements Ops {
  /** Creates the operations. */
  public ReferenceOps() {}

  @Override
  public Tensor linear(Tensor x, Linear layer) {
    Shapes.linear(x, layer, Activation.NONE);
    int inputs = Shapes.width(x);
    int outputs = layer.outputs();
    double[] in = x.toDoubles();
    double[] w = layer.weight().dense().toDoubles();
    double[] bias = layer.bias().map(Tensor::toDoubles).orElseGet(() -> new double[outputs]);
    double[] out = new double[Shapes.rows(x) * outputs];
    for (int i = 0; i < out.length; i++) {
      int row = i / outputs;
      int o = i % outputs;
      double sum = bias[o];
      for (int k = 0; k < inputs; k++) {
        sum += in[row * inputs + k] * w[o * inputs + k];
      }
      out[i] = sum;
    }
    return Tensor.of(out, lastAxis(x.sizes(), outputs));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    Shapes.add(a, b);
    double[] sum = a.toDoubles();
    Arrays.setAll(sum, i -> sum[i] + b.get(i));
    return Tensor.of(sum, a.sizes());
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    Shapes.multiply(a, b);
    double[] product = a.toDoubles();
    Arrays.setAll(product, i -> product[i] * b.get(i));
    return Tensor.of(product, a.sizes());
  }

  @Override
  public Tensor scale(Tensor x, float factor) {
    Shapes.given("scale: x", x);
    return each(x, value -> value * factor);
  }

  @Override
  public Tensor softCap(Tensor x, float cap) {
    Shapes.softCap(x, cap);
    return each(x, value -> cap * StrictMath.tanh(value / cap));
  }

  @Override
  public Tensor layerNorm(Tensor x, LayerNorm norm) {
    Shapes.layerNorm(x, norm);
    return byRow(x, row -> {
      double mean = Arrays.stream(row).average().orElse(0);
      double variance = Arrays.stream(row)
          .map(value -> (value - mean) * (value - mean))
          .average()
          .orElse(0);
      double deviation = Math.sqrt(variance + norm.epsilon());
      Arrays.setAll(
          row,
          i -> (row[i] - mean) / deviation * norm.gain().get(i) + norm.bias().get(i));
    });
  }

  @Override
  public Tensor rmsNorm(Tensor x, RmsNorm norm) {
    Shapes.rmsNorm(x, norm);
    return byRow(x, row -> {
      double square = Arrays.stream(row).map(value -> value * value).average().orElse(0);
      double root = Math.sqrt(square + norm.epsilon());
      Arrays.setAll(row, i -> row[i] / root * norm.gain().get(i));
    });
  }

  @Override
  public Tensor rotate(Tensor x, Tensor positions, Rotary rotary) {
    Shapes.rotate(x, positions, rotary);
    double[] values = x.toDoubles();
    int heads = x.size(1);
    int dim = x.size(2);
    for (int at = 0; at < values.length; at += dim) {
      turn(values, at, positions.get(at / (heads * dim)), rotary);
    }
    return Tensor.of(values, x.sizes());
  }

  /** Turns the pairs of one head. */
  private static void turn(double[] values, int at, double position, Rotary rotary) {
    double[] frequencies = rotary.frequencies();
    for (int i = 0; i < frequencies.length; i++) {
      int first = switch (rotary.pairs()) {
        case HALVES -> at + i;
        case INTERLEAVED -> at + 2 * i;
      };
      int second = switch (rotary.pairs()) {
        case HALVES -> first + frequencies.length;
        case INTERLEAVED -> first + 1;
      };
      double cos = StrictMath.cos(position * frequencies[i]) * rotary.factor();
      double sin = StrictMath.sin(position * frequencies[i]) * rotary.factor();
      double x1 = values[first];
      double x2 = values[second];
      values[first] = x1 * cos - x2 * sin;
      values[second] = x2 * cos + x1 * sin;
    }
  }

  @Override
  public Tensor gelu(Tensor x, Gelu kind) {
    Shapes.gelu(x, kind);
    return switch (kind) {
      case ERF -> each(x, value -> value / 2 * (1 + ErrorFunction.erf(value / Math.sqrt(2))));
      case TANH ->
        each(x, value -> {
          double u = Math.sqrt(2 / Math.PI) * (value + 0.044715 * value * value * value);
          return value / 2 * (1 + StrictMath.tanh(u));
        });
    };
  }

  @Override
  public Tensor relu(Tensor x) {
    Shapes.given("relu: x", x);
    return each(x, value -> Math.max(0, value));
  }

  @Override
  public Tensor silu(Tensor x) {
    Shapes.given("silu: x", x);
    return each(x, value -> value / (1 + StrictMath.exp(-value)));
  }

  @Override
  public Tensor tanh(Tensor x) {
    Shapes.given("tanh: x", x);
    return each(x, StrictMath::tanh);
  }

  @Override
  public Tensor softmax(Tensor x) {
    Shapes.given("softmax: x", x);
    return byRow(x, row -> {
      double max = Arrays.stream(row).max().orElse(0);
      Arrays.setAll(row, i -> StrictMath.exp(row[i] - max));
      double sum = Arrays.stream(row).sum();
      Arrays.setAll(row, i -> row[i] / sum);
    });
  }

  @Override
  public Tensor embedding(Tensor ids, Embedding table) {
    Shapes.embedding(ids, table);
    return rows(table.table().dense(), ids);
  }

  @Override
  public Tensor gather(Tensor x, Tensor rows) {
    Shapes.gather(x, rows);
    return rows(x, rows);
  }

  private static Tensor rows(Tensor x, Tensor rows) {
    int width = Shapes.width(x);
    double[] out = new double[Math.toIntExact(rows.count()) * width];
    Arrays.setAll(out, i -> x.get(((long) rows.get(i / width)) * width + i % width));
    int[] sizes = Arrays.copyOf(rows.sizes(), rows.rank() + 1);
    sizes[rows.rank()] = width;
    return Tensor.of(out, sizes);
  }

  @Override
  public Tensor mean(Tensor x, Sequences sequences) {
    Shapes.mean(x, sequences);
    int width = Shapes.width(x);
    double[] out = new double[sequences.count() * width];
    for (int b = 0; b < sequences.count(); b++) {
      for (int r = 0; r < sequences.length(b); r++) {
        for (int c = 0; c < width; c++) {
          out[b * width + c] += x.at(sequences.start(b) + r).get(c) / sequences.length(b);
        }
      }
    }
    return Tensor.of(out, sequences.count(), width);
  }

  @Override
  public Tensor unit(Tensor x) {
    Shapes.given("unit: x", x);
    return byRow(x, row -> {
      double length = Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
      Arrays.setAll(row, i -> row[i] / length);
    });
  }

  @Override
  public Tensor attention(
      AttentionSite site, Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    Shapes.attention(site, q, k, v, options);
    return ReferenceAttention.attend(q, k, v, options).output();
  }

  @Override
  public Tensor attention(
      AttentionSite site, Tensor q, Sequences queries, KvSource source, AttentionOptions options) {
    Shapes.attention(site, q, queries, source, options);
    return switch (source) {
      case KvSource.Fresh fresh -> ragged(q, queries, fresh, options);
      case KvSource.Cached cached -> ragged(q, queries, fresh(cached), options);
    };
  }

  /** Returns what the caches have, one sequence after the other. */
  private static KvSource.Fresh fresh(KvSource.Cached cached) {
    List<KvLayer> layers = cached.layers();
    Sequences sequences = Sequences.of(layers.stream().mapToInt(KvLayer::length).toArray());
    KvLayer first = layers.getFirst();
    Tensor k = Tensor.zeros(sequences.rows(), first.keyHeads(), first.dim());
    Tensor v = Tensor.zeros(sequences.rows(), first.keyHeads(), first.valueDim());
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).keys(sequences.rows(k, i));
      layers.get(i).values(sequences.rows(v, i));
    }
    return new KvSource.Fresh(k, v, sequences);
  }

  private static Tensor ragged(
      Tensor q, Sequences queries, KvSource.Fresh keys, AttentionOptions options) {
    int heads = q.size(1);
    int width = Shapes.width(keys.v());
    double[] out = new double[q.size(0) * heads * width];
    for (int b = 0; b < queries.count(); b++) {
      Tensor k = alone(keys.k(), keys.sequences(), b);
      Tensor v = alone(keys.v(), keys.sequences(), b);
      double[] rows = ReferenceAttention.attend(alone(q, queries, b), k, v, options)
          .output()
          .toDoubles();
      System.arraycopy(rows, 0, out, queries.start(b) * heads * width, rows.length);
    }
    return Tensor.of(out, q.size(0), heads, width);
  }

  /** Returns the rows of one sequence as a batch of one entry. */
  private static Tensor alone(Tensor x, Sequences sequences, int b) {
    return sequences.rows(x, b).view(1, sequences.length(b), x.size(1), x.size(2));
  }

  @Override
  public Tensor splitHeads(Tensor x, int heads) {
    Shapes.splitHeads(x, heads);
    int[] sizes = Arrays.copyOf(x.sizes(), x.rank() + 1);
    sizes[x.rank() - 1] = heads;
    sizes[x.rank()] = Shapes.width(x) / heads;
    return x.view(sizes);
  }

  @Override
  public Tensor joinHeads(Tensor x) {
    Shapes.joinHeads(x);
    int[] sizes = Arrays.copyOf(x.sizes(), x.rank() - 1);
    sizes[x.rank() - 2] *= Shapes.width(x);
    return x.view(sizes);
  }

  @Override
  public Tensor rows(Tensor x) {
    Shapes.given("rows: x", x);
    return x.view(Shapes.rows(x), Shapes.width(x));
  }

  @Override
  public Tensor scoped(Supplier<Tensor> body) {
    Shapes.present("scoped: body", body);
    Tensor kept = body.get();
    Shapes.given("scoped: the result of body", kept);
    return kept;
  }

  @Override
  public void close() {}

  @FunctionalInterface
  private interface RowFunction {
    void apply(double[] row);
  }

  private static Tensor byRow(Tensor x, RowFunction function) {
    double[] values = x.toDoubles();
    int width = Shapes.width(x);
    for (int at = 0; at < values.length; at += width) {
      double[] row = Arrays.copyOfRange(values, at, at + width);
      function.apply(row);
      System.arraycopy(row, 0, values, at, width);
    }
    return Tensor.of(values, x.sizes());
  }

  private static Tensor each(Tensor x, DoubleUnaryOperator function) {
    double[] values = x.toDoubles();
    Arrays.setAll(values, i -> function.applyAsDouble(values[i]));
    return Tensor.of(values, x.sizes());
  }

  private static int[] lastAxis(int[] sizes, int last) {
    sizes[sizes.length - 1] = last;
    return sizes;
  }
}
