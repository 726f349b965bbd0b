package io.blick.core.attention.onnx;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Tensors as ONNX stores them, and numbers in the types that it has. */
final class OnnxTensor {
  // Fields of TensorProto.
  private static final int SIZES = 1;
  private static final int TYPE = 2;
  private static final int RAW_DATA = 9;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private OnnxTensor() {}

  /** Reads a TensorProto, whose values are in raw_data. */
  static Tensor read(byte[] file, String name) {
    Proto proto = Proto.read(file, name);
    byte[] raw = proto.bytes(RAW_DATA);
    int[] sizes = Arrays.stream(proto.numbers(SIZES)).mapToInt(Math::toIntExact).toArray();
    DType type = type((int) proto.number(TYPE), name);
    long count = Arrays.stream(sizes).asLongStream().reduce(1, Math::multiplyExact);
    if (Arrays.stream(sizes).anyMatch(size -> size < 0) || raw.length != count * type.bytes()) {
      throw new IllegalArgumentException("%s: raw_data must hold %s%s; got %d bytes"
          .formatted(name, type, Arrays.toString(sizes), raw.length));
    }
    Tensor tensor = Tensor.zeros(type, sizes);
    MemorySegment.copy(raw, 0, tensor.data(), ValueLayout.JAVA_BYTE, 0, raw.length);
    return tensor;
  }

  private static DType type(int code, String name) {
    return switch (code) {
      case 1 -> DType.F32;
      case 7 -> DType.I64;
      case 9 -> DType.BOOL;
      case 10 -> DType.F16;
      case 11 -> DType.F64;
      case 16 -> DType.BF16;
      default ->
        throw new IllegalArgumentException(
            "%s: type must be float, double, float16, bfloat16, int64 or bool; got %d"
                .formatted(name, code));
    };
  }

  /** Returns values in a floating type, rounded once. */
  static Tensor rounded(float[] values, DType type, int... sizes) {
    return switch (type) {
      case F32 -> Tensor.of(values, sizes);
      case F64 -> {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        yield Tensor.of(doubles, sizes);
      }
      case F16, BF16 -> {
        Tensor tensor = Tensor.zeros(type, sizes);
        for (int i = 0; i < values.length; i++) {
          short bits = type == DType.F16 ? Float.floatToFloat16(values[i]) : bfloat16(values[i]);
          tensor.data().set(SHORT, 2L * i, bits);
        }
        yield tensor;
      }
      case I64, I32, I16, I8, U8, BOOL ->
        throw new IllegalArgumentException("results are of floating types; got " + type);
    };
  }

  /** The upper half, to nearest, ties to even. */
  private static short bfloat16(float value) {
    int bits = Float.floatToIntBits(value);
    int roundedUp = bits + 0x7fff + (bits >>> 16 & 1);
    return (short) ((Float.isNaN(value) ? bits : roundedUp) >>> 16);
  }
}
