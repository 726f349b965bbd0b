package io.blick.models.format.mapped;

import io.blick.core.tensor.DType;

/** The type of a stored tensor's elements. */
public sealed interface ElementType {

  /** A type that tensors have. */
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
   * A type of the format that tensors do not have: what is stored in it is measured and never read,
   * so that a file is not refused for what no layer needs.
   *
   * @param name as the format spells it
   * @param bits of one element
   */
  record Foreign(String name, int bits) implements ElementType {}

  /** Returns the name, for errors. */
  String name();

  /** Returns the size of one element in bits. */
  int bits();
}
