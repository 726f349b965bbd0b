import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code Tiles.java}, the inner loops of {@code ProductKernels.product}, and so of every
 * matrix product: one method for each shape of tile, unrolled, since only sums that are local
 * variables stay in registers.
 *
 * <p>A product c = a · b has its columns in the lanes: each element of a is broadcast, b is read as
 * vectors, and a tile of c is summed in registers over the whole depth. So a is not packed first:
 * its rows (rows of x, keys) are read in place.
 *
 * <p>A constant stride of b lets C2 move the bounds checks out of the loop, which on some
 * processors are a third of its time. So there are loops for the usual stride, 64, and loops for
 * any.
 *
 * <p>A method must stay small enough for C1 and C2: with more than about a hundred accesses to
 * memory C1 gives up and C2 boxes its vectors. docs/kernels.md has the measurements behind the
 * shapes.
 *
 * <p>usage: java TileGenerator.java FOLDER
 */
final class TileGenerator {
  /**
   * The stride of b.
   *
   * @param name what the methods' names begin with
   * @param step the offset of b's row k, as an expression
   */
  record Form(String name, String step) {}

  private static final Form PANEL = new Form("panel", "(long) ProductKernels.PANEL * k");
  private static final Form ANY = new Form("any", "bStride * k");

  private static final int MOST_VECTORS = 4;

  /**
   * Rows of the tallest tiles, of one vector, two, three and four, whose sums all stay in
   * registers.
   */
  private static final int[] TALLEST = {8, 8, 8, 6};

  /** Rows of the tiles for the rows that are left over. */
  private static final int[] SMALL = {4, 1};

  private static final String PARAMETERS = "MemorySegment a, long aAt, long aStride,"
      + " MemorySegment b, long bAt, long bStride, MemorySegment c, long cAt, long cStride";

  private final StringBuilder out = new StringBuilder();

  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0], "io/blick/core/kernel"));
    Files.writeString(folder.resolve("Tiles.java"), new TileGenerator().file());
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
         * Inner loops of matrix products, written by TileGenerator.
         *
         * @see ProductKernels#product
         */
        final class Tiles {
          private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
          private static final int LANES = SPECIES.length();

          private Tiles() {}
        """);
    fours();
    choice();
    loops(PANEL);
    loops(ANY);
    return out.append("}\n").toString();
  }

  /** The number of tiles of four rows with which no single rows are left over. */
  private void fours() {
    line("");
    line("  /** Returns how many tiles of four rows leave a multiple of the tallest tile. */");
    line("  private static int fours(int rows, int tallest) {");
    line("    int fours = 0;");
    line("    while (4 * fours <= rows && (rows - 4 * fours) %% tallest != 0) {");
    line("      fours++;");
    line("    }");
    line("    return 4 * fours <= rows ? fours : rows %% tallest / 4;");
    line("  }");
  }

  /** All of c, strip by strip. */
  private void choice() {
    line("");
    line("  static void product(%s, int rows, int columns, int depth) {", PARAMETERS);
    line("    boolean panel = bStride == ProductKernels.PANEL;");
    line("    int j = 0;");
    for (int vectors = MOST_VECTORS; vectors > 0; vectors--) {
      String width = vectors + " * LANES";
      line("    for (; j + %s <= columns; j += %s) {", width, width);
      line("      if (panel) {");
      call(PANEL, vectors);
      line("      } else {");
      call(ANY, vectors);
      line("      }");
      line("    }");
    }
    line("  }");
  }

  private void call(Form form, int vectors) {
    line("        %sBy%d(", form.name, vectors);
    line("            a, aAt, aStride, b, bAt + j, bStride, c, cAt + j, cStride, rows, depth);");
  }

  private void loops(Form form) {
    for (int vectors = MOST_VECTORS; vectors > 0; vectors--) {
      strip(form, vectors);
      tile(form, TALLEST[vectors - 1], vectors);
      for (int rows : SMALL) {
        tile(form, rows, vectors);
      }
    }
  }

  /** A strip of c from top to bottom, tile by tile. */
  private void strip(Form form, int vectors) {
    int tallest = TALLEST[vectors - 1];
    line("");
    line("  private static void %sBy%d(%s, int rows, int depth) {", form.name, vectors, PARAMETERS);
    line("    int tall = (rows - 4 * fours(rows, %1$d)) / %1$d * %1$d;", tallest);
    line("    int r = 0;");
    calls(form, tallest, "tall", vectors);
    for (int rows : SMALL) {
      calls(form, rows, "rows", vectors);
    }
    line("  }");
  }

  private void calls(Form form, int height, String end, int vectors) {
    line("    for (; r + %d <= %s; r += %d) {", height, end, height);
    line("      %s(", method(form, height, vectors));
    line("          a, aAt + r * aStride, aStride, b, bAt, bStride,");
    line("          c, cAt + r * cStride, cStride, depth);");
    line("    }");
  }

  private static String method(Form form, int rows, int vectors) {
    return "%s%dx%d".formatted(form.name, rows, vectors);
  }

  /** One tile: sums in registers, over the whole depth. */
  private void tile(Form form, int rows, int vectors) {
    line("");
    line("  private static void %s(%s, int depth) {", method(form, rows, vectors), PARAMETERS);
    line("    requireAllocated(a);");
    line("    requireAllocated(b);");
    line("    requireAllocated(c);");
    line("    FloatVector zero = FloatVector.zero(SPECIES);");
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        line("    FloatVector s%d_%d = zero;", r, v);
      }
    }
    line("    for (int k = 0; k < depth; k++) {");
    line("      long ak = aAt + k;");
    line("      long bk = bAt + %s;", form.step);
    for (int v = 0; v < vectors; v++) {
      line("      FloatVector b%1$d = fromMemorySegment(", v);
      line("          SPECIES, b, 4 * (bk + %d * LANES), LITTLE_ENDIAN);", v);
    }
    for (int r = 0; r < rows; r++) {
      String at = "4 * (ak + %d * aStride)".formatted(r);
      line("      FloatVector a%d = FloatVector.broadcast(SPECIES, a.get(FLOAT, %s));", r, at);
      for (int v = 0; v < vectors; v++) {
        line("      s%1$d_%2$d = a%1$d.fma(b%2$d, s%1$d_%2$d);", r, v);
      }
    }
    line("    }");
    for (int r = 0; r < rows; r++) {
      line("    long c%d = cAt + %d * cStride;", r, r);
      for (int v = 0; v < vectors; v++) {
        String at = "4 * (c%d + %d * LANES)".formatted(r, v);
        line("    s%d_%d.intoMemorySegment(c, %s, LITTLE_ENDIAN);", r, v, at);
      }
    }
    line("  }");
  }

  private void line(String format, Object... values) {
    out.append(format.formatted(values)).append('\n');
  }
}
