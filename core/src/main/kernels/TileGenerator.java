import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code Tiles.java}, the inner loops of every matrix product: one method for each shape of
 * tile, unrolled, since only sums that are local variables stay in registers.
 *
 * <p>A product c = a · b has its columns in the lanes: each element of a is broadcast, b is read as
 * vectors, and a tile of c is summed in registers over the whole depth. So nothing is copied first:
 * {@code rows} reads a row by row (weights of a layer, keys), {@code columns} column by column
 * (values).
 *
 * <p>A method must stay small enough for both compilers of the JVM: with more than about a hundred
 * accesses to memory the first gives up and the second boxes its vectors. docs/kernels.md has the
 * measurements behind the shapes.
 *
 * <p>usage: java TileGenerator.java FOLDER
 */
final class TileGenerator {
  /** How a is read. */
  enum Operand {
    /** a[r][k] stands at aAt + r · aStride + k. */
    ROWS("rows", "ak + %d * aStride", "k", "r * aStride"),
    /** a[r][k] stands at aAt + k · aStride + r. */
    COLUMNS("columns", "ak + %d", "k * aStride", "r");

    private final String name;
    private final String row;
    private final String step;
    private final String strip;

    Operand(String name, String row, String step, String strip) {
      this.name = name;
      this.row = row;
      this.step = step;
      this.strip = strip;
    }
  }

  /**
   * A tile.
   *
   * @param vectors of a row
   * @param tallest rows of the tile that keeps all its sums in registers
   */
  record Shape(int vectors, int tallest) {}

  private static final Shape[] SHAPES = {
    new Shape(4, 6), new Shape(3, 8), new Shape(2, 8), new Shape(1, 12)
  };

  /** Rows of the tiles that take what is left over. */
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
        import static java.nio.ByteOrder.LITTLE_ENDIAN;
        import static jdk.incubator.vector.FloatVector.fromMemorySegment;

        import java.lang.foreign.MemorySegment;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.VectorSpecies;

        /** Inner loops of matrix products, written by TileGenerator. */
        final class Tiles {
          private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
          private static final int LANES = SPECIES.length();

          private Tiles() {}
        """);
    for (Operand operand : Operand.values()) {
      whole(operand);
      for (Shape shape : SHAPES) {
        strip(operand, shape);
        tile(operand, shape.tallest(), shape.vectors());
        for (int rows : SMALL) {
          tile(operand, rows, shape.vectors());
        }
      }
    }
    return out.append("}\n").toString();
  }

  /** All of c, cut into strips. */
  private void whole(Operand operand) {
    line("");
    line("  static void %s(%s, int rows, int columns, int depth) {", operand.name, PARAMETERS);
    line("    int j = 0;");
    for (Shape shape : SHAPES) {
      String width = shape.vectors() + " * LANES";
      line("    for (; j + %s <= columns; j += %s) {", width, width);
      line("      %sBy%d(", operand.name, shape.vectors());
      line("          a, aAt, aStride, b, bAt + j, bStride, c, cAt + j, cStride, rows, depth);");
      line("    }");
    }
    line("  }");
  }

  /** A strip of c from top to bottom, tile by tile. */
  private void strip(Operand operand, Shape shape) {
    String name = "%sBy%d".formatted(operand.name, shape.vectors());
    int tallest = shape.tallest();
    line("");
    line("  private static void %s(%s, int rows, int depth) {", name, PARAMETERS);
    line("    int rest = rows %% %d;", tallest);
    line("    // Of what is left over, two small tiles are faster than two or three single rows.");
    line("    boolean small = rows >= %d && (rest == 2 || rest == 3);", tallest);
    line("    int tall = rows - rest - (small ? %d : 0);", tallest);
    line("    int r = 0;");
    calls(operand, tallest, "tall", shape.vectors());
    for (int rows : SMALL) {
      calls(operand, rows, "rows", shape.vectors());
    }
    line("  }");
  }

  private void calls(Operand operand, int height, String end, int vectors) {
    line("    for (; r + %d <= %s; r += %d) {", height, end, height);
    line("      %s%dx%d(", operand.name, height, vectors);
    line(
        "          a, aAt + %s, aStride, b, bAt, bStride, c, cAt + r * cStride, cStride, depth);",
        operand.strip);
    line("    }");
  }

  /** One tile: sums in registers, over the whole depth. */
  private void tile(Operand operand, int rows, int vectors) {
    line("");
    line("  private static void %s%dx%d(%s, int depth) {", operand.name, rows, vectors, PARAMETERS);
    line("    FloatVector zero = FloatVector.zero(SPECIES);");
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        line("    FloatVector s%d_%d = zero;", r, v);
      }
    }
    line("    for (int k = 0; k < depth; k++) {");
    line("      long ak = aAt + %s;", operand.step);
    line("      long bk = bAt + k * bStride;");
    for (int v = 0; v < vectors; v++) {
      line("      FloatVector b%1$d = fromMemorySegment(", v);
      line("          SPECIES, b, 4 * (bk + %d * LANES), LITTLE_ENDIAN);", v);
    }
    for (int r = 0; r < rows; r++) {
      String at = operand.row.formatted(r);
      line(
          "      FloatVector a%d = FloatVector.broadcast(SPECIES, a.get(FLOAT, 4 * (%s)));", r, at);
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
