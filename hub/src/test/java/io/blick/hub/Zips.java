package io.blick.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes zips in memory, the same bytes every time. */
final class Zips {
  private static final LocalDateTime THEN = LocalDateTime.of(2019, 3, 17, 5, 7);

  private Zips() {}

  /** Returns a zip as the {@code jar} tool writes it: compressed, with sizes behind the entries. */
  static byte[] compressed(Map<String, byte[]> entries) {
    return of(entries, ZipEntry.DEFLATED);
  }

  /** Returns a zip that compresses nothing. */
  static byte[] stored(Map<String, byte[]> entries) {
    return of(entries, ZipEntry.STORED);
  }

  private static byte[] of(Map<String, byte[]> entries, int method) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(header(entry.getKey(), entry.getValue(), method));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory must be writable", impossible);
    }
    return bytes.toByteArray();
  }

  private static ZipEntry header(String name, byte[] content, int method) {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(THEN);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      var checksum = new CRC32();
      checksum.update(content);
      entry.setSize(content.length);
      entry.setCrc(checksum.getValue());
    }
    return entry;
  }
}
