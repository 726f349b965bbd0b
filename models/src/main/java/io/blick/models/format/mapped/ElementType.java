package io.blick.models.format.mapped;

import io.blick.core.tensor.DType;

/** The type of a stored tensor's elements. */
public sealed interface ElementType {

  /** A type that {@link io.blick.core.tensor.Tensor} has. */
  record Known(DType dtype) implements ElementType {
    @Override
    public String name() {
      return dtype.name();
    }

    @Override
    public int bits() {
      return 8 * dtype.bytes();
    }
  }

  /**
   * A type of the format that {@link io.blick.core.tensor.Tensor} does not have. Tensors of it are
   * checked and never read, so that a file is not refused because of a tensor that no layer needs.
   *
   * @param name the format's name of the type
   * @param bits size of one element
   */
  record Foreign(String name, int bits) implements ElementType {}

  /**
   * A type of blocks of elements that share a scale, as quantised weights have.
   *
   * @param name the format's name of the type
   * @param elements number of elements of a block
   * @param bytes size of a block
   */
  record Blocked(String name, int elements, int bytes) implements ElementType {
    @Override
    public int bits() {
      return 8 * bytes;
    }
  }

  /** Returns the name, for errors. */
  String name();

  /** Returns the number of elements of a block; 1 for a type without blocks. */
  default int elements() {
    return 1;
  }

  /** Returns the size of one block in bits. */
  int bits();
}
