package io.blick.core.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A dense row-major array of numbers, off the Java heap.
 *
 * <p>Memory that Blick allocates begins at a multiple of 64 bytes. A tensor over other memory, such
 * as a mapped file, may begin anywhere; every operation gives the same bits on it.
 */
public final class Tensor {
  /** Alignment in bytes of tensors that Blick allocates: one cache line. */
  public static final int ALIGNMENT = 64;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment data;
  private final DType type;
  private final int[] sizes;
  private final long count;

  private Tensor(MemorySegment data, DType type, int[] sizes) {
    this.data = data;
    this.type = type;
    this.sizes = sizes;
    this.count = count(type, sizes);
    if (data.byteSize() != count * type.bytes()) {
      throw new ShapeException("tensor: memory must hold %d %s for sizes %s; got %d bytes, needs %d"
          .formatted(count, type, Arrays.toString(sizes), data.byteSize(), count * type.bytes()));
    }
  }

  /** Returns a float32 tensor of zeros in memory of its own, freed when it is unreachable. */
  public static Tensor zeros(int... sizes) {
    return zeros(DType.F32, sizes);
  }

  /** Returns a tensor of zeros in memory of its own, freed when it is unreachable. */
  public static Tensor zeros(DType type, int... sizes) {
    return allocate(Arena.ofAuto(), type, sizes);
  }

  /** Returns a tensor of zeros in memory of {@code arena}. */
  public static Tensor allocate(Arena arena, DType type, int... sizes) {
    int[] own = sizes.clone();
    long bytes = count(type, own) * type.bytes();
    return new Tensor(arena.allocate(bytes, ALIGNMENT), type, own);
  }

  /** Returns a float32 tensor with a copy of {@code values}, row-major. */
  public static Tensor of(float[] values, int... sizes) {
    Tensor tensor = sized(values.length, DType.F32, sizes);
    MemorySegment.copy(values, 0, tensor.data, FLOAT, 0, values.length);
    return tensor;
  }

  /** Returns a float64 tensor with a copy of {@code values}, row-major. */
  public static Tensor of(double[] values, int... sizes) {
    Tensor tensor = sized(values.length, DType.F64, sizes);
    MemorySegment.copy(values, 0, tensor.data, DOUBLE, 0, values.length);
    return tensor;
  }

  /** Returns an int32 tensor with a copy of {@code values}, row-major. */
  public static Tensor of(int[] values, int... sizes) {
    Tensor tensor = sized(values.length, DType.I32, sizes);
    MemorySegment.copy(values, 0, tensor.data, INT, 0, values.length);
    return tensor;
  }

  /**
   * Returns a tensor over memory that somebody else owns; nothing is copied. Operations give the
   * same bits on any memory, and are fast on memory that was allocated off the heap: arrays and
   * mapped files are read by scalar code.
   *
   * @param data exactly the elements, row-major, little-endian, at any alignment
   */
  public static Tensor over(MemorySegment data, DType type, int... sizes) {
    return new Tensor(data, type, sizes.clone());
  }

  /** Returns the number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** Returns the size of the axis at {@code axis}, counted from the outermost, 0. */
  public int size(int axis) {
    return sizes[axis];
  }

  /** Returns the sizes of all axes, outermost first. */
  public int[] sizes() {
    return sizes.clone();
  }

  /** Returns the number of elements. */
  public long count() {
    return count;
  }

  /** Returns the type of the elements. */
  public DType type() {
    return type;
  }

  /**
   * Checks the type of the elements.
   *
   * @param what operation and argument, as the error names them, such as {@code "linear: x"}
   * @throws IllegalArgumentException if the elements are of another type
   */
  public void demand(DType demanded, String what) {
    if (type != demanded) {
      throw new IllegalArgumentException("%s must be %s; got %s".formatted(what, demanded, this));
    }
  }

  /** Returns the memory itself, not a copy. */
  public MemorySegment data() {
    return data;
  }

  /**
   * Returns the same memory viewed with other sizes.
   *
   * @throws ShapeException if the number of elements differs
   */
  public Tensor view(int... newSizes) {
    return new Tensor(data, type, newSizes.clone());
  }

  /**
   * Returns the part of the outermost axis at {@code index}, without that axis; not a copy.
   *
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public Tensor at(int index) {
    if (sizes.length == 0 || index < 0 || index >= sizes[0]) {
      throw new IndexOutOfBoundsException(
          "tensor: index must be a place on the outermost axis of %s; got %d"
              .formatted(this, index));
    }
    int[] inner = Arrays.copyOfRange(sizes, 1, sizes.length);
    long bytes = count(type, inner) * type.bytes();
    return new Tensor(data.asSlice(index * bytes, bytes), type, inner);
  }

  /**
   * Returns {@code count} parts of the outermost axis from {@code from} on; not a copy.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public Tensor slice(int from, int count) {
    if (sizes.length == 0 || from < 0 || count < 0 || count > sizes[0] - from) {
      throw new IndexOutOfBoundsException(
          "tensor: a slice must lie on the outermost axis of %s; got %d from %d on"
              .formatted(this, count, from));
    }
    int[] part = sizes.clone();
    part[0] = 1;
    long one = count(type, part) * type.bytes();
    part[0] = count;
    return new Tensor(data.asSlice(from * one, count * one), type, part);
  }

  /** Returns element {@code index}, counted row-major, as a double; exact for all but I64. */
  public double get(long index) {
    return switch (type) {
      case F64 -> data.get(DOUBLE, index * 8);
      case F32 -> data.get(FLOAT, index * 4);
      case F16 -> Float.float16ToFloat(data.get(SHORT, index * 2));
      case BF16 -> Float.intBitsToFloat(data.get(SHORT, index * 2) << 16);
      case I64 -> data.get(LONG, index * 8);
      case I32 -> data.get(INT, index * 4);
      case I16 -> data.get(SHORT, index * 2);
      case I8 -> data.get(ValueLayout.JAVA_BYTE, index);
      case U8, BOOL -> data.get(ValueLayout.JAVA_BYTE, index) & 0xff;
    };
  }

  /** Returns a copy of all elements as floats, row-major; float64 is rounded to nearest. */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(count)];
    if (type == DType.F32) {
      MemorySegment.copy(data, FLOAT, 0, values, 0, values.length);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) get(i);
      }
    }
    return values;
  }

  /** Returns a copy of all elements as ints, row-major; fractions are cut off. */
  public int[] toInts() {
    int[] values = new int[Math.toIntExact(count)];
    Arrays.setAll(values, i -> (int) get(i));
    return values;
  }

  /** Returns a copy of all elements as doubles, row-major. */
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(count)];
    Arrays.setAll(values, i -> get(i));
    return values;
  }

  /** Returns a copy in memory of its own, freed when it is unreachable. */
  public Tensor copy() {
    Tensor copy = zeros(type, sizes);
    MemorySegment.copy(data, 0, copy.data, 0, data.byteSize());
    return copy;
  }

  /** Returns this tensor if it is float32, otherwise a converted copy. */
  public Tensor toF32() {
    if (type == DType.F32) {
      return this;
    }
    Tensor converted = zeros(sizes);
    for (long i = 0; i < count; i++) {
      converted.data.set(FLOAT, i * Float.BYTES, (float) get(i));
    }
    return converted;
  }

  /** Names type and sizes, not the values: {@code F32(2, 3)}. */
  @Override
  public String toString() {
    String list = Arrays.toString(sizes);
    return type + "(" + list.substring(1, list.length() - 1) + ")";
  }

  private static Tensor sized(int given, DType type, int... sizes) {
    if (count(type, sizes) != given) {
      throw new ShapeException(
          "tensor: sizes must multiply to the number of values; got %s and %d values"
              .formatted(Arrays.toString(sizes), given));
    }
    return zeros(type, sizes);
  }

  private static long count(DType type, int... sizes) {
    long most = Long.MAX_VALUE / type.bytes();
    long count = 1;
    for (int size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "tensor: sizes must not be negative; got " + Arrays.toString(sizes));
      }
      if (size > 0 && count > most / size) {
        throw new ShapeException("tensor: sizes must multiply to at most %d %s; got %s"
            .formatted(most, type, Arrays.toString(sizes)));
      }
      count *= size;
    }
    return count;
  }
}
