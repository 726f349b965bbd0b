import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code Exponentials.java}, the loop that turns scores into weights, for four vectors of
 * queries and for one, and the loop for the factors of earlier sums.
 *
 * <p>2^x is a chain of a dozen steps that wait for each other; four independent chains keep the
 * processor busy. The polynomial is that of {@code Transcendental.exp2}, repeated here: in a loop
 * of this size C2 stops inlining other methods, and would allocate every vector that is passed to
 * them.
 *
 * <p>usage: java SoftmaxGenerator.java FOLDER
 */
final class SoftmaxGenerator {
  private static final int[] WIDTHS = {4, 1};

  private final StringBuilder out = new StringBuilder();

  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0], "io/blick/core/kernel"));
    Files.writeString(folder.resolve("Exponentials.java"), new SoftmaxGenerator().file());
  }

  private String file() {
    out.append("""
        package io.blick.core.kernel;

        import static io.blick.core.kernel.Memory.requireAllocated;
        import static java.nio.ByteOrder.LITTLE_ENDIAN;
        import static jdk.incubator.vector.FloatVector.fromMemorySegment;

        import java.lang.foreign.MemorySegment;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.VectorOperators;
        import jdk.incubator.vector.VectorSpecies;

        /**
         * Weights of scores, and factors of earlier sums, written by SoftmaxGenerator.
         *
         * @see SoftmaxKernels#block
         */
        final class Exponentials {
          private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
          private static final int LANES = SPECIES.length();

          private Exponentials() {}
        """);
    factors();
    whole();
    for (int vectors : WIDTHS) {
      columns(vectors);
    }
    return out.append("}\n").toString();
  }

  /** Factors of earlier sums: 2^(M before − M), where M is largest · scale. */
  private void factors() {
    line("");
    line("  static void factors(MemorySegment state, long maxAt, int width, float scale) {");
    line("    requireAllocated(state);");
    line("    FloatVector zero = FloatVector.zero(SPECIES);");
    line("    for (int c = 0; c < width; c += LANES) {");
    line("      long at = 4 * (maxAt + c);");
    line("      FloatVector m0 = fromMemorySegment(SPECIES, state, at, LITTLE_ENDIAN);");
    line("      m0 = m0.blend(0, m0.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY))");
    line("          .mul(scale);");
    line(
        "      FloatVector x0 = fromMemorySegment(SPECIES, state, at + 8L * width, LITTLE_ENDIAN)");
    line("          .mul(scale).sub(m0);");
    powers(1);
    line("      w0.intoMemorySegment(state, at + 8L * width, LITTLE_ENDIAN);");
    line("    }");
    line("  }");
  }

  /** All columns, four vectors at a time, and the rest one by one. */
  private void whole() {
    line("");
    line("  static void weights(MemorySegment m, long at, long toAt, int first, int keys,");
    line("      int width, float scale, MemorySegment state, long maxAt) {");
    line("    int c = 0;");
    for (int vectors : WIDTHS) {
      line("    for (; c + %1$d * LANES <= width; c += %1$d * LANES) {", vectors);
      line(
          "      weights%d(m, at + c, toAt + c, first, keys, width, scale, state, maxAt + c);",
          vectors);
      line("    }");
    }
    line("  }");
  }

  private void columns(int n) {
    line("");
    line(
        "  private static void weights%d(MemorySegment m, long at, long toAt, int first, int keys,",
        n);
    line("      int width, float scale, MemorySegment state, long maxAt) {");
    line("    requireAllocated(m);");
    line("    requireAllocated(state);");
    line("    FloatVector c = FloatVector.broadcast(SPECIES, scale);");
    line("    FloatVector zero = FloatVector.zero(SPECIES);");
    for (int i = 0; i < n; i++) {
      line(
          "    FloatVector m%1$d = fromMemorySegment(SPECIES, state, 4 * (maxAt + %1$d * LANES),",
          i);
      line("        LITTLE_ENDIAN);");
      line(
          "    m%1$d = m%1$d.blend(0, m%1$d.compare(VectorOperators.EQ, %2$s))" + ".mul(c).neg();",
          i, "Float.NEGATIVE_INFINITY");
      line("    FloatVector z%d = zero;", i);
    }
    line("    int end = Math.min(keys, SoftmaxKernels.WEIGHTS - first %% SoftmaxKernels.WEIGHTS);");
    line("    for (int j = 0; j < keys; end = Math.min(keys, end + SoftmaxKernels.WEIGHTS)) {");
    for (int i = 0; i < n; i++) {
      line("    FloatVector u%d = zero;", i);
    }
    line("    for (; j < end; j++) {");
    line("      long from = 4 * (at + (long) j * width);");
    line("      long to = 4 * (toAt + (long) j * width);");
    each(
        n,
        "FloatVector x%1$d = fromMemorySegment(SPECIES, m, from + 4 * %1$d * LANES,"
            + " LITTLE_ENDIAN).fma(c, m%1$d);");
    powers(n);
    each(n, "w%1$d.intoMemorySegment(m, to + 4 * %1$d * LANES, LITTLE_ENDIAN);");
    each(n, "u%1$d = u%1$d.add(w%1$d);");
    line("    }");
    each(n, "z%1$d = z%1$d.add(u%1$d);");
    line("    }");
    for (int i = 0; i < n; i++) {
      line("    long s%1$d = 4 * (maxAt + width + %1$d * LANES);", i);
      line("    fromMemorySegment(SPECIES, state, s%d, LITTLE_ENDIAN)", i);
      line(
          "        .fma(fromMemorySegment(SPECIES, state, s%1$d + 4L * width, LITTLE_ENDIAN), z%1$d)",
          i);
      line("        .intoMemorySegment(state, s%d, LITTLE_ENDIAN);", i);
    }
    line("  }");
  }

  /** w = 2^x. */
  private void powers(int n) {
    each(n, "FloatVector h%1$d = x%1$d.add(Transcendental.EXP2_MAGIC);");
    each(n, "FloatVector r%1$d = x%1$d.sub(h%1$d.sub(Transcendental.EXP2_MAGIC));");
    each(n, "FloatVector p%1$d = FloatVector.broadcast(SPECIES, Transcendental.T6);");
    for (String next : new String[] {"T5", "T4", "T3", "T2", "T1"}) {
      each(
          n,
          "p%1$d = p%1$d.fma(r%1$d, FloatVector.broadcast(SPECIES, Transcendental." + next + "));");
    }
    each(n, "p%1$d = p%1$d.fma(r%1$d, FloatVector.broadcast(SPECIES, 1));");
    each(
        n,
        "FloatVector w%1$d = p%1$d.mul(h%1$d.reinterpretAsInts()"
            + ".lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())"
            + ".blend(zero, x%1$d.compare(VectorOperators.LT, Transcendental.EXP2_LOW));");
  }

  /** A statement once for each vector. */
  private void each(int n, String statement) {
    for (int i = 0; i < n; i++) {
      line("      " + statement, i);
    }
  }

  private void line(String format, Object... values) {
    out.append(format.formatted(values)).append('\n');
  }
}
