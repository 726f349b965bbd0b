package io.blick.models.format.mapped;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A tensor in a mapped file: the place, type and sizes of its elements, row-major and
 * little-endian.
 */
public final class StoredTensor {
  private final MappedFile file;
  private final ElementType type;
  private final int[] sizes;
  private final long at;
  private final MemorySegment data;

  private StoredTensor(
      MappedFile file, ElementType type, Sizes sizes, long at, MemorySegment data) {
    this.file = file;
    this.type = type;
    this.sizes = sizes.toArray();
    this.at = at;
    this.data = data;
  }

  /**
   * Returns a tensor that the caller has checked to lie within {@code file}.
   *
   * @param declaration where the sizes are declared
   * @param file the file that holds the elements
   * @param at the byte where the elements begin
   * @param bytes the declared size of the elements
   * @throws io.blick.models.format.FormatException if the sizes need another number of bytes
   */
  public static StoredTensor of(
      TensorDeclaration declaration,
      ElementType type,
      Sizes sizes,
      MappedFile file,
      long at,
      long bytes) {
    requireBytes(declaration, type, sizes, bytes);
    return new StoredTensor(file, type, sizes, at, file.bytes(at, bytes));
  }

  /** Checks that the sizes need this number of bytes. */
  public static void requireBytes(
      TensorDeclaration declaration, ElementType type, Sizes sizes, long bytes) {
    long needed = sizes.bytes(declaration, type);
    if (needed != bytes) {
      throw declaration.broken(TensorRule.BYTES, needed, type.name(), sizes, bytes);
    }
  }

  /** Returns a tensor that the file stores in another encoding, decoded into {@code data}. */
  public static StoredTensor decoded(
      TensorDeclaration declaration, ElementType type, Sizes sizes, MemorySegment data) {
    return new StoredTensor(declaration.file(), type, sizes, declaration.at(), data);
  }

  /** Returns the entry of that name; the exception for an unknown name says the nearest one. */
  public static <T> T find(String name, Map<String, T> tensors, MappedFile file) {
    Objects.requireNonNull(name, () -> file.format() + ": the name must not be null");
    T tensor = tensors.get(name);
    if (tensor == null) {
      String nearest = NearestName.among(tensors.keySet(), name);
      throw TensorRule.ABSENT.broken(
          file, 0, Escaped.text(name), tensors.size(), Escaped.text(nearest));
    }
    return tensor;
  }

  /** Returns the tensor, if its type is one that tensors have; {@code name} is for errors. */
  public Tensor tensor(String name) {
    file.requireOpen();
    return switch (type) {
      case ElementType.Known(DType dtype) -> Tensor.over(data, dtype, sizes);
      case ElementType.Foreign _, ElementType.Blocked _ ->
        throw TensorRule.TYPE.broken(file, at, Escaped.text(name), type.name());
    };
  }

  /**
   * Returns the tensor converted to float32, after checking type and sizes; {@code name} is for
   * errors.
   */
  public Tensor weight(String name, int... expected) {
    if (!isFloating()) {
      throw TensorRule.WEIGHT_TYPE.broken(file, at, Escaped.text(name), type.name());
    }
    requireSizes(name, expected);
    return tensor(name).toF32();
  }

  /** Checks the sizes of a weight; {@code name} is for errors. */
  public void requireSizes(String name, int... expected) {
    if (!Arrays.equals(sizes, expected)) {
      throw TensorRule.WEIGHT_SIZES.broken(
          file, at, Escaped.text(name), listed(expected), listed(sizes));
    }
  }

  /** Returns the sizes, whatever the type of the elements is. */
  public List<Integer> sizes() {
    return Arrays.stream(sizes).boxed().toList();
  }

  /** Whether the type is one that tensors have. */
  public boolean isReadable() {
    return switch (type) {
      case ElementType.Known _ -> true;
      case ElementType.Foreign _, ElementType.Blocked _ -> false;
    };
  }

  private boolean isFloating() {
    return switch (type) {
      case ElementType.Known(DType dtype) ->
        switch (dtype) {
          case F64, F32, F16, BF16 -> true;
          case I64, I32, I16, I8, U8, BOOL -> false;
        };
      case ElementType.Foreign _, ElementType.Blocked _ -> false;
    };
  }

  private static String listed(int... sizes) {
    return Arrays.stream(sizes)
        .limit(8)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "(", sizes.length > 8 ? ", ...)" : ")"));
  }

  /** Returns the type of the elements. */
  public ElementType type() {
    return type;
  }

  /** Returns the bytes of the elements, valid as long as the file is mapped. */
  public MemorySegment data() {
    file.requireOpen();
    return data;
  }

  public MappedFile file() {
    return file;
  }

  public long at() {
    return at;
  }

  public long bytes() {
    return data.byteSize();
  }
}
