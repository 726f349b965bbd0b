package io.blick.core.attention.onnx;

import io.blick.core.attention.Attention;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.SoftCap;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX's operator Attention, opset 23 to 25, on Blick's: types and layouts are converted here, and
 * everything is computed there. Softmax is computed in float32 whatever precision is asked for.
 *
 * @see <a href="https://onnx.ai/onnx/operators/onnx__Attention.html">the operator</a>
 */
final class AttentionOperator {
  /** Inputs by position. */
  static final List<String> INPUTS =
      List.of("Q", "K", "V", "attn_mask", "past_key", "past_value", "nonpad_kv_seqlen");

  /** Outputs by position. */
  static final List<String> OUTPUTS =
      List.of("Y", "present_key", "present_value", "qk_matmul_output");

  private static final List<String> REALS = List.of("scale", "softcap");
  private static final List<String> INTEGERS = List.of(
      "is_causal",
      "kv_num_heads",
      "left_window_size",
      "q_num_heads",
      "qk_matmul_output_mode",
      "right_window_size",
      "softmax_precision");
  private static final List<Long> PRECISIONS = List.of(1L, 10L, 11L, 16L);

  private final Attention attention;

  AttentionOperator(Parallel parallel) {
    this.attention = new Attention(parallel);
  }

  /**
   * Returns all outputs by name.
   *
   * @param given inputs by name; one that is absent has no entry
   */
  Map<String, Tensor> run(OnnxNode node, Map<String, Tensor> given) {
    check(node, given);
    boolean flat = input(given, "Q").rank() == 3;
    Tensor q = Layout.positions(input(given, "Q"), heads(node, "q_num_heads", flat));
    Tensor newK = Layout.positions(input(given, "K"), heads(node, "kv_num_heads", flat));
    Tensor newV = Layout.positions(input(given, "V"), heads(node, "kv_num_heads", flat));
    Tensor k = Layout.joined(given, "past_key", newK);
    Tensor v = Layout.joined(given, "past_value", newV);
    AttentionOptions options = options(node, given, q, k);
    Attention.Attended got = attention.attend(q, k, v, options);
    AttentionCall call =
        new AttentionCall(AttentionSite.encoder(0), 0, q, k, v, got.output(), got.lse(), options);

    DType type = input(given, "Q").type();
    Map<String, Tensor> outputs = new HashMap<>();
    outputs.put("Y", flat ? Layout.flat(got.output(), type) : Layout.heads(got.output(), type));
    outputs.put("present_key", Layout.heads(k, input(given, "K").type()));
    outputs.put("present_value", Layout.heads(v, input(given, "V").type()));
    outputs.put("qk_matmul_output", matmul(call, mode(node), type));
    return outputs;
  }

  private static void check(OnnxNode node, Map<String, Tensor> given) {
    demand(node.operator().equals("Attention"), "operator must be Attention", node.operator());
    demand(node.opset() >= 23 && node.opset() <= 25, "opset must be 23 to 25", node.opset());
    List<String> known = INPUTS.subList(0, node.opset() < 24 ? 6 : 7);
    demand(known.containsAll(given.keySet()), "inputs must be of " + known, given.keySet());
    demand(REALS.containsAll(node.reals().keySet()), "floats must be of " + REALS, node.reals());
    demand(
        INTEGERS.containsAll(node.integers().keySet()),
        "whole numbers must be of " + INTEGERS,
        node.integers());
    boolean windows = node.integers().containsKey("left_window_size")
        || node.integers().containsKey("right_window_size");
    demand(!windows || node.opset() >= 25, "windows need opset 25", node.opset());
    boolean past = given.containsKey("past_key");
    demand(past == given.containsKey("past_value"), "past_key and past_value go together", past);
    demand(!past || !given.containsKey("nonpad_kv_seqlen"), "nonpad_kv_seqlen excludes past", past);
    long precision = node.integers().getOrDefault("softmax_precision", 1L);
    demand(PRECISIONS.contains(precision), "softmax_precision must be 1, 10, 11, 16", precision);
  }

  private static AttentionOptions options(
      OnnxNode node, Map<String, Tensor> given, Tensor q, Tensor k) {
    AttentionOptions options =
        AttentionOptions.full(q.size(3)).withMask(OperatorMask.of(node, given, q, k));
    if (node.reals().containsKey("scale")) {
      options = options.withScale(node.reals().get("scale"));
    }
    float cap = node.reals().getOrDefault("softcap", 0f);
    return cap == 0 ? options : options.withCap(SoftCap.at(cap));
  }

  /** Returns how many heads a flat input has. */
  private static int heads(OnnxNode node, String attribute, boolean flat) {
    demand(
        flat == node.integers().containsKey(attribute),
        attribute + " must be given for three axes, and for them only",
        node.integers());
    long heads = node.integers().getOrDefault(attribute, 1L);
    demand(heads > 0, attribute + " must be positive", heads);
    return Math.toIntExact(heads);
  }

  private static int mode(OnnxNode node) {
    long mode = node.integers().getOrDefault("qk_matmul_output_mode", 0L);
    demand(mode >= 0 && mode <= 3, "qk_matmul_output_mode must be 0 to 3", mode);
    return (int) mode;
  }

  /** Returns what became of q kᵀ (B, H, T, S): scores at one of the formula's steps, or weights. */
  private static Tensor matmul(AttentionCall call, int mode, DType type) {
    int batch = call.q().size(0);
    int queries = call.q().size(1);
    int heads = call.q().size(2);
    int keys = call.k().size(1);
    float[] rows = new float[batch * heads * queries * keys];
    for (int row = 0; row < batch * heads * queries; row++) {
      int t = row % queries;
      int h = row / queries % heads;
      int b = row / queries / heads;
      float[] values = switch (mode) {
        case 0 -> call.scaled(b, h, t);
        case 1 -> call.capped(b, h, t);
        case 2 -> call.scores(b, h, t);
        default -> call.weights(b, h, t);
      };
      System.arraycopy(values, 0, rows, row * keys, keys);
    }
    return OnnxTensor.rounded(rows, type, batch, heads, queries, keys);
  }

  /** Returns an input that must be there. */
  static Tensor input(Map<String, Tensor> given, String name) {
    Tensor tensor = given.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("Attention: the input %s must be given".formatted(name));
    }
    return tensor;
  }

  static void demand(boolean holds, String what, Object got) {
    if (!holds) {
      throw new IllegalArgumentException("Attention: %s; got %s".formatted(what, got));
    }
  }
}
