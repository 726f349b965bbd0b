package io.blick.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

  @ParameterizedTest
  @EnumSource
  void what_blick_allocates_begins_at_a_cache_line(DType type) {
    try (Arena arena = Arena.ofConfined()) {
      for (int n = 0; n < 67; n++) {
        assertThat(Tensor.allocate(arena, type, n).data().address() % Tensor.ALIGNMENT)
            .isZero();
        assertThat(Tensor.zeros(type, n, 3).data().address() % Tensor.ALIGNMENT).isZero();
      }
    }
    assertThat(Tensor.ALIGNMENT).isEqualTo(64);
  }

  @Test
  void what_blick_copies_and_converts_begins_at_a_cache_line() {
    Tensor foreign = unaligned(1, 2, 3, 5);

    assertThat(foreign.data().address() % 4).isNotZero();
    assertThat(foreign.copy().data().address() % 64).isZero();
    assertThat(Tensor.of(new double[] {1}, 1).toF32().data().address() % 64).isZero();
    assertThat(Tensor.of(new float[7], 7).data().address() % 64).isZero();
    assertThat(Tensor.of(new int[7], 7).data().address() % 64).isZero();
  }

  @Test
  void foreign_memory_is_read_wherever_it_begins() {
    for (int offset = 0; offset < 9; offset++) {
      Tensor foreign = unaligned(offset, 2, -3, 5);

      assertThat(foreign.toFloats()).containsExactly(2, -3, 5);
      assertThat(foreign.copy().toDoubles()).containsExactly(2, -3, 5);
      assertThat(foreign.toF32()).isSameAs(foreign);
    }
  }

  private static Tensor unaligned(int offset, float... values) {
    MemorySegment memory = Arena.ofAuto().allocate(values.length * 4L + offset, 64);
    MemorySegment data = memory.asSlice(offset);
    data.copyFrom(MemorySegment.ofArray(values));
    return Tensor.over(data, DType.F32, values.length);
  }

  @Test
  void a_new_tensor_is_zero() {
    Tensor tensor = Tensor.zeros(3, 5);

    assertThat(tensor.type()).isEqualTo(DType.F32);
    assertThat(tensor.toFloats()).hasSize(15).containsOnly(0);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "F16, 3c00, 1",
    "F16, c001, -2.001953125",
    "F16, 0001, 5.960464477539063E-8",
    "F16, 7c00, Infinity",
    "BF16, 3f80, 1",
    "BF16, bf81, -1.0078125",
    "BF16, 7f80, Infinity",
    "I16, 8000, -32768",
    "I8, 80, -128",
    "I8, 7f, 127",
    "U8, ff, 255",
    "BOOL, 01, 1",
    "I32, 80000000, -2147483648",
    "I64, fffffffffffffffe, -2",
    "F32, bfc00000, -1.5",
    "F64, 3ff0000000000001, 1.0000000000000002",
  })
  void an_element_of_every_type_is_read_little_endian(DType type, String bits, double value) {
    MemorySegment memory = Arena.ofAuto().allocate(type.bytes());
    long whole = Long.parseUnsignedLong(bits, 16);
    for (int i = 0; i < type.bytes(); i++) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) (whole >> (8 * i)));
    }
    Tensor tensor = Tensor.over(memory, type, 1);

    assertThat(bits).hasSize(2 * type.bytes());
    assertThat(tensor.get(0)).isEqualTo(value);
    assertThat(tensor.toDoubles()).containsExactly(value);
    assertThat(tensor.toF32().toFloats()).containsExactly((float) value);
  }

  @Test
  void numbers_that_do_not_fit_are_rounded_or_cut() {
    Tensor doubles = Tensor.of(new double[] {0.1, -2.9, 1e300}, 3);

    assertThat(doubles.toFloats()).containsExactly(0.1f, -2.9f, Float.POSITIVE_INFINITY);
    assertThat(doubles.toInts()).containsExactly(0, -2, Integer.MAX_VALUE);
  }

  @Test
  void a_part_and_a_view_are_the_same_memory() {
    Tensor tensor = Tensor.of(IntStream.range(0, 30).toArray(), 2, 3, 5);

    Tensor part = tensor.at(1).at(2);
    Tensor view = tensor.view(6, 5);

    assertThat(part.toInts()).containsExactly(25, 26, 27, 28, 29);
    assertThat(part.sizes()).containsExactly(5);
    assertThat(view.at(5).data()).isEqualTo(part.data());
    assertThat(tensor.copy().data().asOverlappingSlice(tensor.data())).isEmpty();
  }

  @Test
  void its_sizes_are_its_own() {
    int[] sizes = {2, 3};
    Tensor tensor = Tensor.zeros(sizes);

    sizes[0] = 7;
    tensor.sizes()[1] = 7;

    assertThat(tensor.sizes()).containsExactly(2, 3);
    assertThat(tensor.rank()).isEqualTo(2);
    assertThat(tensor.size(1)).isEqualTo(3);
    assertThat(tensor.count()).isEqualTo(6);
  }

  @Test
  void a_single_number_has_no_axes_and_an_empty_axis_no_numbers() {
    assertThat(Tensor.of(new float[] {7}).rank()).isZero();
    assertThat(Tensor.of(new float[] {7}).count()).isEqualTo(1);
    assertThat(Tensor.zeros(3, 0, 5).count()).isZero();
    assertThat(Tensor.zeros(3, 0, 5).at(2).count()).isZero();
  }

  @Test
  void it_names_type_and_sizes() {
    assertThat(Tensor.zeros(2, 3)).hasToString("F32(2, 3)");
    assertThat(Tensor.zeros(DType.BF16)).hasToString("BF16()");
  }

  @Test
  void values_must_be_as_many_as_the_sizes_say() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("tensor: sizes must multiply to the number of values; got [2, 3] and 5 values");
  }

  @Test
  void memory_must_be_as_large_as_the_sizes_say() {
    assertThatThrownBy(() -> Tensor.over(Arena.ofAuto().allocate(23), DType.F32, 2, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("tensor: memory must hold 6 F32 for sizes [2, 3]; got 23 bytes, needs 24");
    assertThatThrownBy(() -> Tensor.zeros(DType.I16, 2, 3).view(7))
        .isInstanceOf(ShapeException.class)
        .hasMessage("tensor: memory must hold 7 I16 for sizes [7]; got 12 bytes, needs 14");
  }

  @Test
  void sizes_must_not_be_negative() {
    assertThatThrownBy(() -> Tensor.zeros(2, -3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("tensor: sizes must not be negative; got [2, -3]");
  }

  @Test
  void sizes_whose_product_is_no_number_of_bytes_are_refused() {
    // 2^62 floats are 2^64 bytes, which is 0 to a long.
    assertThatThrownBy(() -> Tensor.over(MemorySegment.NULL, DType.F32, 1 << 30, 1 << 30, 4))
        .isInstanceOf(ShapeException.class)
        .hasMessage("tensor: sizes must multiply to at most 2305843009213693951 F32;"
            + " got [1073741824, 1073741824, 4]");
    assertThatThrownBy(() -> Tensor.zeros(DType.I8, 1 << 30, 1 << 30, 1 << 30))
        .isInstanceOf(ShapeException.class)
        .hasMessage("tensor: sizes must multiply to at most 9223372036854775807 I8;"
            + " got [1073741824, 1073741824, 1073741824]");
  }

  @Test
  void a_part_must_be_on_the_axis() {
    for (int index : new int[] {-1, 3}) {
      assertThatThrownBy(() -> Tensor.zeros(3, 0).at(index))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage(
              "tensor: index must be a place on the outermost axis of F32(3, 0); got " + index);
    }
    assertThatThrownBy(() -> Tensor.zeros().at(0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("tensor: index must be a place on the outermost axis of F32(); got 0");
  }

  @Test
  void an_element_must_be_in_the_memory() {
    for (long index : new long[] {-1, 6}) {
      assertThatThrownBy(() -> Tensor.zeros(2, 3).get(index))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void an_index_that_overflows_is_outside() {
    Tensor tensor = Tensor.of(new float[] {7, 8, 9}, 3);
    for (long index : new long[] {-1, 3, 1L << 62, (1L << 62) + 1}) {
      assertThatThrownBy(() -> tensor.get(index)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
