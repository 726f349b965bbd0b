package io.blick.core.attention.onnx;

import static io.blick.core.attention.onnx.AttentionOperator.demand;

import io.blick.core.attention.Alignment;
import io.blick.core.attention.Mask;
import io.blick.core.attention.Reach;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Map;

/** The operator's masks as Blick's. */
final class OperatorMask {
  private OperatorMask() {}

  /**
   * Returns all masks of a node together.
   *
   * @param q queries (B, T, H, D)
   * @param k keys (B, S, Hkv, D), those of the cache included
   */
  static Mask of(OnnxNode node, Map<String, Tensor> given, Tensor q, Tensor k) {
    Mask mask = window(node, alignment(given));
    Tensor lengths = given.get("nonpad_kv_seqlen");
    if (lengths != null) {
      demand(lengths.type() == DType.I64, "nonpad_kv_seqlen must be int64", lengths);
      mask = mask.and(Mask.padding(lengths.toInts()));
    }
    Tensor table = given.get("attn_mask");
    return table == null ? mask : mask.and(table(node, table, q, k));
  }

  private static Alignment alignment(Map<String, Tensor> given) {
    Tensor past = given.get("past_key");
    if (past != null) {
      return Alignment.at(past.size(2));
    }
    // The padding says where each entry ends, and an entry's last query stands at its last key.
    return given.containsKey("nonpad_kv_seqlen") ? Alignment.bottomRight() : Alignment.topLeft();
  }

  private static Mask window(OnnxNode node, Alignment alignment) {
    long causal = node.integers().getOrDefault("is_causal", 0L);
    demand(causal == 0 || causal == 1, "is_causal must be 0 or 1", causal);
    Reach left = reach(node, "left_window_size");
    Reach right = reach(node, "right_window_size");
    return Mask.window(alignment, left, causal == 1 ? Reach.of(0) : right);
  }

  private static Reach reach(OnnxNode node, String attribute) {
    long keys = node.integers().getOrDefault(attribute, -1L);
    demand(keys >= -1, attribute + " must be -1 or more", keys);
    return keys < 0 ? Reach.open() : Reach.of(Math.toIntExact(keys));
  }

  private static Mask table(OnnxNode node, Tensor mask, Tensor q, Tensor k) {
    int[] full = {q.size(0), q.size(2), q.size(1), k.size(1)};
    int[] own = {1, 1, 1, 1};
    demand(mask.rank() >= 1 && mask.rank() <= 4, "attn_mask must have 1 to 4 axes", mask);
    System.arraycopy(mask.sizes(), 0, own, 4 - mask.rank(), mask.rank());
    // A short last axis is filled up with hidden keys, also one of 1, which elsewhere is spread.
    boolean filled = node.opset() >= 24;
    for (int axis = 0; axis < 4; axis++) {
      boolean fits = own[axis] == full[axis] || own[axis] == 1;
      demand(
          fits || (axis == 3 && filled && own[3] < full[3]),
          "attn_mask must be broadcastable to " + Arrays.toString(full),
          mask);
    }
    boolean visible = mask.type() == DType.BOOL;
    boolean number = switch (mask.type()) {
      case F32, F64, F16, BF16 -> true;
      case I64, I32, I16, I8, U8, BOOL -> false;
    };
    demand(visible || number, "attn_mask must be bool or floating", mask);
    Tensor table =
        Tensor.zeros(visible ? DType.BOOL : DType.F32, own[0], own[1], q.size(1), k.size(1));
    for (int i = 0; i < table.count(); i++) {
      double value = value(mask, own, i, table, filled);
      if (visible) {
        table.data().set(ValueLayout.JAVA_BYTE, i, (byte) (value > 0 ? 1 : 0));
      } else {
        table.data().set(ValueLayout.JAVA_FLOAT, (long) i * Float.BYTES, (float) value);
      }
    }
    return visible ? Mask.allowed(table) : Mask.bias(table);
  }

  /** Returns what a mask says where a table has element i; −∞ behind the end of a short one. */
  private static double value(Tensor mask, int[] own, int i, Tensor table, boolean filled) {
    int queries = table.size(2);
    int s = i % table.size(3);
    int t = own[2] == 1 ? 0 : i / table.size(3) % queries;
    int head = i / table.size(3) / queries;
    if (s >= own[3] && (filled || own[3] != 1)) {
      return Double.NEGATIVE_INFINITY;
    }
    return mask.get(((long) head * own[2] + t) * own[3] + (own[3] == 1 ? 0 : s));
  }
}
