package io.blick.core.tensor;

/**
 * The type of a tensor's elements; little-endian in memory, as in every file format that Blick
 * reads.
 */
public enum DType {
  /** IEEE 754 double. */
  F64(8),
  /** IEEE 754 single, the type that models compute in. */
  F32(4),
  /** IEEE 754 half, for storage. */
  F16(2),
  /** The upper half of a single, for storage. */
  BF16(2),
  /** Signed 64-bit integer. */
  I64(8),
  /** Signed 32-bit integer. */
  I32(4),
  /** Signed 16-bit integer. */
  I16(2),
  /** Signed 8-bit integer. */
  I8(1),
  /** Unsigned 8-bit integer. */
  U8(1),
  /** One byte, 0 or 1. */
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
