package io.blick.core.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A dense row-major array of numbers, off the Java heap.
 *
 * <p>Memory that Blick allocates begins at a multiple of 64 bytes. A tensor over other memory, such
 * as a mapped file, may begin anywhere; every operation gives the same bits on it.
 *
 * <p>Memory may be used again for other tensors, or be freed: that of results
 * (docs/architecture.md), of an arena that was closed, of a file. Who reads a tensor afterwards, or
 * a part or view of it, gets an IllegalStateException that says so, on any thread, and never other
 * numbers. Sizes and type can be asked for at any time, and a {@link #copy} can be kept.
 */
public final class Tensor {
  /** Alignment in bytes of tensors that Blick allocates: one cache line. */
  public static final int ALIGNMENT = 64;

  /** What an error names that is not about an argument of an operation. */
  private static final String READER = "tensor: it";

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
  // Null if its memory is its own.
  private final @Nullable Lifetime lifetime;

  private Tensor(MemorySegment data, DType type, int[] sizes, @Nullable Lifetime lifetime) {
    this.data = data;
    this.type = type;
    this.sizes = sizes;
    this.lifetime = lifetime;
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
    return new Tensor(arena.allocate(bytes, ALIGNMENT), type, own, null);
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
   * same bits on any memory, and are fast on memory that was allocated off the heap: what lies in
   * arrays and mapped files is copied first, piece by piece.
   *
   * @param data exactly the elements, row-major, little-endian, at any alignment
   */
  public static Tensor over(MemorySegment data, DType type, int... sizes) {
    return new Tensor(data, type, sizes.clone(), null);
  }

  /** Returns a tensor over memory that holds its elements for some time. */
  static Tensor placed(MemorySegment data, DType type, int[] sizes, Lifetime lifetime) {
    return new Tensor(data, type, sizes, lifetime);
  }

  /** Returns a tensor over the same memory with a shorter lifetime. */
  Tensor within(Lifetime shorter) {
    return new Tensor(data, type, sizes, shorter);
  }

  @Nullable
  Lifetime lifetime() {
    return lifetime;
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

  /**
   * Checks that the elements may be read, now and by the current thread.
   *
   * @param what operation and argument, as the error names them, such as {@code "linear: x"}
   * @throws IllegalStateException if their memory was used again or freed
   * @throws WrongThreadException if it is that of another thread's confined arena
   */
  public void demandReadable(String what) {
    if (lifetime != null) {
      lifetime.check(what, this);
    }
    Access.demandOpen(data, what, this);
  }

  /**
   * Checks that the elements may be written, now and by the current thread.
   *
   * @param what operation and argument, as the error names them, such as {@code "attention: lse"}
   * @throws IllegalArgumentException if their memory is read-only
   * @throws IllegalStateException if it was used again or freed
   * @throws WrongThreadException if it is that of another thread's confined arena
   */
  public void demandWritable(String what) {
    demandReadable(what);
    Access.demandWritable(data, what, this);
  }

  /**
   * Returns the memory itself, not a copy. Who holds it longer than the tensor may be read sees
   * other numbers in it: memory does not know.
   *
   * @throws IllegalStateException if it was used again or freed
   */
  public MemorySegment data() {
    if (lifetime != null) {
      lifetime.check(READER, this);
    }
    return data;
  }

  /** Returns the same memory as a tensor through which it cannot be written. */
  public Tensor readOnly() {
    return new Tensor(data().asReadOnly(), type, sizes, lifetime);
  }

  /**
   * Returns the same memory viewed with other sizes.
   *
   * @throws ShapeException if the number of elements differs
   */
  public Tensor view(int... newSizes) {
    return new Tensor(data(), type, newSizes.clone(), lifetime);
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
    return new Tensor(data().asSlice(index * bytes, bytes), type, inner, lifetime);
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
    return new Tensor(data().asSlice(from * one, count * one), type, part, lifetime);
  }

  /** Returns element {@code index}, counted row-major, as a double; exact for all but I64. */
  public double get(long index) {
    double value;
    try {
      value = element(index);
    } catch (IllegalStateException | WrongThreadException e) {
      throw explained(e);
    }
    if (lifetime != null) {
      lifetime.check(READER, this);
    }
    return value;
  }

  private double element(long index) {
    Objects.checkIndex(index, count);
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
    return floats(0, Math.toIntExact(count));
  }

  /**
   * Returns a copy of some elements as floats; float64 is rounded to nearest.
   *
   * @param from the first, counted row-major
   * @param some how many
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public float[] floats(long from, int some) {
    Objects.checkFromIndexSize(from, some, count);
    return read(() -> {
      float[] values = new float[some];
      if (type == DType.F32) {
        MemorySegment.copy(data, FLOAT, from * Float.BYTES, values, 0, some);
      } else {
        for (int i = 0; i < some; i++) {
          values[i] = (float) element(from + i);
        }
      }
      return values;
    });
  }

  /** Returns a copy of all elements as ints, row-major; fractions are cut off. */
  public int[] toInts() {
    int[] values = new int[Math.toIntExact(count)];
    return read(() -> {
      Arrays.setAll(values, i -> (int) element(i));
      return values;
    });
  }

  /** Returns a copy of all elements as doubles, row-major. */
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(count)];
    return read(() -> {
      Arrays.setAll(values, i -> element(i));
      return values;
    });
  }

  /** Returns a copy in memory of its own, freed when it is unreachable. */
  public Tensor copy() {
    Tensor copy = zeros(type, sizes);
    return read(() -> {
      MemorySegment.copy(data, 0, copy.data, 0, data.byteSize());
      return copy;
    });
  }

  /** Returns this tensor if it is float32, otherwise a converted copy. */
  public Tensor toF32() {
    if (type == DType.F32) {
      demandReadable(READER);
      return this;
    }
    Tensor converted = zeros(sizes);
    return read(() -> {
      for (long i = 0; i < count; i++) {
        converted.data.set(FLOAT, i * Float.BYTES, (float) element(i));
      }
      return converted;
    });
  }

  /** Reads elements, and checks afterwards that they were not overwritten meanwhile. */
  private <T> T read(Supplier<T> reader) {
    T elements;
    try {
      elements = reader.get();
    } catch (IllegalStateException | WrongThreadException e) {
      throw explained(e);
    }
    if (lifetime != null) {
      lifetime.check(READER, this);
    }
    return elements;
  }

  /** Says why memory could not be read, where the virtual machine says less. */
  private RuntimeException explained(RuntimeException raw) {
    demandReadable(READER);
    return raw;
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

  /** Returns the number of elements; throws if there are no such sizes. */
  static long count(DType type, int... sizes) {
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
