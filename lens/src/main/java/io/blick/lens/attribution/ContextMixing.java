package io.blick.lens.attribution;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.Intervention;
import io.blick.lens.ablation.LayerAblation;
import io.blick.lens.argument.Required;
import io.blick.lens.flow.Rollout;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.vector.Cosine;
import io.blick.models.text.TextModel;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * C[i][j] = 1 − cos(x̃_i, x̃_i^¬j), each row divided by its sum: how much of unit j is mixed into
 * unit i by a layer. x̃_i is the output of the layer for i, and x̃_i^¬j the same with the value
 * vectors of j zero in the attention of this layer alone, weights and all else kept. Of several
 * layers it is C_l · … · C_1; no identity is added, since the residual connection is inside.
 *
 * <p>Between words the values of all pieces of j are zero at once; the row of a word is the mean
 * over its pieces, and is divided by its sum then. A row that no unit changes stays zero.
 *
 * @see <a href="https://arxiv.org/abs/2301.12971">Mohebbi, Zuidema, Chrupała and Alishahi 2023,
 *     Quantifying Context Mixing in Transformers, section 3: C_{i,j} = x̃_i^{¬j} * x̃_i, the cosine
 *     distance</a>
 */
public final class ContextMixing {
  private static final String OPERATION = "attribution";

  private final TextUnits units;
  private final double[][] map;

  private ContextMixing(TextUnits units, double[][] map) {
    this.units = units;
    this.map = map;
  }

  /** Returns how many runs it takes: what progress counts to. */
  public static long runs(Reading text, Granularity unit, List<Integer> layers) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "unit", unit);
    Required.all(OPERATION, "layers", layers);
    return 1 + (long) layers.size() * text.units(unit).size();
  }

  /**
   * Measures some layers, and multiplies them.
   *
   * @param threads of the caller's, who closes them
   * @param layers counted from 0, ascending, at least one
   * @param progress is told how many of {@link #runs} are done
   */
  public static ContextMixing of(
      Parallel threads,
      TextModel model,
      Reading text,
      Granularity unit,
      List<Integer> layers,
      LongConsumer progress) {
    Required.of(OPERATION, "threads", threads);
    Required.of(OPERATION, "model", model);
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "unit", unit);
    Required.all(OPERATION, "layers", layers);
    Required.of(OPERATION, "progress", progress);
    if (layers.isEmpty() || !layers.equals(layers.stream().sorted().distinct().toList())) {
      throw new IllegalArgumentException(
          "attribution: the layers of a mixing must be one or more, ascending; got " + layers);
    }
    TextUnits units = text.units(unit);
    double[][][] raw = new double[layers.size()][units.size()][units.size()];
    List<Intervention> each = oneLayerEach(model, text, units, layers);
    try (LayerAblation ablation = LayerAblation.on(threads, model)) {
      ablation.run(
          text,
          each,
          (n, before, after) ->
              column(units, raw[n / units.size()], n % units.size(), before, after),
          progress);
    }
    double[][] map = normalized(raw[0]);
    for (int l = 1; l < raw.length; l++) {
      map = Rollout.product(normalized(raw[l]), map);
    }
    return new ContextMixing(units, map);
  }

  /** Returns for each layer, and in it for each unit, the intervention that zeroes its values. */
  private static List<Intervention> oneLayerEach(
      TextModel model, Reading text, TextUnits units, List<Integer> layers) {
    int pieces = text.encoding().pieces().size();
    List<List<Integer>> all =
        IntStream.range(0, units.size()).mapToObj(units::pieces).toList();
    return new AbstractList<>() {
      @Override
      public int size() {
        return layers.size() * all.size();
      }

      @Override
      public Intervention get(int index) {
        List<Integer> layer = List.of(layers.get(index / all.size()));
        return new ZeroedValues(layer, model.heads(), pieces, all).get(index % all.size());
      }
    };
  }

  /** Fills a column of a map: the mean over the pieces of each unit of 1 − cosine. */
  private static void column(
      TextUnits units, double[][] map, int unit, Tensor before, Tensor after) {
    for (int i = 0; i < units.size(); i++) {
      double sum = 0;
      for (int piece : units.pieces(i)) {
        sum += cosineDistance(before.at(piece).toDoubles(), after.at(piece).toDoubles());
      }
      map[i][unit] = sum / units.pieces(i).size();
    }
  }

  /** Returns 1 − cosine; 0 of equal vectors, whatever they are. */
  private static double cosineDistance(double[] a, double[] b) {
    return Arrays.equals(a, b) ? 0 : 1 - Cosine.of(a, b);
  }

  private static double[][] normalized(double[][] map) {
    for (double[] row : map) {
      double sum = 0;
      for (double number : row) {
        sum += number;
      }
      for (int j = 0; j < row.length && sum > 0; j++) {
        row[j] /= sum;
      }
    }
    return map;
  }

  /**
   * Returns the map (units, units): rows are mixed into, columns are mixed in; a row sums to 1, or
   * is 0 if no unit changes it.
   */
  public float[][] map() {
    float[][] rounded = new float[map.length][map.length];
    for (int i = 0; i < map.length; i++) {
      for (int j = 0; j < map.length; j++) {
        rounded[i][j] = (float) map[i][j];
      }
    }
    return rounded;
  }

  /** Returns how much of each unit of the text is mixed into those of the text, on average. */
  public List<UnitEffect> effects() {
    List<Integer> own = units.inText();
    return own.stream()
        .map(j -> new UnitEffect(
            j,
            own.stream().mapToDouble(i -> map[i][j]).average().orElseThrow(),
            OptionalDouble.empty()))
        .toList();
  }
}
