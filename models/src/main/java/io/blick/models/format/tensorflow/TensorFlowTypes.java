package io.blick.models.format.tensorflow;

import io.blick.core.tensor.DType;
import io.blick.models.format.mapped.ElementType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TensorFlow's {@code DataType} as stored in checkpoints: each element has whole bytes, also those
 * of four and of two bits.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/types.proto">types.proto</a>
 */
final class TensorFlowTypes {
  private static final long STRING = 7;
  private static final long RESOURCE = 20;
  private static final long VARIANT = 21;
  private static final Map<Long, ElementType> ALL = all();

  private TensorFlowTypes() {}

  private static Map<Long, ElementType> all() {
    Map<Long, ElementType> types = new HashMap<>();
    known(types, 1, DType.F32);
    known(types, 2, DType.F64);
    known(types, 3, DType.I32);
    known(types, 4, DType.U8);
    known(types, 5, DType.I16);
    known(types, 6, DType.I8);
    known(types, 9, DType.I64);
    known(types, 10, DType.BOOL);
    known(types, 14, DType.BF16);
    known(types, 19, DType.F16);
    foreign(types, 8, "complex64", 64);
    foreign(types, 11, "qint8", 8);
    foreign(types, 12, "quint8", 8);
    foreign(types, 13, "qint32", 32);
    foreign(types, 15, "qint16", 16);
    foreign(types, 16, "quint16", 16);
    foreign(types, 17, "uint16", 16);
    foreign(types, 18, "complex128", 128);
    foreign(types, 22, "uint32", 32);
    foreign(types, 23, "uint64", 64);
    foreign(types, 24, "float8_e5m2", 8);
    foreign(types, 25, "float8_e4m3fn", 8);
    foreign(types, 26, "float8_e4m3fnuz", 8);
    foreign(types, 27, "float8_e4m3b11fnuz", 8);
    foreign(types, 28, "float8_e5m2fnuz", 8);
    foreign(types, 29, "int4", 8);
    foreign(types, 30, "uint4", 8);
    foreign(types, 31, "int2", 8);
    foreign(types, 32, "uint2", 8);
    foreign(types, 33, "float4_e2m1fn", 8);
    return Map.copyOf(types);
  }

  private static void known(Map<Long, ElementType> types, long number, DType type) {
    types.put(number, new ElementType.Known(type));
  }

  private static void foreign(Map<Long, ElementType> types, long number, String name, int bits) {
    types.put(number, new ElementType.Foreign(name, bits));
  }

  /** Returns the type of that number, if its elements have a fixed size. */
  static @Nullable ElementType numbered(long number) {
    return ALL.get(number);
  }

  /** Whether elements have no fixed size: strings, resource handles and variants. */
  static boolean isOpaque(long number) {
    return number == STRING || number == RESOURCE || number == VARIANT;
  }
}
