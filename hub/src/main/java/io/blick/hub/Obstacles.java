package io.blick.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Files and links that are in the way of a model, found before anything is fetched or converted.
 */
final class Obstacles {
  private Obstacles() {}

  /**
   * Returns why a model cannot be made in its folder, if it cannot, as half a sentence that begins
   * with a path.
   */
  static Optional<String> making(Home home, String name) {
    return folder(home.models())
        .or(() -> notAFolder(home.model(name)))
        .or(() -> lock(home.lock(name)));
  }

  /**
   * Returns why a jar cannot be stored at its path, if it cannot, as half a sentence that begins
   * with a path.
   */
  static Optional<String> storing(Path jar) {
    return folder(Objects.requireNonNull(jar.getParent())).or(() -> notAFile(jar));
  }

  /** Returns what has the folder's name, if that is no folder, as half a sentence. */
  static Optional<String> notAFolder(Path folder) {
    if (Files.isDirectory(folder) || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(folder + " is in the way, " + what(folder) + " where a folder must be");
  }

  /**
   * Returns why no file can be made in a folder: it, or the nearest existing folder above it,
   * cannot be written to.
   */
  private static Optional<String> folder(Path wanted) {
    Path there = wanted;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    // A path below a file does not exist either, so this may be the file.
    Optional<String> other = notAFolder(there);
    if (other.isPresent()) {
      return other;
    }
    return Files.isWritable(there) && Files.isExecutable(there)
        ? Optional.empty()
        : Optional.of(there + " must be a folder that you may write to");
  }

  private static Optional<String> lock(Path file) {
    return notAFile(file)
        .or(() -> Files.exists(file) && !Files.isWritable(file)
            ? Optional.of(file + " must be a file that you may write to")
            : Optional.empty());
  }

  /**
   * Returns what has the file's name, if that is no regular file: opening a pipe or a device could
   * block for ever.
   */
  static Optional<String> notAFile(Path file) {
    return Files.isRegularFile(file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.empty()
        : Optional.of(file + " is in the way, " + what(file) + " where a file must be");
  }

  private static String what(Path path) {
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      return "a link to the absent %s".formatted(target(path));
    }
    if (Files.isDirectory(path)) {
      return "a folder";
    }
    return Files.isRegularFile(path) ? "a file" : "neither file nor folder";
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException unreadable) {
      return "somewhere";
    }
  }
}
