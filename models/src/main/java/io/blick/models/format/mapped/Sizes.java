package io.blick.models.format.mapped;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The axes of one tensor while they are read, outermost first. */
public final class Sizes {
  private int[] axes = new int[4];
  private int rank;

  /** Adds the next axis, which the file has at byte {@code at}. */
  public void add(MappedFile file, long at, long size) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw TensorRule.AXIS.broken(file, at, size);
    }
    if (rank == axes.length) {
      axes = Arrays.copyOf(axes, 2 * rank);
    }
    axes[rank++] = (int) size;
  }

  /** Returns the number of elements; in bits, too, it is below 2^63. */
  public long count(TensorDeclaration claim, ElementType type) {
    long count = 1;
    for (int axis = 0; axis < rank; axis++) {
      // Every step is checked, since a zero to come would hide that the product was too large.
      if (axes[axis] > 0 && count > Long.MAX_VALUE / type.bits() / axes[axis]) {
        throw claim.broken(TensorRule.COUNT, this);
      }
      count *= axes[axis];
    }
    return count;
  }

  /** Returns how many bytes the elements need; the last may be filled in part. */
  public long bytes(TensorDeclaration claim, ElementType type) {
    return Math.ceilDiv(count(claim, type) * type.bits(), 8);
  }

  public int[] toArray() {
    return Arrays.copyOf(axes, rank);
  }

  /** Lists the sizes, at most the first eight. */
  @Override
  public String toString() {
    String list = Arrays.stream(axes, 0, Math.min(rank, 8))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
    return rank > 8 ? list + ", ..." : list;
  }
}
