package io.blick.models.format.onnx;

import io.blick.core.tensor.DType;
import io.blick.models.format.mapped.ElementType;
import io.blick.models.format.mapped.ProtobufReader;
import io.blick.models.format.mapped.Sizes;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorDeclaration;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The decoder of a tensor whose elements are stored as varints. */
final class OnnxVarints {
  private OnnxVarints() {}

  /**
   * Returns the tensor, decoded into new memory.
   *
   * @param list the varints; their number must be that of the sizes
   */
  static StoredTensor decode(
      TensorDeclaration declaration, ElementType type, Sizes sizes, ProtobufReader list) {
    return switch (type) {
      case ElementType.Known(DType dtype) -> decode(declaration, type, dtype, sizes, list);
      case ElementType.Foreign _, ElementType.Blocked _ -> measure(declaration, type, sizes, list);
    };
  }

  private static StoredTensor measure(
      TensorDeclaration declaration, ElementType type, Sizes sizes, ProtobufReader list) {
    // Elements of less than a byte share a varint, as they share a byte.
    long count = type.bits() < 8 ? sizes.bytes(declaration, type) : sizes.count(declaration, type);
    long got = 0;
    while (list.left() > 0) {
      list.varint();
      got++;
    }
    if (got != count) {
      throw declaration.broken(OnnxRule.ELEMENTS, count, type.name(), sizes, got);
    }
    return StoredTensor.decoded(declaration, type, sizes, MemorySegment.NULL);
  }

  private static StoredTensor decode(
      TensorDeclaration declaration,
      ElementType element,
      DType type,
      Sizes sizes,
      ProtobufReader list) {
    long count = sizes.count(declaration, element);
    // A varint has at least one byte, so a file can make us allocate at most eight times its size.
    if (count > list.left()) {
      throw declaration.broken(OnnxRule.ELEMENTS, count, type, sizes, "at most " + list.left());
    }
    MemorySegment data = declaration.file().allocate(count * type.bytes());
    long index = 0;
    while (list.left() > 0 && index < count) {
      put(data, type.bytes(), index++, requireFitting(declaration, type, list.varint()));
    }
    if (index < count || list.left() > 0) {
      String got = index < count ? Long.toString(index) : "more";
      throw declaration.broken(OnnxRule.ELEMENTS, count, type, sizes, got);
    }
    return StoredTensor.decoded(declaration, element, sizes, data);
  }

  private static long requireFitting(TensorDeclaration declaration, DType type, long value) {
    boolean fits = switch (type) {
      case I32 -> value == (int) value;
      case I16 -> value == (short) value;
      case I8 -> value == (byte) value;
      case U8 -> value == (value & 0xff);
      case BOOL -> value == (value & 1);
      case F16, BF16 -> value == (value & 0xffff);
      case I64, F32, F64 -> true;
    };
    if (!fits) {
      throw declaration.broken(OnnxRule.RANGE, type, value);
    }
    return value;
  }

  private static void put(MemorySegment data, int bytes, long index, long value) {
    for (int i = 0; i < bytes; i++) {
      data.set(ValueLayout.JAVA_BYTE, index * bytes + i, (byte) (value >>> (8 * i)));
    }
  }
}
