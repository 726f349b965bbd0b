import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code Tiles.java}, the inner loops of every matrix product: one method for each shape of
 * tile, unrolled, since only sums that are local variables stay in registers.
 *
 * <p>A product c = a · b has its columns in the lanes: each element of a is broadcast, b is read as
 * vectors, and a tile of c is summed in registers over the whole depth. So nothing is copied first:
 * {@code rows} reads a row by row (weights of a layer, keys), {@code columns} column by column
 * (values).
 *
 * <p>A distance from row to row that is a constant lets the second compiler take the checks of
 * bounds out of the loop, which on some processors is a third of its time. So the usual distances
 * have loops of their own, beside one for any.
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
    ROWS("rows", "ak + %d * aStride", "r * aStride", List.of(6, 8, 8, 12)),
    /** a[r][k] stands at aAt + k · aStride + r. */
    COLUMNS("columns", "ak + %d", "r", List.of(5, 6, 8, 12));

    private final String name;
    private final String row;
    private final String strip;
    /**
     * Rows of the tiles of four vectors, of three and on, all of whose sums stay in registers. Five
     * or six elements of a that lie side by side are read before the first is used, and need some
     * too.
     */
    private final List<Integer> tallest;

    Operand(String name, String row, String strip, List<Integer> tallest) {
      this.name = name;
      this.row = row;
      this.strip = strip;
      this.tallest = tallest;
    }

    int tallest(int vectors) {
      return tallest.get(MOST_VECTORS - vectors);
    }
  }

  /**
   * How far the rows of a and b are apart.
   *
   * @param suffix of the names of its loops
   * @param condition under which they are taken
   * @param aStep what stands between a's elements from one step to the next
   * @param bStep what stands between b's
   */
  record Form(Operand operand, String suffix, String condition, String aStep, String bStep) {
    String name() {
      return operand.name + suffix;
    }
  }

  private static final Map<Operand, List<Form>> FORMS = new EnumMap<>(Map.of(
      Operand.ROWS,
      List.of(
          new Form(Operand.ROWS, "64", "bStride == 64", "k", "64L * k"),
          new Form(Operand.ROWS, "Any", "", "k", "bStride * k")),
      Operand.COLUMNS,
      List.of(
          new Form(Operand.COLUMNS, "64", "aStride == 64 && bStride == 64", "64L * k", "64L * k"),
          new Form(
              Operand.COLUMNS, "128", "aStride == 128 && bStride == 64", "128L * k", "64L * k"),
          new Form(Operand.COLUMNS, "Any", "", "aStride * k", "bStride * k"))));

  private static final int MOST_VECTORS = 4;

  /** Rows of the tiles that take what is left over. */
  private static final int[] SMALL = {4, 1};

  private static final String PARAMETERS = "MemorySegment a, long aAt, long aStride,"
      + " MemorySegment b, long bAt, long bStride, MemorySegment c, long cAt, long cStride";

  private static final String ARGUMENTS = "a, aAt, aStride, b, bAt, bStride, c, cAt, cStride";

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
    fours();
    FORMS.forEach(this::choice);
    FORMS.values().stream().flatMap(List::stream).forEach(this::loops);
    return out.append("}\n").toString();
  }

  /** How many tiles of four rows leave nothing over for single rows. */
  private void fours() {
    line("");
    line("  /** Returns how many tiles of four rows to take for the rest to be whole tiles. */");
    line("  private static int fours(int rows, int tallest) {");
    line("    int fours = 0;");
    line("    while (4 * fours <= rows && (rows - 4 * fours) %% tallest != 0) {");
    line("      fours++;");
    line("    }");
    line("    return 4 * fours <= rows ? fours : rows %% tallest / 4;");
    line("  }");
  }

  private void choice(Operand operand, List<Form> forms) {
    line("");
    line("  static void %s(%s, int rows, int columns, int depth) {", operand.name, PARAMETERS);
    for (Form form : forms) {
      String name = form.name();
      if (!form.condition.isEmpty()) {
        line("    if (%s) {", form.condition);
        line("      %s(%s, rows, columns, depth);", name, ARGUMENTS);
        line("      return;");
        line("    }");
      } else {
        line("    %s(%s, rows, columns, depth);", name, ARGUMENTS);
      }
    }
    line("  }");
  }

  private void loops(Form form) {
    whole(form);
    for (int vectors = MOST_VECTORS; vectors > 0; vectors--) {
      strip(form, vectors);
      tile(form, form.operand.tallest(vectors), vectors);
      for (int rows : SMALL) {
        tile(form, rows, vectors);
      }
    }
  }

  /** All of c, cut into strips. */
  private void whole(Form form) {
    line("");
    line(
        "  private static void %s(%s, int rows, int columns, int depth) {",
        form.name(), PARAMETERS);
    line("    int j = 0;");
    for (int vectors = MOST_VECTORS; vectors > 0; vectors--) {
      String width = vectors + " * LANES";
      line("    for (; j + %s <= columns; j += %s) {", width, width);
      line("      %sBy%d(", form.name(), vectors);
      line("          a, aAt, aStride, b, bAt + j, bStride, c, cAt + j, cStride, rows, depth);");
      line("    }");
    }
    line("  }");
  }

  /** A strip of c from top to bottom, tile by tile. */
  private void strip(Form form, int vectors) {
    int tallest = form.operand.tallest(vectors);
    line("");
    line(
        "  private static void %sBy%d(%s, int rows, int depth) {",
        form.name(), vectors, PARAMETERS);
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
    line(
        "          a, aAt + %s, aStride, b, bAt, bStride, c, cAt + r * cStride, cStride, depth);",
        form.operand.strip);
    line("    }");
  }

  private static String method(Form form, int rows, int vectors) {
    return "%sOf%dx%d".formatted(form.name(), rows, vectors);
  }

  /** One tile: sums in registers, over the whole depth. */
  private void tile(Form form, int rows, int vectors) {
    line("");
    line("  private static void %s(%s, int depth) {", method(form, rows, vectors), PARAMETERS);
    line("    FloatVector zero = FloatVector.zero(SPECIES);");
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < vectors; v++) {
        line("    FloatVector s%d_%d = zero;", r, v);
      }
    }
    line("    for (int k = 0; k < depth; k++) {");
    line("      long ak = aAt + %s;", form.aStep);
    line("      long bk = bAt + %s;", form.bStep);
    for (int v = 0; v < vectors; v++) {
      line("      FloatVector b%1$d = fromMemorySegment(", v);
      line("          SPECIES, b, 4 * (bk + %d * LANES), LITTLE_ENDIAN);", v);
    }
    for (int r = 0; r < rows; r++) {
      String at = form.operand.row.formatted(r);
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
