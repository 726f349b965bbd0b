package io.blick.models.format.tensorflow;

import io.blick.models.format.mapped.ElementType;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;
import io.blick.models.format.mapped.Sizes;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorDeclaration;
import java.util.List;

/** What a TensorFlow checkpoint says about one tensor, {@code BundleEntryProto}. */
final class BundleEntry {
  private final TensorDeclaration claim;
  private final Sizes sizes = new Sizes();
  private long type;
  private long shard;
  private long offset;
  private long bytes;
  private int checksum;

  private BundleEntry(TensorDeclaration claim) {
    this.claim = claim;
  }

  static BundleEntry read(TensorDeclaration claim, ProtobufReader wire) {
    var entry = new BundleEntry(claim);
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> entry.type = wire.number();
        case 2 -> entry.readShape(wire.message());
        case 3 -> entry.shard = wire.number();
        case 4 -> entry.offset = wire.number();
        case 5 -> entry.bytes = wire.number();
        case 6 -> entry.checksum = wire.fixed32();
        case 7 -> throw claim.broken(CheckpointRule.SLICES);
        default -> wire.skip();
      }
    }
    return entry;
  }

  private void readShape(ProtobufReader shape) {
    while (shape.next()) {
      switch (shape.field()) {
        case 2 -> sizes.add(claim.file(), shape.fieldAt(), size(shape.message()));
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
      throw claim.broken(CheckpointRule.UNKNOWN_RANK, unknown);
    }
  }

  /** Returns true for what is no row of numbers, such as the graph that TensorFlow 2 adds. */
  boolean isOpaque() {
    return TensorFlowTypes.isOpaque(type);
  }

  /** Returns the tensor's place in one of the data files, checked. */
  StoredTensor stored(List<MappedFile> shards) {
    ElementType known = TensorFlowTypes.numbered(type);
    if (known == null) {
      throw claim.broken(CheckpointRule.DTYPE, type);
    }
    if (shard < 0 || shard >= shards.size()) {
      throw claim.broken(CheckpointRule.SHARD, shards.size() - 1, shard);
    }
    MappedFile data = shards.get((int) shard);
    if (offset < 0 || offset > data.size() || bytes < 0 || bytes > data.size() - offset) {
      throw claim.broken(
          CheckpointRule.DATA_RANGE, data.size(), data.path().getFileName(), offset, bytes);
    }
    return StoredTensor.of(claim, known, sizes, data, offset, bytes);
  }

  /** Checks the elements of {@code stored} against the checksum. */
  void verify(StoredTensor stored) {
    int actual = stored.file().maskedChecksum(stored.at(), stored.bytes());
    if (actual != checksum) {
      throw new TensorDeclaration(stored.file(), stored.at(), claim.tensor())
          .broken(CheckpointRule.DATA_CHECKSUM, checksum, actual);
    }
  }
}
