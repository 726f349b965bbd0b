package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.requireAllocated;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.IntVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transposition of matrices: 16 by 16 elements at a time in registers where the machine has 16
 * lanes.
 *
 * <p>Of a block of 16 rows, element (4a + b, 4p + q) goes to (4p + q, 4a + b) in two passes over
 * four rows at a time: the first exchanges a and p, whole quarters of rows, the second b and q,
 * single elements. The first pass writes to y, the second works on y in place.
 */
final class Transposition {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_512;
  private static final int BLOCK = SPECIES.length();
  private static final int PANEL = ProductKernels.PANEL;

  /** Elements between two rows from which on they are probably on two pages of memory. */
  private static final int FAR = 512;

  private static final boolean IN_REGISTERS =
      FloatVector.SPECIES_PREFERRED.length() >= SPECIES.length();

  // Lane numbers that select from two vectors, for the exchange of bit n of the lane with a bit of
  // the row: LOW takes the lanes in which the bit is clear, HIGH those in which it is set.
  private static final IntVector LOW_8 = lanes(8, 0);
  private static final IntVector HIGH_8 = lanes(8, 1);
  private static final IntVector LOW_4 = lanes(4, 0);
  private static final IntVector HIGH_4 = lanes(4, 1);
  private static final IntVector LOW_2 = lanes(2, 0);
  private static final IntVector HIGH_2 = lanes(2, 1);
  private static final IntVector LOW_1 = lanes(1, 0);
  private static final IntVector HIGH_1 = lanes(1, 1);

  private Transposition() {}

  private static IntVector lanes(int bit, int half) {
    int[] from = new int[BLOCK];
    for (int lane = 0; lane < BLOCK; lane++) {
      boolean second = (lane & bit) != 0;
      int own = (lane & ~bit) | (half * bit);
      from[lane] = second ? BLOCK + own : own;
    }
    return IntVector.fromArray(SPECIES, from, 0);
  }

  static void transpose(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    boolean inRegisters = IN_REGISTERS && Memory.allocated(x, y);
    int wholeRows = inRegisters ? rows - rows % BLOCK : 0;
    int wholeColumns = inRegisters ? columns - columns % BLOCK : 0;
    for (int i = 0; i < wholeRows; i += PANEL) {
      for (int j = 0; j < wholeColumns; j += PANEL) {
        int height = Math.min(PANEL, wholeRows - i);
        int width = Math.min(PANEL, wholeColumns - j);
        panel(x, xAt + i * xStride + j, xStride, y, yAt + j * yStride + i, yStride, height, width);
      }
    }
    single(x, xAt, xStride, y, yAt, yStride, 0, wholeRows, wholeColumns, columns);
    single(x, xAt, xStride, y, yAt, yStride, wholeRows, rows, 0, columns);
  }

  /**
   * Transposes up to 64 rows and columns. Where rows are far apart, all of their cache lines are
   * requested first.
   */
  private static void panel(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    if (xStride >= FAR) {
      // The sum is overwritten later; without a use, C2 would drop the reads.
      Memory.setInt(y, yAt, touched(x, xAt, xStride, rows, columns));
    }
    if (yStride >= FAR) {
      Memory.setInt(y, yAt, touched(y, yAt, yStride, columns, rows));
    }
    for (int i = 0; i < rows; i += BLOCK) {
      for (int j = 0; j < columns; j += BLOCK) {
        block(x, xAt + i * xStride + j, xStride, y, yAt + j * yStride + i, yStride);
      }
    }
  }

  /**
   * Reads an element of each cache line; the processor does not wait for one before it requests the
   * next.
   */
  private static int touched(MemorySegment x, long at, long stride, int rows, int columns) {
    requireAllocated(x);
    int sum = 0;
    for (int j = 0; j < columns; j += BLOCK) {
      for (int r = 0; r < rows; r++) {
        sum += Memory.getInt(x, at + r * stride + j);
      }
    }
    return sum;
  }

  /** Transposes one element after the other. */
  private static void single(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int row,
      int rows,
      int column,
      int columns) {
    for (int i = row; i < rows; i++) {
      for (int j = column; j < columns; j++) {
        Memory.set(y, yAt + j * yStride + i, Memory.get(x, xAt + i * xStride + j));
      }
    }
  }

  private static void block(
      MemorySegment x, long xAt, long xStride, MemorySegment y, long yAt, long yStride) {
    for (int b = 0; b < 4; b++) {
      quarters(x, xAt + b * xStride, 4 * xStride, y, yAt + b * yStride, 4 * yStride);
    }
    for (int p = 0; p < 4; p++) {
      elements(y, yAt + 4L * p * yStride, yStride);
    }
  }

  /** Transposes four rows of x, as a 4 × 4 matrix of quarters, into four rows of y. */
  private static void quarters(
      MemorySegment x, long xAt, long xStride, MemorySegment y, long yAt, long yStride) {
    requireAllocated(x);
    requireAllocated(y);
    IntVector r0 = fromMemorySegment(SPECIES, x, 4 * xAt, LITTLE_ENDIAN);
    IntVector r1 = fromMemorySegment(SPECIES, x, 4 * (xAt + xStride), LITTLE_ENDIAN);
    IntVector r2 = fromMemorySegment(SPECIES, x, 4 * (xAt + 2 * xStride), LITTLE_ENDIAN);
    IntVector r3 = fromMemorySegment(SPECIES, x, 4 * (xAt + 3 * xStride), LITTLE_ENDIAN);
    IntVector s0 = LOW_8.selectFrom(r0, r2);
    IntVector s1 = LOW_8.selectFrom(r1, r3);
    IntVector s2 = HIGH_8.selectFrom(r0, r2);
    IntVector s3 = HIGH_8.selectFrom(r1, r3);
    LOW_4.selectFrom(s0, s1).intoMemorySegment(y, 4 * yAt, LITTLE_ENDIAN);
    HIGH_4.selectFrom(s0, s1).intoMemorySegment(y, 4 * (yAt + yStride), LITTLE_ENDIAN);
    LOW_4.selectFrom(s2, s3).intoMemorySegment(y, 4 * (yAt + 2 * yStride), LITTLE_ENDIAN);
    HIGH_4.selectFrom(s2, s3).intoMemorySegment(y, 4 * (yAt + 3 * yStride), LITTLE_ENDIAN);
  }

  /** Transposes each quarter of four rows of y, as a 4 × 4 matrix of elements, in place. */
  private static void elements(MemorySegment y, long yAt, long yStride) {
    requireAllocated(y);
    IntVector r0 = fromMemorySegment(SPECIES, y, 4 * yAt, LITTLE_ENDIAN);
    IntVector r1 = fromMemorySegment(SPECIES, y, 4 * (yAt + yStride), LITTLE_ENDIAN);
    IntVector r2 = fromMemorySegment(SPECIES, y, 4 * (yAt + 2 * yStride), LITTLE_ENDIAN);
    IntVector r3 = fromMemorySegment(SPECIES, y, 4 * (yAt + 3 * yStride), LITTLE_ENDIAN);
    IntVector s0 = LOW_2.selectFrom(r0, r2);
    IntVector s1 = LOW_2.selectFrom(r1, r3);
    IntVector s2 = HIGH_2.selectFrom(r0, r2);
    IntVector s3 = HIGH_2.selectFrom(r1, r3);
    LOW_1.selectFrom(s0, s1).intoMemorySegment(y, 4 * yAt, LITTLE_ENDIAN);
    HIGH_1.selectFrom(s0, s1).intoMemorySegment(y, 4 * (yAt + yStride), LITTLE_ENDIAN);
    LOW_1.selectFrom(s2, s3).intoMemorySegment(y, 4 * (yAt + 2 * yStride), LITTLE_ENDIAN);
    HIGH_1.selectFrom(s2, s3).intoMemorySegment(y, 4 * (yAt + 3 * yStride), LITTLE_ENDIAN);
  }
}
