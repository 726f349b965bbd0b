package io.blick.models.format.tensorflow;

import io.blick.models.format.Escaped;
import io.blick.models.format.mapped.MappedFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of a table's current entry; each entry stores only its difference from the key before.
 */
final class TableKey {
  private static final int LONGEST = 65_535;

  // A few bytes can repeat a long key, so that a small file could expand to huge keys.
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
   * Replaces this key by the next one.
   *
   * @param entryAt where the entry begins, for errors
   * @param shared the number of bytes that this key shares with the start of the key before
   * @param addedAt the offset of the other bytes
   * @param added the number of other bytes
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
      String before = escaped();
      replaceEnd((int) shared, end);
      throw CheckpointRule.KEY_ORDER.broken(file, entryAt, escaped(), before);
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
  String escaped() {
    return Escaped.text(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /** Whether this key is greater than {@code other}, compared as unsigned bytes. */
  boolean isAfter(TableKey other) {
    return Arrays.compareUnsigned(bytes, 0, length, other.bytes, 0, other.length) > 0;
  }
}
