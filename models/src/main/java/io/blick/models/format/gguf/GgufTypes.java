package io.blick.models.format.gguf;

import io.blick.core.tensor.DType;
import io.blick.models.format.mapped.ElementType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of tensors, by their codes.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/include/ggml.h">ggml_type</a>
 */
final class GgufTypes {
  private static final Map<Integer, ElementType> ALL = all();

  private GgufTypes() {}

  private static Map<Integer, ElementType> all() {
    Map<Integer, ElementType> types = new HashMap<>();
    types.put(0, new ElementType.Known(DType.F32));
    types.put(1, new ElementType.Known(DType.F16));
    types.put(24, new ElementType.Known(DType.I8));
    types.put(25, new ElementType.Known(DType.I16));
    types.put(26, new ElementType.Known(DType.I32));
    types.put(27, new ElementType.Known(DType.I64));
    types.put(28, new ElementType.Known(DType.F64));
    types.put(30, new ElementType.Known(DType.BF16));
    blocks(types, 32, 2, "Q4_0", 18);
    blocks(types, 32, 3, "Q4_1", 20);
    blocks(types, 32, 6, "Q5_0", 22);
    blocks(types, 32, 7, "Q5_1", 24);
    blocks(types, 32, 8, "Q8_0", 34);
    blocks(types, 32, 9, "Q8_1", 36);
    blocks(types, 256, 10, "Q2_K", 84);
    blocks(types, 256, 11, "Q3_K", 110);
    blocks(types, 256, 12, "Q4_K", 144);
    blocks(types, 256, 13, "Q5_K", 176);
    blocks(types, 256, 14, "Q6_K", 210);
    blocks(types, 256, 15, "Q8_K", 292);
    blocks(types, 256, 16, "IQ2_XXS", 66);
    blocks(types, 256, 17, "IQ2_XS", 74);
    blocks(types, 256, 18, "IQ3_XXS", 98);
    blocks(types, 256, 19, "IQ1_S", 50);
    blocks(types, 32, 20, "IQ4_NL", 18);
    blocks(types, 256, 21, "IQ3_S", 110);
    blocks(types, 256, 22, "IQ2_S", 82);
    blocks(types, 256, 23, "IQ4_XS", 136);
    blocks(types, 256, 29, "IQ1_M", 56);
    blocks(types, 256, 34, "TQ1_0", 54);
    blocks(types, 256, 35, "TQ2_0", 66);
    blocks(types, 32, 39, "MXFP4", 17);
    return Map.copyOf(types);
  }

  private static void blocks(
      Map<Integer, ElementType> types, int elements, int code, String name, int bytes) {
    types.put(code, new ElementType.Blocked(name, elements, bytes));
  }

  /** Returns the type of a code, if ggml has it. */
  static @Nullable ElementType coded(int code) {
    return ALL.get(code);
  }
}
