package io.blick.models.format.tensorflow;

import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;

/**
 * A sorted table of keys and values in the format of LevelDB and TensorFlow: data blocks, an index
 * block that lists them, and a footer with the place of the index. Everything is read once, in
 * order.
 *
 * @see <a href="https://github.com/google/leveldb/blob/main/doc/table_format.md">the format</a>
 */
final class SortedTable {
  private static final int FOOTER = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;

  /** The number of bytes after a block: its compression type and the checksum of both. */
  private static final int TRAILER = 5;

  /** Receives the entries of a table. */
  interface Entries {
    /**
     * Takes one entry.
     *
     * @param key the whole key, valid until the next entry
     * @param value the value
     */
    void entry(TableKey key, ProtobufReader value);
  }

  private final MappedFile file;
  private final long footerAt;
  private long blocksEnd;

  private SortedTable(MappedFile file, long footerAt) {
    this.file = file;
    this.footerAt = footerAt;
  }

  /** Reads all entries, in ascending order of their keys. */
  static void read(MappedFile file, Entries entries) {
    if (file.size() < FOOTER) {
      throw CheckpointRule.FOOTER.broken(file, 0, file.size());
    }
    long magic = file.fixed64(file.size() - 8);
    if (magic != MAGIC) {
      throw CheckpointRule.MAGIC.broken(file, file.size() - 8, magic);
    }
    new SortedTable(file, file.size() - FOOTER).readAll(entries);
  }

  private void readAll(Entries entries) {
    var footer = new ProtobufReader(file, footerAt, file.size() - 8);
    block(footer); // The metaindex, which neither LevelDB nor TensorFlow uses here.
    var keys = new TableKey(file);
    TableBlock index = block(footer);
    index.read(
        new TableKey(file), (separator, handle) -> readBlock(handle, separator, keys, entries));
  }

  private void readBlock(
      ProtobufReader handle, TableKey separator, TableKey keys, Entries entries) {
    TableBlock block = block(handle);
    // Otherwise a file could have the same block read again and again.
    if (block.at() < blocksEnd) {
      throw CheckpointRule.BLOCK_ORDER.broken(file, block.at(), blocksEnd, block.at());
    }
    blocksEnd = block.end() + TRAILER;
    block.read(keys, entries);
    if (keys.isAfter(separator)) {
      throw CheckpointRule.SEPARATOR.broken(file, block.at(), separator.escaped(), keys.escaped());
    }
  }

  /**
   * Reads the handle of a block and checks that the block lies within the file, is intact and is
   * not compressed.
   */
  private TableBlock block(ProtobufReader handle) {
    long handleAt = handle.at();
    long at = handle.varint();
    long size = handle.varint();
    if (at < 0 || at > footerAt - TRAILER || size < 0 || size > footerAt - TRAILER - at) {
      throw CheckpointRule.BLOCK_RANGE.broken(
          file, handleAt, footerAt, Long.toUnsignedString(at), Long.toUnsignedString(size));
    }
    int stored = file.fixed32(at + size + 1);
    int checksum = file.maskedChecksum(at, size + 1);
    if (stored != checksum) {
      throw CheckpointRule.BLOCK_CHECKSUM.broken(file, at + size + 1, checksum, stored);
    }
    int compression = file.unsignedByte(at + size);
    if (compression != 0) {
      throw CheckpointRule.COMPRESSION.broken(
          file, at + size, compression, compression == 1 ? " (snappy)" : "");
    }
    return new TableBlock(file, at, at + size);
  }
}
