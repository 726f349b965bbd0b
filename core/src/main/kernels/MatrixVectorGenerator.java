import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code MatrixVectorTile.java}, the inner loop of {@code ProductKernels.matrixVector}, w x
 * for 16 rows of w. The rows are in the lanes, although memory is read along each row: 16 × 8
 * elements at a time are transposed in registers and multiplied there, so that nothing is stored
 * between loads and sums.
 *
 * <p>First, register r gets elements k to k + 7 of row r in its lower half and those of row r + 8
 * in its upper half. Two loads of 16 elements give it: one at k of row r, and one eight elements
 * before k of row r + 8, of which the lower half is dropped. Then lane l of register r, with l and
 * r below 8, is exchanged with lane r of register l, in both halves: three stages, one for each bit
 * of l and r.
 *
 * <p>With 16 × 16 elements the method is too large for C1 and C2, and has more moves between lanes:
 * docs/kernels.md.
 *
 * <p>usage: java MatrixVectorGenerator.java FOLDER
 */
final class MatrixVectorGenerator {
  private static final int COLUMNS = 8;
  private static final int[] BITS = {4, 2, 1};

  private final StringBuilder out = new StringBuilder();

  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0], "io/blick/core/kernel"));
    Files.writeString(folder.resolve("MatrixVectorTile.java"), new MatrixVectorGenerator().file());
  }

  private String file() {
    out.append("""
        package io.blick.core.kernel;

        import static io.blick.core.kernel.Memory.FLOAT;
        import static io.blick.core.kernel.Memory.requireAllocated;
        import static java.nio.ByteOrder.LITTLE_ENDIAN;
        import static jdk.incubator.vector.IntVector.fromMemorySegment;

        import java.lang.foreign.MemorySegment;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.IntVector;
        import jdk.incubator.vector.VectorMask;
        import jdk.incubator.vector.VectorSpecies;

        /**
         * Inner loop of a matrix times a vector, written by MatrixVectorGenerator.
         *
         * @see ProductKernels#matrixVector
         */
        final class MatrixVectorTile {
          private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
          private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_512;
          private static final VectorMask<Integer> UPPER = VectorMask.fromLong(SPECIES, 0xff00);
        """);
    for (int bit : BITS) {
      line("  private static final IntVector LOW_%d = lanes(%d, 0);", bit, bit);
      line("  private static final IntVector HIGH_%d = lanes(%d, 1);", bit, bit);
    }
    out.append("""

          private MatrixVectorTile() {}

          /** Returns the lanes to select from two vectors: those with the bit clear, or set. */
          private static IntVector lanes(int bit, int half) {
            int[] from = new int[16];
            for (int lane = 0; lane < 16; lane++) {
              int own = (lane & ~bit) | (half * bit);
              from[lane] = (lane & bit) != 0 ? 16 + own : own;
            }
            return IntVector.fromArray(SPECIES, from, 0);
          }

          /** y[r] = Σ w[r][k] · x[k] for 16 rows, by the chain rule; depth is a multiple of 8. */
          static void product(
              MemorySegment w,
              long wAt,
              long wStride,
              MemorySegment x,
              long xAt,
              MemorySegment y,
              long yAt,
              int depth,
              int chain) {
            requireAllocated(w);
            requireAllocated(x);
            requireAllocated(y);
            // −0 + x is x for every x, also for zeros of either sign.
            FloatVector sum = FloatVector.broadcast(FLOATS, -0f);
            for (int from = 0; from < depth; from += chain) {
              FloatVector part = FloatVector.zero(FLOATS);
              int to = Math.min(depth, from + chain);
              for (int k = from; k < to; k += 8) {
                long wk = wAt + k;
                long xk = xAt + k;
        """);
    load();
    String now = "r";
    for (int bit : BITS) {
      String next = "t%d_".formatted(bit);
      exchange(bit, now, next);
      now = next;
    }
    multiply(now);
    return out.append("""
              }
              sum = sum.add(part);
            }
            sum.intoMemorySegment(y, 4 * yAt, LITTLE_ENDIAN);
          }
        }
        """).toString();
  }

  private void load() {
    for (int r = 0; r < COLUMNS; r++) {
      line("        IntVector r%d =", r);
      line("            fromMemorySegment(SPECIES, w, 4 * (wk + %d * wStride), LITTLE_ENDIAN)", r);
      String other = "4 * (wk + %d * wStride - 8)".formatted(r + COLUMNS);
      line(
          "                .blend(fromMemorySegment(SPECIES, w, %s, LITTLE_ENDIAN), UPPER);",
          other);
    }
  }

  /** One stage: exchanges lanes between registers whose numbers differ in one bit. */
  private void exchange(int bit, String now, String next) {
    for (int r = 0; r < COLUMNS; r++) {
      if ((r & bit) == 0) {
        String pair = "%1$s%2$d, %1$s%3$d".formatted(now, r, r | bit);
        line("        IntVector %s%d = LOW_%d.selectFrom(%s);", next, r, bit, pair);
        line("        IntVector %s%d = HIGH_%d.selectFrom(%s);", next, r | bit, bit, pair);
      }
    }
  }

  private void multiply(String now) {
    for (int r = 0; r < COLUMNS; r++) {
      line("        part = %s%d.reinterpretAsFloats()", now, r);
      line(
          "            .fma(FloatVector.broadcast(FLOATS, x.get(FLOAT, 4 * (xk + %d))), part);", r);
    }
  }

  private void line(String format, Object... values) {
    out.append(format.formatted(values)).append('\n');
  }
}
