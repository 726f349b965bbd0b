package io.blick.models.weights;

import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Blocked;
import io.blick.core.weight.Dense;
import io.blick.core.weight.Packed;
import io.blick.core.weight.PackedBlocks;
import io.blick.core.weight.Weight;
import java.lang.foreign.MemorySegment;

/** Copies of rows of a matrix, with the bits that they have in it. */
final class RowsOf {
  private RowsOf() {}

  /** Returns rows of a matrix: blocks stay the blocks that they are. */
  static Weight matrix(Weight all, Rows rows) {
    return switch (all) {
      case Blocked blocked -> blocks(blocked, rows);
      case Dense _, Packed _, PackedBlocks _ -> dense(all, rows);
    };
  }

  private static Weight dense(Weight all, Rows rows) {
    Tensor own = Tensor.zeros(rows.count(), all.inputs());
    for (int i = 0; i < rows.count(); i++) {
      all.row(rows.row(i), own.data(), (long) i * all.inputs());
    }
    return new Dense(own);
  }

  private static Weight blocks(Blocked all, Rows rows) {
    int width = all.stored().size(1);
    byte[] own = new byte[Math.multiplyExact(rows.count(), width)];
    for (int i = 0; i < rows.count(); i++) {
      MemorySegment.copy(
          all.stored().data(),
          (long) rows.row(i) * width,
          MemorySegment.ofArray(own),
          (long) i * width,
          width);
    }
    return Blocked.over(MemorySegment.ofArray(own), all.format(), rows.count(), all.inputs());
  }

  /** Returns elements of a vector. */
  static Tensor vector(Tensor all, Rows rows) {
    float[] own = new float[rows.count()];
    for (int i = 0; i < own.length; i++) {
      own[i] = (float) all.get(rows.row(i));
    }
    return Tensor.of(own, own.length);
  }

  /**
   * Returns columns of a matrix as rows.
   *
   * @param all (I, all)
   * @return (count, I)
   */
  static Weight columns(Tensor all, Rows columns) {
    int inputs = all.size(0);
    float[] own = new float[Math.multiplyExact(columns.count(), inputs)];
    for (int j = 0; j < inputs; j++) {
      float[] row = all.at(j).toFloats();
      for (int i = 0; i < columns.count(); i++) {
        own[i * inputs + j] = row[columns.row(i)];
      }
    }
    return new Dense(Tensor.of(own, columns.count(), inputs));
  }
}
