package io.blick.hub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Writes a sorted table as TensorFlow does, in blocks so small that there are several of them. */
final class SmallTable {
  private static final int ENTRIES_IN_BLOCK = 7;
  private static final int ENTRIES_TO_RESTART = 3;
  private static final byte[] MAGIC = {
    0x57, (byte) 0xfb, (byte) 0x80, (byte) 0x8b, 0x24, 0x75, 0x47, (byte) 0xdb
  };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private SmallTable() {}

  /** Returns the bytes of a table of those entries; keys are ASCII. */
  static byte[] of(SortedMap<String, byte[]> entries) {
    return new SmallTable().write(List.copyOf(entries.entrySet()));
  }

  private byte[] write(List<Map.Entry<String, byte[]>> entries) {
    SortedMap<String, byte[]> index = new TreeMap<>();
    for (int at = 0; at < entries.size(); at += ENTRIES_IN_BLOCK) {
      var block = entries.subList(at, Math.min(entries.size(), at + ENTRIES_IN_BLOCK));
      index.put(block.getLast().getKey(), block(block));
    }
    byte[] properties = block(List.of());
    var footer = new ByteArrayOutputStream();
    byte[] indexHandle = block(List.copyOf(index.entrySet()));
    footer.writeBytes(properties);
    footer.writeBytes(indexHandle);
    out.writeBytes(Arrays.copyOf(footer.toByteArray(), 40));
    out.writeBytes(MAGIC);
    return out.toByteArray();
  }

  /** Writes a block and its trailer, and returns its handle. */
  private byte[] block(List<Map.Entry<String, byte[]>> entries) {
    byte[] content = content(entries);
    var handle = new ByteArrayOutputStream();
    Message.varint(handle, out.size());
    Message.varint(handle, content.length);
    byte[] uncompressed = Arrays.copyOf(content, content.length + 1);
    out.writeBytes(uncompressed);
    Message.fixed32(out, checksum(uncompressed));
    return handle.toByteArray();
  }

  private static byte[] content(List<Map.Entry<String, byte[]>> entries) {
    var content = new ByteArrayOutputStream();
    List<Integer> restarts = new ArrayList<>(entries.isEmpty() ? List.of(0) : List.of());
    byte[] before = {};
    for (int i = 0; i < entries.size(); i++) {
      byte[] key = entries.get(i).getKey().getBytes(StandardCharsets.US_ASCII);
      byte[] value = entries.get(i).getValue();
      boolean whole = i % ENTRIES_TO_RESTART == 0;
      if (whole) {
        restarts.add(content.size());
      }
      int shared = whole ? 0 : Arrays.mismatch(before, key);
      Message.varint(content, shared);
      Message.varint(content, key.length - shared);
      Message.varint(content, value.length);
      content.write(key, shared, key.length - shared);
      content.writeBytes(value);
      before = key;
    }
    restarts.forEach(restart -> Message.fixed32(content, restart));
    Message.fixed32(content, restarts.size());
    return content.toByteArray();
  }

  /** Returns the masked CRC-32C by which tables and checkpoints are compared. */
  static int checksum(byte[] bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes);
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }
}
