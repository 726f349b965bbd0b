package io.blick.models.format.tensorflow;

import io.blick.models.format.fuzz.FuzzTable;
import io.blick.models.format.fuzz.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A sorted table made byte by byte, with trailers and footer as they must be. */
final class TableBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream index = new ByteArrayOutputStream();

  /**
   * Returns bytes: a number stands for one byte of that value, anything else for its ASCII letters.
   */
  static byte[] bytes(String text) {
    var bytes = new ByteArrayOutputStream();
    for (String token : text.split(" +", -1)) {
      if (token.chars().allMatch(Character::isDigit)) {
        bytes.write(Integer.parseInt(token));
      } else {
        bytes.writeBytes(token.getBytes(StandardCharsets.US_ASCII));
      }
    }
    return bytes.toByteArray();
  }

  /** Returns a block: entries as of {@link #bytes}, then the restart points and their number. */
  static byte[] block(String entries, int... restarts) {
    return block(bytes(entries), restarts);
  }

  static byte[] block(byte[] entries, int... restarts) {
    var block = new ByteArrayOutputStream();
    block.writeBytes(entries);
    for (int restart : restarts) {
      LittleEndian.fixed32(block, restart);
    }
    LittleEndian.fixed32(block, restarts.length);
    return block.toByteArray();
  }

  /** Adds a block whose keys are at most {@code separator}. */
  TableBytes add(String separator, byte[] block) {
    byte[] handle = store(block);
    index.writeBytes(new byte[] {0, (byte) separator.length(), (byte) handle.length});
    index.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
    index.writeBytes(handle);
    return this;
  }

  /** Returns the handle: offset and size. */
  private byte[] store(byte[] block) {
    var handle = new ByteArrayOutputStream();
    LittleEndian.varint(handle, out.size());
    LittleEndian.varint(handle, block.length);
    byte[] sealed = new byte[block.length + 1];
    System.arraycopy(block, 0, sealed, 0, block.length);
    out.writeBytes(sealed);
    LittleEndian.fixed32(out, FuzzTable.maskedChecksum(sealed, 0, sealed.length));
    return handle.toByteArray();
  }

  byte[] toByteArray() {
    byte[] properties = store(block(new byte[0], 0));
    byte[] indexHandle = store(block(index.toByteArray(), 0));
    var footer = new ByteArrayOutputStream();
    footer.writeBytes(properties);
    footer.writeBytes(indexHandle);
    footer.writeBytes(new byte[40 - footer.size()]);
    LittleEndian.fixed64(footer, 0xdb4775248b80fb57L);
    out.writeBytes(footer.toByteArray());
    return out.toByteArray();
  }
}
