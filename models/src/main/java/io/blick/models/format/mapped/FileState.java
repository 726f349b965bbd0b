package io.blick.models.format.mapped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was when it was opened, to tell whether it was written to since.
 *
 * @param path where it was
 * @param key what the file system knows it by, if it has such a thing
 * @param bytes how many it had
 * @param written when it was last written to
 */
record FileState(Path path, @Nullable Object key, long bytes, FileTime written) {

  static FileState of(Path path) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileState(path, now.fileKey(), now.size(), now.lastModifiedTime());
  }

  /**
   * Returns how many bytes the file has now, if it was written to. One that was deleted, or that
   * another has replaced under its name, is as it was to those who opened it.
   */
  Optional<Long> changed() {
    try {
      FileState now = of(path);
      boolean same = Objects.equals(now.key, key);
      boolean untouched = now.bytes == bytes && now.written.equals(written);
      return same && !untouched ? Optional.of(now.bytes) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
