import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code WeightedSums.java}, the inner loops of {@code ProductKernels.weightedSum}, which
 * add weighted rows to the outputs of one query, or of some queries that share the rows: a row's
 * vectors are loaded once for all of them, and the sums stay in registers.
 *
 * <p>usage: java WeightedSumGenerator.java FOLDER
 */
final class WeightedSumGenerator {
  /** Outputs that are summed at once. */
  private static final int[] OUTPUTS = {4, 2, 1};

  /** Vectors of a row that are summed at once. */
  private static final int[] VECTORS = {4, 1};

  private static final String PARAMETERS = "MemorySegment w, long wAt, long wStride,"
      + " MemorySegment x, long xAt, long xStride, MemorySegment y, long yAt, long yStride";

  private final StringBuilder out = new StringBuilder();

  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0], "io/blick/core/kernel"));
    Files.writeString(folder.resolve("WeightedSums.java"), new WeightedSumGenerator().file());
  }

  private String file() {
    out.append("""
        package io.blick.core.kernel;

        import static io.blick.core.kernel.Memory.FLOAT;
        import static io.blick.core.kernel.Memory.requireAllocated;
        import static java.nio.ByteOrder.LITTLE_ENDIAN;
        import static jdk.incubator.vector.FloatVector.fromMemorySegment;

        import java.lang.foreign.MemorySegment;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.VectorSpecies;

        /**
         * Sums of weighted rows, written by WeightedSumGenerator.
         *
         * @see ProductKernels#weightedSum
         */
        final class WeightedSums {
          private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
          private static final int LANES = SPECIES.length();

          private WeightedSums() {}
        """);
    all();
    for (int outputs : OUTPUTS) {
      strips(outputs);
      for (int vectors : VECTORS) {
        sums(outputs, vectors);
      }
    }
    return out.append("}\n").toString();
  }

  /** All outputs, four at a time, then two, then one. */
  private void all() {
    line("");
    line("  static void add(%s, int count, int rows, int columns) {", PARAMETERS);
    line("    int i = 0;");
    for (int outputs : OUTPUTS) {
      line("    for (; i + %1$d <= count; i += %1$d) {", outputs);
      line("      add%d(w, wAt + i, wStride, x, xAt, xStride,", outputs);
      line("          y, yAt + i * yStride, yStride, rows, columns);");
      line("    }");
    }
    line("  }");
  }

  /** All columns of some outputs, four vectors at a time, and the rest one by one. */
  private void strips(int outputs) {
    line("");
    line("  private static void add%d(%s, int rows, int columns) {", outputs, PARAMETERS);
    line("    int j = 0;");
    for (int vectors : VECTORS) {
      line("    for (; j + %1$d * LANES <= columns; j += %1$d * LANES) {", vectors);
      line("      add%dx%d(w, wAt, wStride, x, xAt + j, xStride,", outputs, vectors);
      line("          y, yAt + j, yStride, rows);");
      line("    }");
    }
    line("  }");
  }

  private void sums(int outputs, int vectors) {
    line("");
    line("  private static void add%dx%d(%s, int rows) {", outputs, vectors, PARAMETERS);
    line("    requireAllocated(w);");
    line("    requireAllocated(x);");
    line("    requireAllocated(y);");
    for (int i = 0; i < outputs; i++) {
      line("    long y%1$d = 4 * (yAt + %1$d * yStride);", i);
      for (int v = 0; v < vectors; v++) {
        line(
            "    FloatVector s%d_%d = %s;",
            i, v, load("y", "y%d + %d * LANES".formatted(i, 4 * v)));
      }
    }
    line("    for (int r = 0; r < rows; r++) {");
    line("      long xr = 4 * (xAt + r * xStride);");
    for (int v = 0; v < vectors; v++) {
      line("      FloatVector x%d = %s;", v, load("x", "xr + %d * LANES".formatted(4 * v)));
    }
    line("      long wr = 4 * (wAt + r * wStride);");
    for (int i = 0; i < outputs; i++) {
      line(
          "      FloatVector w%1$d = FloatVector.broadcast(SPECIES, w.get(FLOAT, wr + 4 * %1$d));",
          i);
      for (int v = 0; v < vectors; v++) {
        line("      s%1$d_%2$d = x%2$d.fma(w%1$d, s%1$d_%2$d);", i, v);
      }
    }
    line("    }");
    for (int i = 0; i < outputs; i++) {
      for (int v = 0; v < vectors; v++) {
        line("    s%d_%d.intoMemorySegment(y, y%d + %d * LANES, LITTLE_ENDIAN);", i, v, i, 4 * v);
      }
    }
    line("  }");
  }

  private static String load(String memory, String at) {
    return "fromMemorySegment(SPECIES, %s, %s, LITTLE_ENDIAN)".formatted(memory, at);
  }

  private void line(String format, Object... values) {
    out.append(format.formatted(values)).append('\n');
  }
}
