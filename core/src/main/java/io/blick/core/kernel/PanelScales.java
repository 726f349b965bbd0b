package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.requireAllocated;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What stands in 16 or 8 bits for 64 outputs, as float32, in vectors: {@link PanelFormat} says
 * where it lies. Offsets and strides of w count bytes, those of y floats.
 */
final class PanelScales {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  private static final int LANES = SPECIES.length();

  private PanelScales() {}

  /**
   * y[r][o] = factor · w[r][o] for halves w.
   *
   * <p>Exponent and fraction, moved to where a float has them, are the number divided by 2¹¹², also
   * if it is subnormal. An exponent of all ones must stay one: infinities and NaN.
   */
  static void halves(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      float factor) {
    requireAllocated(w);
    requireAllocated(y);
    float scale = factor * 0x1p112f;
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < 64; o += LANES) {
        long at = wAt + r * wStride + o / 32 * 64L + o % 16 * 4L;
        IntVector bits = IntVector.fromMemorySegment(INTS, w, at, LITTLE_ENDIAN)
            .lanewise(VectorOperators.LSHL, 16 - (o & 16))
            .lanewise(VectorOperators.ASHR, 3)
            .and(0x8fffe000);
        bits.reinterpretAsFloats()
            .mul(scale)
            .reinterpretAsInts()
            .lanewise(VectorOperators.OR, 0x7f800000, bits.and(0x0f800000).eq(0x0f800000))
            .reinterpretAsFloats()
            .intoMemorySegment(y, 4 * (yAt + r * yStride + o), LITTLE_ENDIAN);
      }
    }
  }

  /** y[r][o] = w[r][o] for upper halves of floats. */
  static void upperHalves(MemorySegment w, long wAt, MemorySegment y, long yAt, int rows) {
    requireAllocated(w);
    requireAllocated(y);
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < 64; o += LANES) {
        long at = wAt + 128L * r + o / 32 * 64L + o % 16 * 4L;
        IntVector.fromMemorySegment(INTS, w, at, LITTLE_ENDIAN)
            .lanewise(VectorOperators.LSHL, 16 - (o & 16))
            .and(0xffff0000)
            .intoMemorySegment(y, 4 * (yAt + 64L * r + o), LITTLE_ENDIAN);
      }
    }
  }

  /** y[r][o] = y[r][o] · the lower or upper byte of 16 bits w[r][o]. */
  static void timesByte(
      MemorySegment w,
      long wAt,
      long wStride,
      int shift,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows) {
    requireAllocated(w);
    requireAllocated(y);
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < 64; o += LANES) {
        long at = wAt + r * wStride + o / 32 * 64L + o % 16 * 4L;
        IntVector bytes = IntVector.fromMemorySegment(INTS, w, at, LITTLE_ENDIAN)
            .lanewise(VectorOperators.LSHR, (o & 16) + shift)
            .and(0xff);
        long to = 4 * (yAt + r * yStride + o);
        FloatVector.fromMemorySegment(SPECIES, y, to, LITTLE_ENDIAN)
            .mul(bytes.convert(VectorOperators.I2F, 0))
            .intoMemorySegment(y, to, LITTLE_ENDIAN);
      }
    }
  }

  /** y[r][o] = y[r][o] · the signed byte w[r][o]. */
  static void timesSigned(
      MemorySegment w, long wAt, long wStride, MemorySegment y, long yAt, int rows) {
    requireAllocated(w);
    requireAllocated(y);
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < 64; o += LANES) {
        long at = wAt + r * wStride + o % 16 * 4L;
        IntVector bytes = IntVector.fromMemorySegment(INTS, w, at, LITTLE_ENDIAN)
            .lanewise(VectorOperators.LSHL, 24 - o / 16 * 8)
            .lanewise(VectorOperators.ASHR, 24);
        long to = 4 * (yAt + 64L * r + o);
        FloatVector.fromMemorySegment(SPECIES, y, to, LITTLE_ENDIAN)
            .mul(bytes.convert(VectorOperators.I2F, 0))
            .intoMemorySegment(y, to, LITTLE_ENDIAN);
      }
    }
  }
}
