package io.blick.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast kernels give the bits of the obvious ones, at lengths around every lane count. */
class KernelsTest {
  private static final Kernels SCALAR = new Kernels.ScalarKernels();
  private static final Kernels VECTOR = new Kernels.VectorKernels();
  private static final int X_AT = 3;
  private static final int Y_AT = 5;

  private final SplittableRandom random = new SplittableRandom(1);

  @FunctionalInterface
  private interface Operation {
    float run(Kernels kernels, MemorySegment x, MemorySegment y, MemorySegment z);
  }

  @ParameterizedTest(name = "n = {0}")
  @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 1021})
  void element_and_row_operations_give_equal_bits(int n) {
    same(n, (k, x, y, z) -> nothing(() -> k.elements().add(x, X_AT, y, Y_AT, z, 1, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.softmax().addTable(x, X_AT, z, Y_AT, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.elements().relu(x, X_AT, z, Y_AT, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.elements().silu(x, X_AT, z, Y_AT, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.elements().geluErf(x, X_AT, z, Y_AT, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.elements().geluTanh(x, X_AT, z, Y_AT, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.elements().multiply(x, X_AT, y, Y_AT, z, 1, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.rows().scale(x, X_AT, 0.7f, y, z, Y_AT, n)));
    same(2 * n, (k, x, y, z) -> nothing(() -> k.rows().turnHalves(x, X_AT, y, Y_AT, z, 1, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.rows().exp(x, X_AT, 0.7f, z, Y_AT, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.elements().divide(x, X_AT, 1.7f, z, Y_AT, n)));
    same(n, (k, x, y, z) -> k.rows().max(x, X_AT, n));
    same(n, (k, x, y, z) -> k.rows().sum(x, X_AT, z, n));
    same(n, (k, x, y, z) -> k.rows().squares(x, X_AT, 0.3f, z, n));
    same(n, (k, x, y, z) -> nothing(() -> k.rows().standardize(x, X_AT, 0.1f, 2.3f, z, Y_AT, n)));
    same(n, (k, x, y, z) -> nothing(() -> k.rows().affine(x, y, z, Y_AT, n)));
  }

  @ParameterizedTest(name = "{0} pairs")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 61})
  void turned_neighbours_have_equal_bits(int n) {
    MemorySegment turn = uniform(4 * n + 8);
    for (int i = 0; i < 2 * n; i += 2) {
      Memory.set(turn, Y_AT + i + 1, Memory.get(turn, Y_AT + i));
      Memory.set(turn, Y_AT + 2L * n + i + 1, -Memory.get(turn, Y_AT + 2L * n + i));
    }

    same(
        uniform(2 * n + 8),
        turn,
        (k, x, y, z) -> nothing(() -> k.rows().turnInterleaved(x, X_AT, y, Y_AT, z, 1, n)));
  }

  @ParameterizedTest(name = "{0} rows, {1} columns, depth {2}")
  @CsvSource({
    "1, 16, 0", "1, 64, 128", "2, 48, 31", "3, 32, 7", "5, 80, 13", "6, 64, 128", "7, 16, 31",
    "8, 48, 128", "9, 64, 1", "12, 16, 127", "13, 32, 5", "14, 64, 3", "15, 16, 2", "97, 112, 11"
  })
  void products_give_equal_bits_whatever_the_distance_between_rows(
      int rows, int columns, int depth) {
    int widest = Math.max(columns, ProductKernels.PANEL);
    int n = (rows + 2) * (depth + 2) + widest * (depth + 1) + rows * (columns + 3);

    same(
        n,
        (k, x, y, z) -> nothing(() -> k.products()
            .product(
                x, X_AT, depth + 2, y, Y_AT, columns, z, 1, columns + 3, rows, columns, depth)));
    int panel = Math.min(columns, ProductKernels.PANEL);
    same(
        n,
        (k, x, y, z) -> nothing(() -> k.products()
            .product(
                x,
                X_AT,
                depth,
                y,
                Y_AT,
                ProductKernels.PANEL,
                z,
                1,
                panel + 3,
                rows,
                panel,
                depth)));
    int some = Math.min(rows, depth + 1);
    for (int count : new int[] {1, 2, 3, 7}) {
      same(
          n + 7 * (columns + 9) + 9 * rows,
          (k, x, y, z) -> nothing(() -> k.products()
              .weightedSum(x, X_AT, 9, y, Y_AT, columns, z, 1, columns + 5, count, some, columns)));
    }
  }

  @ParameterizedTest(name = "{0} rows, depth {1}")
  @CsvSource({
    "0, 31", "1, 0", "17, 0", "1, 1", "2, 15", "3, 16", "5, 17", "16, 7", "16, 8", "16, 9",
    "16, 16", "17, 31", "19, 40", "31, 127", "32, 128", "33, 129", "37, 136", "47, 256", "53, 257",
    "16, 383", "97, 769", "64, 768"
  })
  void products_with_a_single_vector_give_equal_bits(int rows, int depth) {
    int n = Math.max(rows, depth) + rows * (depth + 7);

    same(
        n,
        (k, x, y, z) -> nothing(
            () -> k.products().matrixVector(x, X_AT, depth + 7, y, Y_AT, z, 1, rows, depth, 64)));
    // Nothing in front of the first row nor behind the last.
    same(
        uniform(rows * depth),
        uniform(depth),
        (k, x, y, z) ->
            nothing(() -> k.products().matrixVector(x, 0, depth, y, 0, z, 0, rows, depth, 128)));
  }

  @Test
  void a_single_part_that_rounds_to_negative_zero_stays_so() {
    MemorySegment w = uniform(16 * 16);
    MemorySegment x = uniform(16);
    SCALAR.elements().fill(w, 0, 16 * 16, Float.MIN_VALUE);
    SCALAR.elements().fill(x, 0, 16, -Float.MIN_VALUE);

    same(
        w,
        x,
        (k, a, b, z) ->
            nothing(() -> k.products().matrixVector(a, 0, 16, b, 0, z, 0, 16, 16, 128)));
  }

  @ParameterizedTest(name = "{0} rows, {1} columns")
  @CsvSource({"1, 1", "16, 16", "15, 17", "33, 47", "64, 3", "5, 128", "48, 64", "131, 83"})
  void transposition_moves_every_element_and_no_other(int rows, int columns) {
    int n = (rows + 3) * (columns + 3);

    same(
        n,
        (k, x, y, z) -> nothing(
            () -> k.products().transpose(x, X_AT, columns + 1, z, 1, rows + 2, rows, columns)));
    same(
        n,
        (k, x, y, z) -> nothing(
            () -> k.products().copyRows(x, X_AT, columns + 1, z, 1, columns + 2, rows, columns)));
    same(
        n,
        (k, x, y, z) -> nothing(() ->
            k.elements().addRow(x, X_AT, columns + 1, y, Y_AT, z, 1, columns + 2, rows, columns)));
    same(
        n,
        (k, x, y, z) -> nothing(() -> k.elements()
            .addWithRow(x, 1, y, 2, columns + 1, x, 0, z, 1, columns + 2, rows, columns)));
    same(
        n,
        (k, x, y, z) -> nothing(() -> k.elements()
            .addWithRow(z, 0, x, 2, columns + 1, y, 0, z, 0, columns + 1, rows, columns)));
    same(
        523 * (Math.max(rows, columns) + 1),
        (k, x, y, z) ->
            nothing(() -> k.products().transpose(x, X_AT, 521, z, 1, 523, rows, columns)));
  }

  @ParameterizedTest(name = "{0} keys, {1} queries")
  @CsvSource({"1, 16", "2, 64", "31, 48", "96, 32", "7, 80"})
  void a_block_of_the_softmax_gives_equal_bits(int keys, int width) {
    int n = keys * width + 6 * width;

    for (float scale : new float[] {0.7f, 0x1.7p29f, 0x1.7p127f}) {
      same(
          n,
          (k, x, y, z) -> nothing(() -> k.softmax().block(z, 0, 0, 5, keys, width, scale, y, 0)));
      same(
          2 * n,
          (k, x, y, z) -> nothing(() -> k.softmax().block(z, 0, n, 83, keys, width, scale, y, 0)));
      same(n, (k, x, y, z) -> nothing(() -> k.softmax().merge(z, 0, 3L * width, scale, width)));
      same(n, (k, x, y, z) -> nothing(() -> k.softmax().logSumExp(x, 0, scale, z, 1, width)));
    }
    same(n, (k, x, y, z) -> nothing(() -> k.softmax().hide(z, 0, keys, width, y, 0)));
    same(n, (k, x, y, z) -> nothing(() -> k.softmax().rescale(x, 1, y, 0, z, 1, keys, width)));
    same(n, (k, x, y, z) -> nothing(() -> k.softmax().multiplyRows(y, 0, z, 1, keys, width)));
    same(n, (k, x, y, z) -> nothing(() -> k.softmax().divideRows(y, 0, z, 1, keys, width)));
    same(n, (k, x, y, z) -> nothing(() -> k.elements().fill(z, 1, n - 2, 0.3f)));
    same(n, (k, x, y, z) -> nothing(() -> k.elements().multiply(x, X_AT, 0.3f, z, 1, n - 4)));
    same(
        n,
        (k, x, y, z) ->
            nothing(() -> k.elements().multiplyAdd(x, X_AT, 0.3f, y, Y_AT, z, 1, n - 6)));
    same(n, (k, x, y, z) -> nothing(() -> k.softmax().cap(z, 1, 3.7f, n - 4)));
  }

  /** An operation on elements of an array and of other memory. */
  @FunctionalInterface
  interface OnArray {
    void run(MemorySegment array, MemorySegment own);
  }

  static Stream<OnArray> computations() {
    ProductKernels products = VECTOR.products();
    ElementKernels elements = VECTOR.elements();
    RowKernels rows = VECTOR.rows();
    SoftmaxKernels softmax = VECTOR.softmax();
    return Stream.of(
        (x, o) -> products.product(x, 0, 1, o, 0, 64, o, 128, 64, 1, 64, 1),
        (x, o) -> products.product(o, 0, 1, x, 0, 16, o, 128, 16, 1, 16, 1),
        (x, o) -> products.matrixVector(x, 0, 1, o, 0, o, 64, 3, 1, 256),
        (x, o) -> products.weightedSum(o, 0, 1, x, 0, 16, o, 64, 16, 1, 1, 16),
        (x, _) -> elements.fill(x, 0, 32, 1),
        (x, o) -> elements.add(o, 0, o, 0, x, 0, 32),
        (x, o) -> elements.multiply(x, 0, 2, o, 0, 32),
        (x, o) -> elements.multiply(o, 0, x, 0, o, 64, 32),
        (x, o) -> elements.multiplyAdd(o, 0, 2, x, 0, o, 64, 32),
        (x, o) -> elements.divide(o, 0, 2, x, 0, 32),
        (x, o) -> elements.addRow(o, 0, 32, x, 0, o, 64, 32, 1, 32),
        (x, o) -> elements.addWithRow(o, 0, x, 0, 32, o, 0, o, 64, 32, 1, 32),
        (x, o) -> elements.relu(x, 0, o, 0, 32),
        (x, o) -> elements.silu(x, 0, o, 0, 32),
        (x, o) -> elements.geluErf(o, 0, x, 0, 32),
        (x, o) -> elements.geluTanh(x, 0, o, 0, 32),
        (x, _) -> rows.max(x, 0, 32),
        (x, o) -> rows.exp(x, 0, 1, o, 0, 32),
        (x, o) -> rows.sum(x, 0, o, 32),
        (x, o) -> rows.squares(x, 0, 1, o, 32),
        (x, o) -> rows.standardize(o, 0, 1, 1, x, 0, 32),
        (x, o) -> rows.affine(x, o, o, 64, 32),
        (x, o) -> rows.scale(o, 0, 2, x, o, 64, 32),
        (x, o) -> rows.turnHalves(o, 0, x, 0, o, 64, 16),
        (x, o) -> rows.turnInterleaved(x, 0, o, 0, o, 64, 16),
        (x, _) -> rows.finite(x, 0, 32, 1, 32),
        (x, _) -> softmax.cap(x, 0, 1, 32),
        (x, o) -> softmax.addTable(x, 0, o, 0, 32),
        (x, o) -> softmax.hide(x, 0, 1, 16, o, 0),
        (x, _) -> softmax.block(x, 0, 0, 0, 1, 16, 1, x, 16),
        (x, o) -> softmax.rescale(x, 0, o, 0, o, 64, 1, 16),
        (x, o) -> softmax.multiplyRows(o, 0, x, 0, 1, 16),
        (x, o) -> softmax.divideRows(x, 0, o, 0, 1, 16),
        (x, o) -> softmax.logSumExp(x, 0, 1, o, 0, 16));
  }

  @ParameterizedTest
  @MethodSource("computations")
  void vectors_refuse_to_compute_in_an_array(OnArray operation) {
    MemorySegment array = MemorySegment.ofArray(new float[256]);

    assertThatThrownBy(() -> operation.run(array, uniform(256)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("kernel: memory must be allocated off the heap; got ");
  }

  @Test
  void copies_may_go_from_and_to_an_array() {
    MemorySegment x = uniform(33 * 47);
    MemorySegment array = MemorySegment.ofArray(new float[33 * 47]);
    MemorySegment back = uniform(33 * 47);

    VECTOR.products().transpose(x, 0, 47, array, 0, 33, 33, 47);
    VECTOR.products().transpose(array, 0, 33, back, 0, 47, 47, 33);
    assertThat(bits(back)).containsExactly(bits(x));

    VECTOR.products().copyRows(x, 0, 47, array, 0, 47, 33, 47);
    assertThat(bits(array)).containsExactly(bits(x));
  }

  @Test
  void special_values_give_equal_bits() {
    float[] special = {
      0f,
      -0f,
      1f,
      -1f,
      Float.NaN,
      Float.intBitsToFloat(0x7fffffff),
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.MIN_VALUE,
      88.72283f,
      88.72284f,
      -87.33654f,
      -87.33655f,
      3.99f,
      4f,
      -4f,
      10f,
      -10f,
      0.99999994f,
      1.0000001f,
      1.4142135f
    };
    MemorySegment x = Arena.ofAuto().allocate(4L * 32);
    for (int i = 0; i < 32; i++) {
      Memory.set(x, i, special[i % special.length]);
    }

    same(x, x, (k, a, b, z) -> nothing(() -> k.elements().relu(a, 0, z, 0, 32)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.elements().silu(a, 0, z, 0, 32)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.elements().geluErf(a, 0, z, 0, 32)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.elements().geluTanh(a, 0, z, 0, 32)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.elements().multiply(a, 0, b, 7, z, 0, 24)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.rows().turnHalves(a, 0, b, 0, z, 0, 16)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.rows().exp(a, 0, 0, z, 0, 32)));
    same(x, x, (k, a, b, z) -> k.rows().max(a, 0, 32));
    same(x, x, (k, a, b, z) -> nothing(() -> k.softmax().cap(b, 0, 1.3f, 32)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.softmax().logSumExp(a, 0, 0.7f, z, 0, 16)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.softmax().addTable(a, 0, b, 7, 24)));
    same(x, x, (k, a, b, z) -> nothing(() -> k.softmax().block(b, 0, 0, 0, 2, 16, 0.7f, z, 0)));
  }

  private static float nothing(Runnable operation) {
    operation.run();
    return 0;
  }

  private void same(int n, Operation operation) {
    same(uniform(n + 8), uniform(n + 8), operation);
  }

  private void same(MemorySegment x, MemorySegment y, Operation operation) {
    MemorySegment start = uniform((int) (x.byteSize() / 4) + 32);
    MemorySegment expected = copy(start);
    MemorySegment got = copy(start);
    MemorySegment expectedY = copy(y);
    MemorySegment gotY = copy(y);

    float expectedResult = operation.run(SCALAR, x, expectedY, expected);
    float result = operation.run(VECTOR, x, gotY, got);

    assertThat(bits(got)).containsExactly(bits(expected));
    assertThat(bits(gotY)).containsExactly(bits(expectedY));
    assertThat(Float.floatToIntBits(result)).isEqualTo(Float.floatToIntBits(expectedResult));
  }

  private MemorySegment uniform(int n) {
    MemorySegment x = Arena.ofAuto().allocate(4L * n);
    for (int i = 0; i < n; i++) {
      Memory.set(x, i, (float) random.nextDouble(-5, 5));
    }
    return x;
  }

  private static MemorySegment copy(MemorySegment x) {
    MemorySegment copy = Arena.ofAuto().allocate(x.byteSize());
    return copy.copyFrom(x);
  }

  private static int[] bits(MemorySegment x) {
    int[] bits = new int[(int) (x.byteSize() / 4)];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(Memory.get(x, i));
    }
    return bits;
  }
}
