package io.blick.models.format.tensorflow;

import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;

/**
 * The header of a TensorFlow checkpoint, {@code BundleHeaderProto}.
 *
 * @param shards the number of data files
 */
record BundleHeader(int shards) {
  /** The version of the format that is supported, TensorFlow's {@code kTensorBundleVersion}. */
  private static final long VERSION = 1;

  static BundleHeader read(ProtobufReader reader) {
    MappedFile file = reader.file();
    long start = reader.at();
    long shards = 0;
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> shards = reader.number();
        case 2 -> requireLittleEndian(reader);
        case 3 -> requireVersion(reader.message());
        default -> reader.skip();
      }
    }
    if (shards < 1 || shards > Integer.MAX_VALUE) {
      throw CheckpointRule.SHARDS.broken(file, start, shards);
    }
    return new BundleHeader((int) shards);
  }

  private static void requireLittleEndian(ProtobufReader reader) {
    long order = reader.number();
    if (order != 0) {
      throw CheckpointRule.ENDIANNESS.broken(reader.file(), reader.fieldAt(), order);
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
