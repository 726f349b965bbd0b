package io.blick.hub.convert;

import io.blick.models.format.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The entries of a jar or wheel; each is compared with its CRC-32 after it has been read. */
final class ZipEntries implements AutoCloseable {
  private final String kind;
  private final Path path;
  private final ZipFile zip;

  private ZipEntries(String kind, Path path, ZipFile zip) {
    this.kind = kind;
    this.path = path;
    this.zip = zip;
  }

  /**
   * Opens a file.
   *
   * @param kind what it is, for messages: jar or wheel
   */
  static ZipEntries open(String kind, Path path) throws IOException {
    try {
      return new ZipEntries(kind, path, new ZipFile(path.toFile()));
    } catch (ZipException broken) {
      throw new FormatException(kind, path, 0, "must be a whole zip; got " + broken.getMessage());
    }
  }

  /** Returns the unpacked size of an entry. */
  long bytes(String name) {
    return entry(name).getSize();
  }

  /** Returns the whole of a small entry. */
  byte[] read(String name) throws IOException {
    return readEntry(name, InputStream::readAllBytes, _ -> {});
  }

  /** Copies an entry into a file. */
  void copy(String name, Path file, LongConsumer read) throws IOException {
    long _ = readEntry(name, in -> Files.copy(in, file), read);
  }

  /**
   * Reads an entry to its end and compares its CRC-32.
   *
   * @param reader reads what it needs of the entry, which may be a zip itself
   * @param read receives the number of bytes of each piece that is read
   */
  <T> T readEntry(String name, EntryReader<T> reader, LongConsumer read) throws IOException {
    ZipEntry entry = entry(name);
    CRC32 sum = new CRC32();
    try (InputStream raw = zip.getInputStream(entry);
        InputStream in = new CheckedInputStream(new CountingInputStream(raw, read), sum)) {
      T result = reader.read(in);
      // Bytes that the reader left unread belong to the checksum, too.
      in.transferTo(OutputStream.nullOutputStream());
      if (sum.getValue() != entry.getCrc()) {
        throw new FormatException(
            kind,
            path,
            0,
            "CRC-32 of %s must be %08x; got %08x".formatted(name, entry.getCrc(), sum.getValue()));
      }
      return result;
    } catch (ZipException broken) {
      throw new FormatException(
          kind, path, 0, "%s must be whole; got %s".formatted(name, broken.getMessage()));
    } catch (EOFException broken) {
      throw new FormatException(kind, path, 0, name + " must be whole; got an end too early");
    }
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FormatException(kind, path, 0, "must have an entry " + name);
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** A function of an entry's stream. */
  interface EntryReader<T> {
    T read(InputStream in) throws IOException;
  }
}
