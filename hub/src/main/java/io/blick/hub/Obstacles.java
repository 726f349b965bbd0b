package io.blick.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Paths in the way of a model, found before anything is fetched or converted. */
final class Obstacles {
  private Obstacles() {}

  /**
   * Returns what keeps a model from being made in its place, if anything does, as half a sentence
   * that begins with the path.
   */
  static Optional<String> making(Home home, String name) {
    return folder(home.models()).or(() -> kind(home.model(name))).or(() -> lock(home.lock(name)));
  }

  /**
   * Returns what keeps a jar from being put in its place, if anything does, as half a sentence that
   * begins with the path.
   */
  static Optional<String> storing(Path jar) {
    return folder(Objects.requireNonNull(jar.getParent())).or(() -> noFile(jar));
  }

  /** Returns that what has the folder's name is none, if that is so. */
  static Optional<String> kind(Path folder) {
    if (Files.isDirectory(folder) || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(folder + " is in the way, " + what(folder) + " where a folder must be");
  }

  /** Files can be made in a folder that is there, or that can be made in the nearest that is. */
  private static Optional<String> folder(Path wanted) {
    Path there = wanted;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    // What lies below a file does not exist either, so this is the file.
    Optional<String> other = kind(there);
    if (other.isPresent()) {
      return other;
    }
    return Files.isWritable(there) && Files.isExecutable(there)
        ? Optional.empty()
        : Optional.of(there + " must be a folder that you may write to");
  }

  private static Optional<String> lock(Path file) {
    return noFile(file)
        .or(() -> Files.exists(file) && !Files.isWritable(file)
            ? Optional.of(file + " must be a file that you may write to")
            : Optional.empty());
  }

  /** To open a pipe or a device could wait for ever, so nothing but files will do. */
  private static Optional<String> noFile(Path file) {
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
