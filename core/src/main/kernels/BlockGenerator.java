import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code BlockTiles.java}, the inner loops of {@code BlockKernels}: for each kind of numbers
 * one that multiplies a chain of a panel by a vector, and one that writes it out. Outputs are in
 * the lanes, four vectors of them, so an element of x is broadcast, and no value moves from lane to
 * lane.
 *
 * <p>A step takes half or a quarter of the inputs of an int, since C1 gives up methods that are
 * larger. Nothing is called in a loop: vectors that are passed to a method that C2 does not inline
 * are objects.
 *
 * <p>usage: java BlockGenerator.java FOLDER
 */
final class BlockGenerator {
  /**
   * Numbers q of a panel; w = q · d, or q · d + m.
   *
   * @param name of the methods
   * @param bits of q
   * @param least whether there is an m
   * @param group inputs with one d
   * @param step inputs of a step
   */
  record Numbers(String name, int bits, boolean least, int group, int step) {
    /** Inputs of an int. */
    int inInt() {
      return bits == 8 ? 4 : 8;
    }

    /** Bits above the lower four that lie in ints of their own. */
    int upper() {
      return bits % 4;
    }
  }

  private static final List<Numbers> NUMBERS = List.of(
      new Numbers("q4", 4, false, 32, 2),
      new Numbers("q4WithLeast", 4, true, 32, 2),
      new Numbers("q5", 5, false, 32, 2),
      new Numbers("q5WithLeast", 5, true, 32, 2),
      new Numbers("q6", 6, false, 16, 2),
      new Numbers("q8", 8, false, 32, 4));

  private static final int VECTORS = 4;

  private static final String TO_SUMS = "MemorySegment x, long xAt, MemorySegment y, long yAt";
  private static final String TO_NUMBERS = "MemorySegment y, long yAt";

  private final StringBuilder out = new StringBuilder();

  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0], "io/blick/core/kernel"));
    Files.writeString(folder.resolve("BlockTiles.java"), new BlockGenerator().file());
  }

  private String file() {
    out.append("""
        package io.blick.core.kernel;

        import static io.blick.core.kernel.Memory.FLOAT;
        import static io.blick.core.kernel.Memory.requireAllocated;
        import static java.nio.ByteOrder.LITTLE_ENDIAN;

        import java.lang.foreign.MemorySegment;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.IntVector;
        import jdk.incubator.vector.VectorOperators;
        import jdk.incubator.vector.VectorSpecies;

        /**
         * Inner loops of panels in blocks, written by BlockGenerator: four vectors of outputs, those
         * from output o on. b is the offset of the first group in bytes, skip the bytes from where
         * a group begins to its numbers; s has d of each group, (64), and m, if there is one.
         *
         * @see BlockKernels
         */
        final class BlockTiles {
          private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
          private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
          private static final int LANES = SPECIES.length();

          private BlockTiles() {}
        """);
    for (Numbers numbers : NUMBERS) {
      product(numbers);
      write(numbers);
    }
    return out.append("}\n").toString();
  }

  private void product(Numbers numbers) {
    head(numbers, TO_SUMS);
    line("    requireAllocated(x);");
    line("    FloatVector zero = FloatVector.zero(SPECIES);");
    for (int v = 0; v < VECTORS; v++) {
      line("    FloatVector a%d = zero;", v);
    }
    begin(numbers);
    line("      long xk = 4 * (xAt + k);");
    for (int j = 0; j < numbers.step; j++) {
      line("      FloatVector x%1$d = FloatVector.broadcast(", j);
      line("          SPECIES, x.get(FLOAT, xk + %d));", 4 * j);
      for (int v = 0; v < VECTORS; v++) {
        line("      a%1$d = %2$s.fma(x%3$d, a%1$d);", v, number(numbers, v, j), j);
      }
    }
    line("    }");
    for (int v = 0; v < VECTORS; v++) {
      line("    a%1$d.intoMemorySegment(y, 4 * (yAt + o + %1$d * LANES), LITTLE_ENDIAN);", v);
    }
    line("  }");
  }

  private void write(Numbers numbers) {
    head(numbers, TO_NUMBERS);
    begin(numbers);
    line("      long row = 4 * (yAt + 64L * k + o);");
    for (int j = 0; j < numbers.step; j++) {
      for (int v = 0; v < VECTORS; v++) {
        line("      %s", number(numbers, v, j));
        line("          .intoMemorySegment(");
        line("              y, row + %d + 4 * %d * LANES, LITTLE_ENDIAN);", 4 * 64 * j, v);
      }
    }
    line("    }");
    line("  }");
  }

  private void head(Numbers numbers, String to) {
    line("");
    line("  static void %s(", numbers.name);
    line("      MemorySegment w, long b, int skip, MemorySegment s, long sAt, %s,", to);
    line("      int o, int depth) {");
    line("    requireAllocated(w);");
    line("    requireAllocated(s);");
    line("    requireAllocated(y);");
  }

  /** The beginning of the loop, in which v has the step's numbers in its lowest bits. */
  private void begin(Numbers numbers) {
    for (int v = 0; v < VECTORS; v++) {
      line("    FloatVector d%d = FloatVector.zero(SPECIES);", v);
      line("    IntVector v%d = IntVector.zero(INTS);", v);
      if (numbers.least) {
        line("    FloatVector m%1$d = d%1$d;", v);
      }
      if (numbers.upper() > 0) {
        line("    IntVector f%1$d = v%1$d;", v);
      }
    }
    // Not a multiple of k, whose last value would be checked too, although no group begins there.
    line("    long at = 4 * (sAt + o);");
    line("    for (int k = 0; k < depth; k += %d) {", numbers.step);
    line("      if (k %% %d == 0) {", numbers.group);
    group(numbers);
    if (numbers.upper() > 0) {
      line("      } else {");
      next("f", numbers.upper() * numbers.step);
    }
    line("      }");
    line("      if (k %% %d == 0) {", numbers.inInt());
    load("v");
    line("      } else {");
    next("v", Math.min(4, numbers.bits) * numbers.step);
    line("      }");
  }

  private void group(Numbers numbers) {
    floats("d", 0);
    if (numbers.least) {
      floats("m", 256);
    }
    line("        at += %d;", numbers.least ? 512 : 256);
    line("        b += skip;");
    if (numbers.upper() > 0) {
      load("f");
    }
  }

  private void floats(String name, int at) {
    for (int v = 0; v < VECTORS; v++) {
      line("        %s%d = FloatVector.fromMemorySegment(", name, v);
      line("            SPECIES, s, at + %d + 4 * %d * LANES, LITTLE_ENDIAN);", at, v);
    }
  }

  private void load(String name) {
    for (int v = 0; v < VECTORS; v++) {
      line("        %s%d = IntVector.fromMemorySegment(", name, v);
      line("            INTS, w, b + 4L * (o + %d * LANES), LITTLE_ENDIAN);", v);
    }
    line("        b += 256;");
  }

  private void next(String name, int bits) {
    for (int v = 0; v < VECTORS; v++) {
      line("        %1$s%2$d = %1$s%2$d.lanewise(VectorOperators.LSHR, %3$d);", name, v, bits);
    }
  }

  /** Number j of the step in vector v. */
  private static String number(Numbers numbers, int v, int j) {
    String q = "((FloatVector) %s.convert(VectorOperators.I2F, 0))".formatted(whole(numbers, v, j));
    return q + (numbers.least ? ".fma(d%1$d, m%1$d)" : ".mul(d%d)").formatted(v);
  }

  private static String whole(Numbers numbers, int v, int j) {
    int bits = numbers.bits;
    if (bits == 8 || (bits == 4 && !numbers.least)) {
      return shifted("v" + v, 32 - bits * (j + 1))
          + ".lanewise(VectorOperators.ASHR, %d)".formatted(32 - bits);
    }
    String lower = shifted("v" + v, -4 * j) + ".and(15)";
    if (bits == 4) {
      return lower;
    }
    int mask = (1 << bits) - 16;
    String all =
        "%s.or(%s.and(%d))".formatted(lower, shifted("f" + v, 4 - numbers.upper() * j), mask);
    return numbers.least ? all : "%s.sub(%d)".formatted(all, 1 << (bits - 1));
  }

  /** Shifts to the left, or to the right if {@code left} is negative. */
  private static String shifted(String vector, int left) {
    return left == 0
        ? vector
        : "%s.lanewise(VectorOperators.%s, %d)"
            .formatted(vector, left > 0 ? "LSHL" : "LSHR", Math.abs(left));
  }

  private void line(String format, Object... values) {
    out.append(format.formatted(values)).append('\n');
  }
}
