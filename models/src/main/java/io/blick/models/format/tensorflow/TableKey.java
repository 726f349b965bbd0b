package io.blick.models.format.tensorflow;

import io.blick.models.format.Escaped;
import io.blick.models.format.mapped.MappedFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The key of a table's current entry, of which each entry says only how it differs. */
final class TableKey {
  private static final int LONGEST = 65_535;

  // A few bytes can repeat a long key, so that a small file could stand for huge ones.
  private static final int TOTAL_FOR_EACH_BYTE = 32;

  private final MappedFile file;
  private byte[] bytes = new byte[64];
  private int length;
  private long total;
  private boolean first = true;

  /** Starts before the first key. */
  TableKey(MappedFile file) {
    this.file = file;
  }

  /**
   * Becomes the next key.
   *
   * @param entryAt where the entry begins, for errors
   * @param shared how many bytes of the key before begin this key
   * @param addedAt where the other bytes are
   * @param added how many other bytes there are
   */
  void replaceEnd(long entryAt, long shared, long addedAt, long added) {
    if (shared < 0 || shared > length) {
      throw CheckpointRule.SHARED.broken(file, entryAt, length, Long.toUnsignedString(shared));
    }
    if (added > LONGEST - shared) {
      throw CheckpointRule.KEY_LENGTH.broken(file, entryAt, shared + added);
    }
    byte[] end = new byte[(int) added];
    MemorySegment.copy(file.bytes(addedAt, added), ValueLayout.JAVA_BYTE, 0, end, 0, end.length);
    if (!first && Arrays.compareUnsigned(end, 0, end.length, bytes, (int) shared, length) <= 0) {
      String before = shown();
      replaceEnd((int) shared, end);
      throw CheckpointRule.KEY_ORDER.broken(file, entryAt, shown(), before);
    }
    replaceEnd((int) shared, end);
    first = false;
    total += length;
    if (total > TOTAL_FOR_EACH_BYTE * file.size()) {
      throw CheckpointRule.KEY_TOTAL.broken(file, entryAt, TOTAL_FOR_EACH_BYTE * file.size());
    }
  }

  private void replaceEnd(int shared, byte[] end) {
    length = shared + end.length;
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    }
    System.arraycopy(end, 0, bytes, shared, end.length);
  }

  int length() {
    return length;
  }

  /** Returns the key as text; {@code at} is where its entry's value begins. */
  String text(long at) {
    return file.text(ByteBuffer.wrap(bytes, 0, length), at);
  }

  /** Returns the key for an error message. */
  String shown() {
    return Escaped.text(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /** Returns true if this key comes after {@code other}, as bytes are ordered. */
  boolean isAfter(TableKey other) {
    return Arrays.compareUnsigned(bytes, 0, length, other.bytes, 0, other.length) > 0;
  }
}
