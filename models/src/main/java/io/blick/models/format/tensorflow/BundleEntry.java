package io.blick.models.format.tensorflow;

import io.blick.models.format.mapped.ElementType;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;
import io.blick.models.format.mapped.Sizes;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorDeclaration;
import java.util.List;

/** The entry of one tensor in a TensorFlow checkpoint, {@code BundleEntryProto}. */
final class BundleEntry {
  private final TensorDeclaration declaration;
  private final Sizes sizes = new Sizes();
  private long type;
  private long shard;
  private long offset;
  private long bytes;
  private int checksum;

  private BundleEntry(TensorDeclaration declaration) {
    this.declaration = declaration;
  }

  static BundleEntry read(TensorDeclaration declaration, ProtobufReader reader) {
    var entry = new BundleEntry(declaration);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> entry.type = reader.number();
        case 2 -> entry.readShape(reader.message());
        case 3 -> entry.shard = reader.number();
        case 4 -> entry.offset = reader.number();
        case 5 -> entry.bytes = reader.number();
        case 6 -> entry.checksum = reader.fixed32();
        case 7 -> throw declaration.broken(CheckpointRule.SLICES);
        default -> reader.skip();
      }
    }
    return entry;
  }

  private void readShape(ProtobufReader shape) {
    while (shape.next()) {
      switch (shape.field()) {
        case 2 -> sizes.add(declaration.file(), shape.fieldAt(), size(shape.message()));
        case 3 -> requireKnownRank(shape.number());
        default -> shape.skip();
      }
    }
  }

  private static long size(ProtobufReader axis) {
    long size = 0;
    while (axis.next()) {
      if (axis.field() == 1) {
        size = axis.number();
      } else {
        axis.skip();
      }
    }
    return size;
  }

  private void requireKnownRank(long unknown) {
    if (unknown != 0) {
      throw declaration.broken(CheckpointRule.UNKNOWN_RANK, unknown);
    }
  }

  /** Whether the value is not numeric, such as the object graph that TensorFlow 2 adds. */
  boolean isOpaque() {
    return TensorFlowTypes.isOpaque(type);
  }

  /** Returns the tensor, checked to lie within one of the data files. */
  StoredTensor stored(List<MappedFile> shards) {
    ElementType known = TensorFlowTypes.numbered(type);
    if (known == null) {
      throw declaration.broken(CheckpointRule.DTYPE, type);
    }
    if (shard < 0 || shard >= shards.size()) {
      throw declaration.broken(CheckpointRule.SHARD, shards.size() - 1, shard);
    }
    MappedFile data = shards.get((int) shard);
    if (offset < 0 || offset > data.size() || bytes < 0 || bytes > data.size() - offset) {
      throw declaration.broken(
          CheckpointRule.DATA_RANGE, data.size(), data.path().getFileName(), offset, bytes);
    }
    return StoredTensor.of(declaration, known, sizes, data, offset, bytes);
  }

  /** Compares the elements of {@code stored} with the checksum. */
  void verify(StoredTensor stored) {
    int actual = stored.file().maskedChecksum(stored.at(), stored.bytes());
    if (actual != checksum) {
      throw new TensorDeclaration(stored.file(), stored.at(), declaration.tensor())
          .broken(CheckpointRule.DATA_CHECKSUM, checksum, actual);
    }
  }
}
