package io.blick.hub;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much room on which disk a model needs while it is fetched. */
final class Room {
  private final Map<FileStore, Long> neededBytes = new LinkedHashMap<>();
  private final Map<FileStore, Path> wanted = new LinkedHashMap<>();

  /**
   * Adds a need; two of them on one disk add up.
   *
   * @param folder where; need not exist yet
   * @param bytes how much
   */
  Room need(Path folder, long bytes) throws IOException {
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
   * Checks that every disk has the room.
   *
   * @param name the model, for the message
   * @throws HubException if one has not
   */
  void check(String name) throws IOException {
    for (Map.Entry<FileStore, Long> need : neededBytes.entrySet()) {
      long free = need.getKey().getUsableSpace();
      if (free < need.getValue()) {
        throw new HubException(
            "hub: %s needs %s free at %s; got %s; free some, or set BLICK_HOME to another disk"
                .formatted(
                    name,
                    Megabytes.of(need.getValue()),
                    wanted.get(need.getKey()),
                    Megabytes.of(free)));
      }
    }
  }
}
