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

  /** Returns the name, for errors. */
  String name();

  /** Returns the size of one element in bits. */
  int bits();
}
