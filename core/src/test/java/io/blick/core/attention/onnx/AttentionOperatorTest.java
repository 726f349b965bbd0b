package io.blick.core.attention.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The adapter against the operator's text in plain loops, over whatever nodes may be given. */
class AttentionOperatorTest {
  private static final int NODES = 500;
  private static final Parallel PARALLEL = new Parallel(2);
  private static final DType[] TYPES = {DType.F32, DType.F32, DType.F16, DType.BF16, DType.F64};

  private final AttentionOperator operator = new AttentionOperator(PARALLEL);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** Numbers from 0 to 1, as in ONNX's own cases: nothing cancels, and their tolerance holds. */
  @Test
  void any_node_gives_what_the_text_says() {
    for (long seed = 1; seed <= NODES; seed++) {
      ConformanceCase drawn = new Drawing(seed).drawn();

      assertThat(drawn.complaints(operator))
          .as("seed %d: %s, %s", seed, drawn.node(), drawn.inputs())
          .isEmpty();
    }
  }

  /** A node and its inputs, drawn at random. */
  private static final class Drawing {
    private final SplittableRandom random;
    private final Map<String, Long> integers = new TreeMap<>();
    private final Map<String, Float> reals = new TreeMap<>();
    private final Map<String, Tensor> inputs = new HashMap<>();
    private final int opset;
    private final DType type;
    private final int batch;
    private final int keyHeads;
    private final int heads;
    private final int queries;
    private final int fresh;
    private int keys;

    Drawing(long seed) {
      random = new SplittableRandom(seed);
      opset = 23 + random.nextInt(3);
      type = TYPES[random.nextInt(TYPES.length)];
      batch = 1 + random.nextInt(3);
      keyHeads = 1 + random.nextInt(3);
      heads = keyHeads * (1 + random.nextInt(3));
      queries = 1 + random.nextInt(7);
      fresh = 1 + random.nextInt(11);
      keys = fresh;
    }

    ConformanceCase drawn() {
      addTensors();
      addMask();
      addAttributes();
      OnnxNode node = new OnnxNode(
          opset, "Attention", integers, reals, List.of(), List.of(), List.of(), List.of());
      return new ConformanceCase("drawn", node, inputs, new PlainOperator(node, inputs).run());
    }

    private boolean oneIn(int n) {
      return random.nextInt(n) == 0;
    }

    private void addTensors() {
      int size = 1 + random.nextInt(9);
      int valueSize = oneIn(2) ? size : 1 + random.nextInt(17);
      if (oneIn(2)) {
        integers.put("q_num_heads", (long) heads);
        integers.put("kv_num_heads", (long) keyHeads);
        inputs.put("Q", uniform(type, batch, queries, heads * size));
        inputs.put("K", uniform(type, batch, fresh, keyHeads * size));
        inputs.put("V", uniform(type, batch, fresh, keyHeads * valueSize));
      } else {
        inputs.put("Q", uniform(type, batch, heads, queries, size));
        inputs.put("K", uniform(type, batch, keyHeads, fresh, size));
        inputs.put("V", uniform(type, batch, keyHeads, fresh, valueSize));
      }
      if (oneIn(3)) {
        int past = random.nextInt(7);
        keys += past;
        inputs.put("past_key", uniform(type, batch, keyHeads, past, size));
        inputs.put("past_value", uniform(type, batch, keyHeads, past, valueSize));
      } else if (opset >= 24 && oneIn(2)) {
        Tensor lengths = Tensor.zeros(DType.I64, batch);
        for (int b = 0; b < batch; b++) {
          long length = random.nextInt(keys + 1);
          lengths.data().set(ValueLayout.JAVA_LONG, (long) b * Long.BYTES, length);
        }
        inputs.put("nonpad_kv_seqlen", lengths);
      }
    }

    private void addMask() {
      if (oneIn(3)) {
        return;
      }
      int last = opset >= 24 && oneIn(3) ? 1 + random.nextInt(keys) : oneIn(9) ? 1 : keys;
      int[] all = {oneIn(2) ? 1 : batch, oneIn(2) ? 1 : heads, oneIn(3) ? 1 : queries, last};
      int rank = 1 + random.nextInt(4);
      int[] sizes = Arrays.copyOfRange(all, 4 - rank, 4);
      Tensor mask = uniform(type, sizes);
      if (oneIn(2)) {
        Tensor visible = Tensor.zeros(DType.BOOL, sizes);
        for (long i = 0; i < mask.count(); i++) {
          visible.data().set(ValueLayout.JAVA_BYTE, i, (byte) (oneIn(4) ? 0 : 1));
        }
        mask = visible;
      } else if (oneIn(2)) {
        float[] values = mask.toFloats();
        for (int i = 0; i < values.length; i++) {
          values[i] = oneIn(3) ? Float.NEGATIVE_INFINITY : values[i];
        }
        mask = OnnxTensor.rounded(values, type, sizes);
      }
      inputs.put("attn_mask", mask);
    }

    private void addAttributes() {
      integers.put("qk_matmul_output_mode", random.nextLong(4));
      if (oneIn(2)) {
        integers.put("is_causal", random.nextLong(2));
      }
      if (opset == 25 && oneIn(2)) {
        integers.put("left_window_size", random.nextLong(7) - 1);
      }
      if (opset == 25 && oneIn(2)) {
        integers.put("right_window_size", random.nextLong(7) - 1);
      }
      if (oneIn(3)) {
        integers.put("softmax_precision", 1L);
      }
      if (oneIn(3)) {
        reals.put("scale", 0.01f + random.nextFloat());
      }
      if (oneIn(3)) {
        reals.put("softcap", oneIn(4) ? 0 : 0.3f + 3 * random.nextFloat());
      }
    }

    private Tensor uniform(DType of, int... sizes) {
      float[] values = new float[(int) Tensor.zeros(sizes).count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      return OnnxTensor.rounded(values, of, sizes);
    }
  }

  @Test
  void what_is_no_attention_of_these_opsets_is_refused() {
    refused(
        node(23, "MatMul", Map.of(), Map.of()),
        Map.of(),
        "Attention: operator must be Attention; got MatMul");
    refused(
        node(22, "Attention", Map.of(), Map.of()),
        Map.of(),
        "Attention: opset must be 23 to 25; got 22");
    refused(
        node(26, "Attention", Map.of(), Map.of()),
        Map.of(),
        "Attention: opset must be 23 to 25; got 26");
  }

  @Test
  void attributes_that_cannot_be_are_refused() {
    refused(reals("slope", 1), "Attention: floats must be of [scale, softcap]; got {slope=1.0}");
    refused(
        integers(25, "heads", 1),
        "Attention: whole numbers must be of [is_causal, kv_num_heads, left_window_size,"
            + " q_num_heads, qk_matmul_output_mode, right_window_size, softmax_precision];"
            + " got {heads=1}");
    refused(integers(24, "left_window_size", 1), "Attention: windows need opset 25; got 24");
    refused(
        integers(25, "left_window_size", -2),
        "Attention: left_window_size must be -1 or more; got -2");
    refused(integers(25, "is_causal", 2), "Attention: is_causal must be 0 or 1; got 2");
    refused(
        integers(25, "qk_matmul_output_mode", 4),
        "Attention: qk_matmul_output_mode must be 0 to 3; got 4");
    refused(
        integers(25, "softmax_precision", 7),
        "Attention: softmax_precision must be 1, 10, 11, 16; got 7");
    refused(
        integers(25, "q_num_heads", 3),
        "Attention: q_num_heads must be given for three axes, and for them only;"
            + " got {q_num_heads=3}");
  }

  @Test
  void a_scale_or_cap_that_is_not_positive_is_refused() {
    refused(reals("scale", -0.5f), "attention: scale must be positive and finite; got -0.5");
    refused(reals("scale", 0), "attention: scale must be positive and finite; got 0.0");
    refused(reals("softcap", -2), "attention: the soft cap must be positive and finite; got -2.0");
  }

  @Test
  void inputs_that_cannot_be_are_refused() {
    Tensor x = Tensor.zeros(2, 3, 5, 7);
    Tensor lengths = Tensor.zeros(DType.I64, 2);
    OnnxNode node = integers(23, "is_causal", 1);
    refused(node, Map.of("Q", x), "Attention: the input K must be given");
    refused(
        node,
        with("nonpad_kv_seqlen", lengths),
        "Attention: inputs must be of [Q, K, V, attn_mask, past_key, past_value];"
            + " got [K, Q, V, nonpad_kv_seqlen]");
    refused(node, with("past_key", x), "Attention: past_key and past_value go together; got true");
    Map<String, Tensor> both = with("nonpad_kv_seqlen", lengths);
    both.putAll(Map.of("past_key", x, "past_value", x));
    refused(
        integers(24, "is_causal", 1), both, "Attention: nonpad_kv_seqlen excludes past; got true");
    Map<String, Tensor> odd = with("past_key", Tensor.zeros(2, 3, 5, 11));
    odd.put("past_value", x);
    refused(node, odd, "Attention: past_key must fit F32(2, 5, 3, 7); got F32(2, 3, 5, 11)");
  }

  @Test
  void masks_that_cannot_be_are_refused() {
    OnnxNode node = integers(24, "is_causal", 1);
    refused(
        node,
        with("attn_mask", Tensor.zeros(DType.I64, 5)),
        "Attention: attn_mask must be bool or floating; got I64(5)");
    refused(
        node,
        with("attn_mask", Tensor.zeros(6)),
        "Attention: attn_mask must be broadcastable to [2, 3, 5, 5]; got F32(6)");
    refused(
        node,
        with("attn_mask", Tensor.zeros(2, 5, 5)),
        "Attention: attn_mask must be broadcastable to [2, 3, 5, 5]; got F32(2, 5, 5)");
    // Filled up from opset 24 on only.
    refused(
        integers(23, "is_causal", 1),
        with("attn_mask", Tensor.zeros(4)),
        "Attention: attn_mask must be broadcastable to [2, 3, 5, 5]; got F32(4)");
    Tensor lengths = Tensor.zeros(DType.I64, 2);
    lengths.data().set(ValueLayout.JAVA_LONG, 8, 6);
    refused(
        node,
        with("nonpad_kv_seqlen", lengths),
        "attention: padding must give each of 2 batch entries a length from 0 to 5; got [0, 6]");
  }

  private static Map<String, Tensor> with(String name, Tensor tensor) {
    Tensor x = Tensor.zeros(2, 3, 5, 7);
    Map<String, Tensor> inputs = new TreeMap<>(Map.of("Q", x, "K", x, "V", x));
    inputs.put(name, tensor);
    return inputs;
  }

  private static OnnxNode integers(int opset, String name, long value) {
    return node(opset, "Attention", Map.of(name, value), Map.of());
  }

  private static OnnxNode reals(String name, float value) {
    return node(25, "Attention", Map.of(), Map.of(name, value));
  }

  private static OnnxNode node(
      int opset, String operator, Map<String, Long> integers, Map<String, Float> reals) {
    return new OnnxNode(
        opset, operator, integers, reals, List.of(), List.of(), List.of(), List.of());
  }

  private void refused(OnnxNode node, String message) {
    Tensor x = Tensor.zeros(2, 3, 5, 7);
    refused(node, Map.of("Q", x, "K", x, "V", x), message);
  }

  private void refused(OnnxNode node, Map<String, Tensor> inputs, String message) {
    assertThatThrownBy(() -> operator.run(node, inputs)).hasMessage(message);
  }
}
