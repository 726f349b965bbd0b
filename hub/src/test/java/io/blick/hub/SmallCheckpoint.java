package io.blick.hub;

import io.blick.core.tensor.Tensor;
import io.blick.hub.TinyBert.Named;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a checkpoint as TensorFlow does: a table that says where each tensor lies, and a file. */
final class SmallCheckpoint {
  static final String INDEX = "variables/variables.index";
  static final String DATA = "variables/variables.data-00000-of-00001";
  private static final int FLOAT = 1;

  private SmallCheckpoint() {}

  /** Returns the two files by their names in a SavedModel. */
  static SequencedMap<String, byte[]> of(List<Named> tensors) {
    var data = new ByteArrayOutputStream();
    SortedMap<String, byte[]> table = new TreeMap<>();
    table.put(
        "", new Message().number(1, 1).message(3, new Message().number(1, 1)).toByteArray());
    for (Named named : tensors) {
      table.put(named.inTensorFlow(), entry(named.stored(), data.size()));
      data.writeBytes(TinyBert.bytes(named.stored()));
    }
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    files.put(DATA, data.toByteArray());
    files.put(INDEX, SmallTable.of(table));
    return files;
  }

  private static byte[] entry(Tensor tensor, int at) {
    byte[] elements = TinyBert.bytes(tensor);
    var shape = new Message();
    for (int size : tensor.sizes()) {
      shape.message(2, new Message().number(1, size));
    }
    return new Message()
        .number(1, FLOAT)
        .message(2, shape)
        .number(4, at)
        .number(5, elements.length)
        .fixed32(6, SmallTable.checksum(elements))
        .toByteArray();
  }
}
