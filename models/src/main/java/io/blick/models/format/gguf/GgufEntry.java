package io.blick.models.format.gguf;

import io.blick.models.format.mapped.ElementType;
import io.blick.models.format.mapped.Sizes;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorDeclaration;

/**
 * What the header says of one tensor.
 *
 * @param declaration its place and name
 * @param begin offset of its elements in the data
 * @param bytes how many they have
 */
record GgufEntry(
    TensorDeclaration declaration, ElementType type, Sizes sizes, long begin, long bytes) {
  private static final int MOST_AXES = 4;

  /** Reads one entry; the sizes stand in the file innermost first. */
  static GgufEntry read(GgufCursor cursor) {
    long at = cursor.at();
    String name = cursor.name("a tensor's name");
    var declaration = new TensorDeclaration(cursor.file(), at, name);
    int rank = cursor.int32("a tensor's axes");
    if (rank < 0 || rank > MOST_AXES) {
      throw declaration.broken(GgufRule.RANK, Integer.toUnsignedString(rank));
    }
    long[] axes = new long[rank];
    for (int axis = rank - 1; axis >= 0; axis--) {
      axes[axis] = cursor.int64("a tensor's sizes");
    }
    var sizes = new Sizes();
    for (long axis : axes) {
      sizes.add(cursor.file(), at, axis);
    }
    int code = cursor.int32("a tensor's type");
    ElementType type = GgufTypes.coded(code);
    if (type == null) {
      throw declaration.broken(GgufRule.TYPE, Integer.toUnsignedString(code));
    }
    long row = rank == 0 ? 1 : axes[rank - 1];
    if (row % type.elements() != 0) {
      throw declaration.broken(GgufRule.WHOLE_BLOCKS, type.elements(), type.name(), sizes);
    }
    long begin = cursor.int64("a tensor's place");
    return new GgufEntry(declaration, type, sizes, begin, sizes.bytes(declaration, type));
  }

  /** Checks where the elements are: aligned, and within the data. */
  void requireWithin(long dataBytes, long alignment) {
    if (begin < 0 || begin % alignment != 0) {
      throw declaration.broken(GgufRule.OFFSET, alignment, Long.toUnsignedString(begin));
    }
    if (begin > dataBytes || bytes > dataBytes - begin) {
      throw declaration.broken(GgufRule.WITHIN, bytes, begin, dataBytes);
    }
  }

  /** Returns the tensor, which lies within the data. */
  StoredTensor stored(long dataAt) {
    return StoredTensor.of(declaration, type, sizes, declaration.file(), dataAt + begin, bytes);
  }
}
