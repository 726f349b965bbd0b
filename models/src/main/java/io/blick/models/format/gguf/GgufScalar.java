package io.blick.models.format.gguf;

import io.blick.models.format.mapped.MappedFile;
import org.jspecify.annotations.Nullable;

/** The types of numbers and flags in the metadata, by their codes. */
enum GgufScalar {
  U8(0, 1),
  I8(1, 1),
  U16(2, 2),
  I16(3, 2),
  U32(4, 4),
  I32(5, 4),
  F32(6, 4),
  FLAG(7, 1),
  U64(10, 8),
  I64(11, 8),
  F64(12, 8);

  private final int code;
  private final int bytes;

  GgufScalar(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  static @Nullable GgufScalar coded(int code) {
    for (GgufScalar type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  int bytes() {
    return bytes;
  }

  /** Returns the value at an offset. */
  GgufValue value(MappedFile file, long at) {
    return switch (this) {
      case U8 -> new GgufValue.Whole(file.unsignedByte(at));
      case I8 -> new GgufValue.Whole((byte) file.unsignedByte(at));
      case U16 -> new GgufValue.Whole(unsigned16(file, at));
      case I16 -> new GgufValue.Whole((short) unsigned16(file, at));
      case U32 -> new GgufValue.Whole(Integer.toUnsignedLong(file.fixed32(at)));
      case I32 -> new GgufValue.Whole(file.fixed32(at));
      case U64, I64 -> wide(file.fixed64(at));
      case F32 -> new GgufValue.Real(Float.intBitsToFloat(file.fixed32(at)));
      case F64 -> new GgufValue.Real(Double.longBitsToDouble(file.fixed64(at)));
      case FLAG -> flag(file, at);
    };
  }

  private GgufValue wide(long bits) {
    // No count or id is so large; what is one nevertheless is no whole number that anybody asks
    // for.
    return this == U64 && bits < 0 ? new GgufValue.Real(0x1p64 + bits) : new GgufValue.Whole(bits);
  }

  private static int unsigned16(MappedFile file, long at) {
    return file.unsignedByte(at) | file.unsignedByte(at + 1) << 8;
  }

  private static GgufValue flag(MappedFile file, long at) {
    int value = file.unsignedByte(at);
    if (value > 1) {
      throw GgufRule.FLAG.broken(file, at, value);
    }
    return new GgufValue.Flag(value == 1);
  }
}
