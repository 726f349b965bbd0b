package io.blick.models.format.mapped;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The sizes of one tensor's axes while they are read, outermost first. */
public final class Sizes {
  private int[] axes = new int[4];
  private int rank;

  /** Adds the size of the next axis, which the file has at byte {@code at}. */
  public void add(MappedFile file, long at, long size) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw TensorRule.AXIS.broken(file, at, size);
    }
    if (rank == axes.length) {
      axes = Arrays.copyOf(axes, 2 * rank);
    }
    axes[rank++] = (int) size;
  }

  /** Returns the number of elements; checks that their number of bits is below 2^63. */
  public long count(TensorDeclaration declaration, ElementType type) {
    long count = 1;
    for (int axis = 0; axis < rank; axis++) {
      // Every step is checked, since a zero to come would hide that the product was too large.
      if (axes[axis] > 0 && count > Long.MAX_VALUE / type.bits() / axes[axis]) {
        throw declaration.broken(TensorRule.COUNT, this);
      }
      count *= axes[axis];
    }
    return count;
  }

  /**
   * Returns the size of all elements in bytes; the last byte may be filled in part. Blocks are
   * whole.
   */
  public long bytes(TensorDeclaration declaration, ElementType type) {
    return Math.ceilDiv(count(declaration, type) / type.elements() * type.bits(), 8);
  }

  public int[] toArray() {
    return Arrays.copyOf(axes, rank);
  }

  /** Returns a list of the sizes, at most the first eight. */
  @Override
  public String toString() {
    String list = Arrays.stream(axes, 0, Math.min(rank, 8))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
    return rank > 8 ? list + ", ..." : list;
  }
}
