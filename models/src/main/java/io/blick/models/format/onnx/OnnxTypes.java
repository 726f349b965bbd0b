package io.blick.models.format.onnx;

import io.blick.core.tensor.DType;
import io.blick.models.format.mapped.ElementType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ONNX's {@code DataType}, and for each the field of a tensor that lists elements which are not
 * raw.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">TensorProto</a>
 */
final class OnnxTypes {
  static final int FLOATS = 4;
  static final int INTS = 5;
  static final int TEXTS = 6;
  static final int LONGS = 7;
  static final int RAW = 9;
  static final int DOUBLES = 10;
  static final int UNSIGNED = 11;

  private static final long STRING = 8;
  private static final Map<Long, Stored> ALL = all();

  /**
   * A type of ONNX.
   *
   * @param type the element type
   * @param list the field that lists the elements if they are not raw
   */
  record Stored(ElementType type, int list) {}

  private OnnxTypes() {}

  private static Map<Long, Stored> all() {
    Map<Long, Stored> types = new HashMap<>();
    known(types, 1, DType.F32, FLOATS);
    known(types, 2, DType.U8, INTS);
    known(types, 3, DType.I8, INTS);
    known(types, 5, DType.I16, INTS);
    known(types, 6, DType.I32, INTS);
    known(types, 7, DType.I64, LONGS);
    known(types, 9, DType.BOOL, INTS);
    known(types, 10, DType.F16, INTS);
    known(types, 11, DType.F64, DOUBLES);
    known(types, 16, DType.BF16, INTS);
    foreign(types, 4, "uint16", 16, INTS);
    foreign(types, 12, "uint32", 32, UNSIGNED);
    foreign(types, 13, "uint64", 64, UNSIGNED);
    foreign(types, 14, "complex64", 64, FLOATS);
    foreign(types, 15, "complex128", 128, DOUBLES);
    foreign(types, 17, "float8e4m3fn", 8, INTS);
    foreign(types, 18, "float8e4m3fnuz", 8, INTS);
    foreign(types, 19, "float8e5m2", 8, INTS);
    foreign(types, 20, "float8e5m2fnuz", 8, INTS);
    foreign(types, 21, "uint4", 4, INTS);
    foreign(types, 22, "int4", 4, INTS);
    foreign(types, 23, "float4e2m1", 4, INTS);
    foreign(types, 24, "float8e8m0", 8, INTS);
    foreign(types, 25, "uint2", 2, INTS);
    foreign(types, 26, "int2", 2, INTS);
    return Map.copyOf(types);
  }

  private static void known(Map<Long, Stored> types, long number, DType type, int list) {
    types.put(number, new Stored(new ElementType.Known(type), list));
  }

  private static void foreign(
      Map<Long, Stored> types, long number, String name, int bits, int list) {
    types.put(number, new Stored(new ElementType.Foreign(name, bits), list));
  }

  /** Returns the type of that number, if its elements have a fixed size. */
  static @Nullable Stored numbered(long number) {
    return ALL.get(number);
  }

  /** Whether the type is string, whose elements have no fixed size. */
  static boolean isText(long number) {
    return number == STRING;
  }
}
