package io.blick.core.attention;

import io.blick.core.tensor.Axes;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The statistics that a pass gathers, and of which heads; for other heads nothing is written.
 *
 * @param heads whether a query head is wanted; called on any thread
 * @param each the statistics
 */
public record Statistics(IntPredicate heads, List<Statistic> each) {
  private static final String RESULT = "attention: the tensor of a statistic";
  private static final Statistics NONE = new Statistics(_ -> false, List.of());
  private static final Axes ROWS =
      Axes.of("attention", "q: B T H D", "k: B S Hkv D", "statistic: B H T");
  private static final Axes TOP =
      Axes.of("attention", "q: B T H D", "weights: B H T count", "keys: B H T count");
  private static final Axes RECEIVED =
      Axes.of("attention", "q: B T H D", "k: B S Hkv D", "received: B H S");

  /** Copies the list. */
  public Statistics {
    Attention.present("heads", heads);
    each = List.copyOf(each);
  }

  /** Returns no statistics. */
  public static Statistics none() {
    return NONE;
  }

  /** Returns statistics of all heads. */
  public static Statistics of(Statistic... each) {
    return new Statistics(_ -> true, List.of(each));
  }

  /** Returns the same statistics of some heads. */
  public Statistics ofHeads(IntPredicate some) {
    return new Statistics(some, each);
  }

  /** Returns the tensors that become the mass which keys receive. */
  List<Tensor> received() {
    return each.stream()
        .flatMap(statistic ->
            statistic instanceof Statistic.Received(Tensor mass) ? Stream.of(mass) : Stream.empty())
        .toList();
  }

  /** Shows each tensor to {@code reader}, with the name that errors have for it. */
  void eachTensor(BiConsumer<String, Tensor> reader) {
    for (int n = 0; n < each.size(); n++) {
      if (each.get(n) instanceof Statistic.Mass(Tensor set, Tensor _)) {
        reader.accept("attention: a set of keys", set);
      }
    }
    eachResult(reader);
  }

  /** Shows each tensor that is written to {@code reader}, with the name that errors have for it. */
  void eachResult(BiConsumer<String, Tensor> reader) {
    for (int n = 0; n < each.size(); n++) {
      switch (each.get(n)) {
        case Statistic.Entropy(Tensor nats) -> reader.accept(RESULT, nats);
        case Statistic.Largest(Tensor weights, Tensor keys) -> both(reader, weights, keys);
        case Statistic.Top(Tensor weights, Tensor keys) -> both(reader, weights, keys);
        case Statistic.Distance(Alignment _, Tensor mean) -> reader.accept(RESULT, mean);
        case Statistic.Mass(Tensor _, Tensor mass) -> reader.accept(RESULT, mass);
        case Statistic.Norm(Tensor norms) -> reader.accept(RESULT, norms);
        case Statistic.Received(Tensor mass) -> reader.accept(RESULT, mass);
      }
    }
  }

  private static void both(BiConsumer<String, Tensor> reader, Tensor weights, Tensor keys) {
    reader.accept(RESULT, weights);
    reader.accept(RESULT, keys);
  }

  /** Checks that what is to be written has the sizes and types that these inputs need. */
  void check(Tensor q, Tensor k) {
    for (int n = 0; n < each.size(); n++) {
      switch (each.get(n)) {
        case Statistic.Entropy(Tensor nats) -> row(q, k, nats, DType.F32, "entropy");
        case Statistic.Largest(Tensor weights, Tensor keys) -> {
          row(q, k, weights, DType.F32, "largest weights");
          row(q, k, keys, DType.I32, "keys of the largest weights");
        }
        case Statistic.Top(Tensor weights, Tensor keys) -> {
          TOP.check(q, weights, keys);
          weights.demandWritable(RESULT);
          keys.demandWritable(RESULT);
          weights.demand(DType.F32, "attention: top weights");
          keys.demand(DType.I32, "attention: keys of the top weights");
        }
        case Statistic.Distance(Alignment _, Tensor mean) -> row(q, k, mean, DType.F32, "distance");
        case Statistic.Mass(Tensor set, Tensor mass) -> {
          checkSet(q.size(0), k.size(1), set);
          row(q, k, mass, DType.F32, "mass");
        }
        case Statistic.Norm(Tensor norms) -> row(q, k, norms, DType.F32, "norm");
        case Statistic.Received(Tensor mass) -> {
          RECEIVED.check(q, k, mass);
          mass.demandWritable(RESULT);
          mass.demand(DType.F32, "attention: received");
        }
      }
    }
  }

  private static void row(Tensor q, Tensor k, Tensor result, DType type, String what) {
    ROWS.check(q, k, result);
    result.demandWritable(RESULT);
    result.demand(type, "attention: " + what);
  }

  private static void checkSet(int batch, int keys, Tensor set) {
    boolean fits = set.type() == DType.BOOL
        && set.rank() == 2
        && (set.size(0) == batch || set.size(0) == 1)
        && set.size(1) == keys;
    if (!fits) {
      throw new ShapeException(
          "attention: a set of keys must be BOOL(%d or 1, %d); got %s".formatted(batch, keys, set));
    }
  }
}
