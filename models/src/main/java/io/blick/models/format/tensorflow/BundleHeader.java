package io.blick.models.format.tensorflow;

import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;

/**
 * What a TensorFlow checkpoint says about itself, {@code BundleHeaderProto}.
 *
 * @param shards over how many data files the tensors are spread
 */
record BundleHeader(int shards) {
  /** The version of the format that is read here, TensorFlow's {@code kTensorBundleVersion}. */
  private static final long VERSION = 1;

  static BundleHeader read(ProtobufReader wire) {
    MappedFile file = wire.file();
    long start = wire.at();
    long shards = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> shards = wire.number();
        case 2 -> requireLittleEndian(wire);
        case 3 -> requireVersion(wire.message());
        default -> wire.skip();
      }
    }
    if (shards < 1 || shards > Integer.MAX_VALUE) {
      throw CheckpointRule.SHARDS.broken(file, start, shards);
    }
    return new BundleHeader((int) shards);
  }

  private static void requireLittleEndian(ProtobufReader wire) {
    long order = wire.number();
    if (order != 0) {
      throw CheckpointRule.ENDIANNESS.broken(wire.file(), wire.fieldAt(), order);
    }
  }

  private static void requireVersion(ProtobufReader version) {
    while (version.next()) {
      if (version.field() == 2) {
        long minConsumer = version.number();
        if (minConsumer > VERSION) {
          throw CheckpointRule.VERSION.broken(version.file(), version.fieldAt(), minConsumer);
        }
      } else {
        version.skip();
      }
    }
  }
}
