package io.blick.hub;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The disk space that a model needs while it is fetched, on each disk. */
final class DiskSpace {
  private final Map<FileStore, Long> neededBytes = new LinkedHashMap<>();
  private final Map<FileStore, Path> wanted = new LinkedHashMap<>();

  /**
   * Adds a need; needs on one disk add up.
   *
   * @param folder where the space is needed; it need not exist yet
   * @param bytes how much is needed
   */
  DiskSpace need(Path folder, long bytes) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    FileStore disk = Files.getFileStore(there);
    neededBytes.merge(disk, bytes, Long::sum);
    wanted.putIfAbsent(disk, folder);
    return this;
  }

  /** Returns the sum of all needs. */
  long bytes() {
    return neededBytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Checks that every disk has the space.
   *
   * @param name the model, for the message
   * @throws HubException if a disk has too little
   */
  void check(String name) throws IOException {
    for (Map.Entry<FileStore, Long> need : neededBytes.entrySet()) {
      long free = need.getKey().getUsableSpace();
      if (free < need.getValue()) {
        throw new HubException(
            "hub: %s needs %s free at %s; got %s; free some, or set BLICK_HOME to another disk"
                .formatted(
                    name, megabytes(need.getValue()), wanted.get(need.getKey()), megabytes(free)));
      }
    }
  }

  /** Returns bytes in whole megabytes of 10⁶, rounded up: {@code 664 MB}. */
  private static String megabytes(long bytes) {
    return Math.ceilDiv(bytes, 1_000_000) + " MB";
  }
}
