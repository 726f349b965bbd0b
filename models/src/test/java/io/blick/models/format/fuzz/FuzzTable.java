package io.blick.models.format.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Builds a sorted table, damaged in entries, restart points, trailers, handles and footer. Most
 * checksums are those of the damaged block, so that what lies behind them is reached.
 */
public final class FuzzTable {
  private static final byte[] NOTHING = {};

  private final Mutator mutator;
  private final List<byte[][]> entries = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int entriesInBlock = 3;
  private int entriesToRestart = 2;

  public FuzzTable(Mutator mutator) {
    this.mutator = mutator;
  }

  public void add(byte[] key, byte[] value) {
    entries.add(new byte[][] {key, value});
  }

  /** Makes blocks so long that keys can be repeated very often. */
  public void useLongBlocks() {
    entriesInBlock = 1000;
    entriesToRestart = 1000;
  }

  public byte[] toByteArray() {
    if (!mutator.strikes()) {
      entries.sort(Comparator.comparing(entry -> entry[0], Arrays::compareUnsigned));
    }
    List<byte[][]> index = new ArrayList<>();
    byte[] handle = NOTHING;
    for (int at = 0; at < entries.size(); at += entriesInBlock) {
      var block = entries.subList(at, Math.min(entries.size(), at + entriesInBlock));
      byte[] own = write(block);
      handle = at > 0 && mutator.strikes() ? handle : own;
      byte[] separator = mutator.strikes() ? NOTHING : block.getLast()[0];
      index.add(new byte[][] {separator, handle});
    }
    byte[] properties = write(List.of());
    byte[] indexHandle = write(index);
    var footer = new ByteArrayOutputStream();
    footer.writeBytes(properties);
    footer.writeBytes(indexHandle);
    out.writeBytes(Arrays.copyOf(footer.toByteArray(), 40));
    LittleEndian.fixed64(out, mutator.number(0xdb4775248b80fb57L));
    return out.toByteArray();
  }

  /** Writes a block with its trailer and returns its handle. */
  private byte[] write(List<byte[][]> block) {
    long at = out.size();
    byte[] content = mutator.bytes(content(block));
    var stored = new ByteArrayOutputStream();
    stored.writeBytes(content);
    stored.write((int) mutator.number(0));
    byte[] sealed = stored.toByteArray();
    out.writeBytes(sealed);
    LittleEndian.fixed32(out, mutator.number(maskedChecksum(sealed, 0, sealed.length)));
    var handle = new ByteArrayOutputStream();
    LittleEndian.varint(handle, mutator.number(at));
    LittleEndian.varint(handle, mutator.number(content.length));
    return handle.toByteArray();
  }

  private byte[] content(List<byte[][]> block) {
    var content = new ByteArrayOutputStream();
    List<Long> restarts = new ArrayList<>();
    byte[] before = NOTHING;
    for (int i = 0; i < block.size(); i++) {
      byte[] key = block.get(i)[0];
      byte[] value = block.get(i)[1];
      boolean whole = i % entriesToRestart == 0;
      if (whole || mutator.strikes()) {
        restarts.add((long) content.size());
      }
      int shared = whole ? 0 : Math.max(0, Arrays.mismatch(before, key));
      LittleEndian.varint(content, mutator.number(shared));
      LittleEndian.varint(content, mutator.number(key.length - shared));
      LittleEndian.varint(content, mutator.number(value.length));
      content.write(key, shared, key.length - shared);
      content.writeBytes(value);
      before = key;
    }
    if (block.isEmpty()) {
      restarts.add(0L);
    }
    restarts.forEach(restart -> LittleEndian.fixed32(content, mutator.number(restart)));
    LittleEndian.fixed32(content, mutator.number(restarts.size()));
    return content.toByteArray();
  }

  public static int maskedChecksum(byte[] bytes, int at, int count) {
    var checksum = new CRC32C();
    checksum.update(bytes, at, count);
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }
}
