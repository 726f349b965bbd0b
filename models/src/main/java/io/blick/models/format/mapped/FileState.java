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
 * The state of a file when it was opened, to tell whether it was written to since.
 *
 * @param path its path
 * @param key the file system's key of the file, if it has keys
 * @param bytes its size
 * @param written its time of last modification
 */
record FileState(Path path, @Nullable Object key, long bytes, FileTime written) {

  static FileState of(Path path) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileState(path, now.fileKey(), now.size(), now.lastModifiedTime());
  }

  /**
   * Returns the present size of the file, if it was written to. A file that was deleted, or
   * replaced by another under its name, has not changed for those who have it open.
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
