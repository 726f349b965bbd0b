package io.blick.core.attention.onnx;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.util.Map;

/**
 * ONNX's Attention number by number in float64, as its text has it, and nothing of Blick's: the
 * obvious twin of {@link AttentionOperator}. Works on inputs that fit.
 */
final class PlainOperator {
  private final OnnxNode node;
  private final Map<String, Tensor> given;
  private final boolean flat;
  private final int batch;
  private final int heads;
  private final int keyHeads;
  private final int queries;
  private final int past;
  private final int keys;
  private final int size;
  private final int valueSize;

  PlainOperator(OnnxNode node, Map<String, Tensor> given) {
    this.node = node;
    this.given = given;
    Tensor q = given("Q");
    Tensor k = given("K");
    Tensor v = given("V");
    flat = q.rank() == 3;
    batch = q.size(0);
    heads = flat ? (int) integer("q_num_heads", 0) : q.size(1);
    keyHeads = flat ? (int) integer("kv_num_heads", 0) : k.size(1);
    queries = flat ? q.size(1) : q.size(2);
    past = given.containsKey("past_key") ? given("past_key").size(2) : 0;
    keys = past + (flat ? k.size(1) : k.size(2));
    size = flat ? q.size(2) / heads : q.size(3);
    valueSize = flat ? v.size(2) / keyHeads : v.size(3);
  }

  Map<String, Tensor> run() {
    float[] y = new float[batch * heads * queries * valueSize];
    float[] matmul = new float[batch * heads * queries * keys];
    for (int row = 0; row < batch * heads * queries; row++) {
      int t = row % queries;
      int h = row / queries % heads;
      int b = row / queries / heads;
      double[][] steps = steps(b, h, t);
      int mode = (int) integer("qk_matmul_output_mode", 0);
      for (int s = 0; s < keys; s++) {
        matmul[row * keys + s] = (float) steps[mode][s];
      }
      for (int d = 0; d < valueSize; d++) {
        double sum = 0;
        for (int s = 0; s < keys; s++) {
          sum += steps[3][s] * at("V", b, h / (heads / keyHeads), s, d);
        }
        int flatAt = ((b * queries + t) * heads + h) * valueSize + d;
        y[flat ? flatAt : row * valueSize + d] = (float) sum;
      }
    }
    DType type = given("Q").type();
    int[] sizes = flat
        ? new int[] {batch, queries, heads * valueSize}
        : new int[] {batch, heads, queries, valueSize};
    return Map.of(
        "Y", OnnxTensor.rounded(y, type, sizes),
        "present_key", joined("K", size),
        "present_value", joined("V", valueSize),
        "qk_matmul_output", OnnxTensor.rounded(matmul, type, batch, heads, queries, keys));
  }

  /** Returns scores with the scale, after the cap and after the masks, and the weights. */
  private double[][] steps(int b, int h, int t) {
    double[][] steps = new double[4][keys];
    double scale = node.reals().containsKey("scale") ? real("scale") : 1 / Math.sqrt(size);
    double cap = real("softcap");
    double largest = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < keys; s++) {
      for (int d = 0; d < size; d++) {
        steps[0][s] += scale * at("Q", b, h, t, d) * at("K", b, h / (heads / keyHeads), s, d);
      }
      steps[1][s] = cap == 0 ? steps[0][s] : cap * StrictMath.tanh(steps[0][s] / cap);
      steps[2][s] = steps[1][s] + mask(b, h, t, s);
      largest = Math.max(largest, steps[2][s]);
    }
    double sum = 0;
    for (int s = 0; s < keys && largest > Double.NEGATIVE_INFINITY; s++) {
      steps[3][s] = StrictMath.exp(steps[2][s] - largest);
      sum += steps[3][s];
    }
    for (int s = 0; s < keys && sum > 0; s++) {
      steps[3][s] /= sum;
    }
    return steps;
  }

  private double mask(int b, int h, int t, int s) {
    long position = past;
    position += t;
    boolean seen = true;
    if (given.containsKey("nonpad_kv_seqlen")) {
      long length = (long) given("nonpad_kv_seqlen").get(b);
      position = t + length - queries;
      seen = s < length;
    }
    long left = integer("left_window_size", -1);
    long right = integer("right_window_size", -1);
    seen &= integer("is_causal", 0) == 0 || s <= position;
    seen &= left < 0 || s >= position - left;
    seen &= right < 0 || s <= position + right;
    double added = given.containsKey("attn_mask") ? table(b, h, t, s) : 0;
    return seen ? added : Double.NEGATIVE_INFINITY;
  }

  /** The entry of the mask's table, broadcast from the right. */
  private double table(int b, int h, int t, int s) {
    Tensor mask = given("attn_mask");
    int last = mask.size(mask.rank() - 1);
    if (s >= last && !(last == 1 && node.opset() == 23)) {
      return Double.NEGATIVE_INFINITY;
    }
    int[] index = {b, h, t, s};
    long at = 0;
    for (int axis = 0; axis < mask.rank(); axis++) {
      int i = index[4 - mask.rank() + axis];
      at = at * mask.size(axis) + (mask.size(axis) == 1 ? 0 : i);
    }
    double value = mask.get(at);
    if (mask.type() == DType.BOOL) {
      return value == 0 ? Double.NEGATIVE_INFINITY : 0;
    }
    return value;
  }

  /** Returns a number of Q, K or V; those of K and V are counted from the cache's first on. */
  private double at(String name, int b, int h, int position, int d) {
    boolean query = name.equals("Q");
    int before = query ? 0 : past;
    if (position < before) {
      Tensor cache = given(name.equals("K") ? "past_key" : "past_value");
      return cache.get(((long) (b * cache.size(1) + h) * cache.size(2) + position) * cache.size(3)
          + d);
    }
    Tensor x = given(name);
    int i = position - before;
    if (!flat) {
      return x.get(((long) (b * x.size(1) + h) * x.size(2) + i) * x.size(3) + d);
    }
    int width = x.size(2) / (query ? heads : keyHeads);
    return x.get((long) (b * x.size(1) + i) * x.size(2) + (long) h * width + d);
  }

  private Tensor joined(String name, int width) {
    float[] values = new float[batch * keyHeads * keys * width];
    for (int i = 0; i < values.length; i++) {
      int position = i / width % keys;
      int row = i / width / keys;
      values[i] = (float) at(name, row / keyHeads, row % keyHeads, position, i % width);
    }
    return OnnxTensor.rounded(values, given(name).type(), batch, keyHeads, keys, width);
  }

  private Tensor given(String name) {
    return AttentionOperator.input(given, name);
  }

  private long integer(String attribute, long otherwise) {
    return node.integers().getOrDefault(attribute, otherwise);
  }

  private double real(String attribute) {
    return node.reals().getOrDefault(attribute, 0f);
  }
}
