package io.blick.models.format.tensorflow;

import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;

/**
 * One block of a sorted table: entries, then the restart points, at which keys are stored whole.
 */
final class TableBlock {
  private final MappedFile file;
  private final long at;
  private final long end;
  private final long restartsAt;
  private final long restarts;

  /** Reads the number of restart points of the block from byte {@code at} to {@code end}. */
  TableBlock(MappedFile file, long at, long end) {
    this.file = file;
    this.at = at;
    this.end = end;
    long most = (end - at) / 4 - 1;
    this.restarts = most < 1 ? 0 : Integer.toUnsignedLong(file.fixed32(end - 4));
    if (restarts < 1 || restarts > most) {
      throw CheckpointRule.RESTARTS.broken(
          file, Math.max(at, end - 4), end - at, Math.max(0, most), restarts);
    }
    this.restartsAt = end - 4 - 4 * restarts;
  }

  long at() {
    return at;
  }

  long end() {
    return end;
  }

  /**
   * Reads all entries.
   *
   * @param key the last key before this block; afterwards this block's last key
   */
  void read(TableKey key, SortedTable.Entries entries) {
    var reader = new ProtobufReader(file, at, restartsAt);
    long restart = 0;
    while (reader.left() > 0) {
      boolean whole = restart < restarts && reader.at() == restartPoint(restart);
      if (whole) {
        restart++;
      }
      readEntry(reader, whole || reader.at() == at, key, entries);
    }
    // A block without entries has a restart point all the same.
    if (restart < restarts && !(restartsAt == at && restarts == 1 && restartPoint(0) == at)) {
      throw CheckpointRule.RESTART_POINT.broken(
          file, restartsAt + 4 * restart, restartPoint(restart) - at);
    }
  }

  private void readEntry(
      ProtobufReader reader, boolean whole, TableKey key, SortedTable.Entries entries) {
    long entryAt = reader.at();
    long shared = reader.varint();
    long added = reader.varint();
    long value = reader.varint();
    if (whole && shared != 0) {
      throw CheckpointRule.RESTART_SHARED.broken(file, entryAt, Long.toUnsignedString(shared));
    }
    if (added < 0 || added > reader.left() || value < 0 || value > reader.left() - added) {
      throw CheckpointRule.ENTRY.broken(
          file, entryAt, reader.left(), Long.toUnsignedString(added), Long.toUnsignedString(value));
    }
    key.replaceEnd(entryAt, shared, reader.take(added), added);
    long valueAt = reader.take(value);
    entries.entry(key, new ProtobufReader(file, valueAt, valueAt + value));
  }

  private long restartPoint(long index) {
    return at + Integer.toUnsignedLong(file.fixed32(restartsAt + 4 * index));
  }
}
