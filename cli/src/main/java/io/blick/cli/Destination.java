package io.blick.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What a path leads to when something is written there. */
sealed interface Destination {

  /** Standard output of this process, whatever it is: a terminal, a pipe, a file, a deleted one. */
  record StandardOutput() implements Destination {}

  /** Standard error of this process. */
  record StandardError() implements Destination {}

  /**
   * What is written where it is, since a file in its place would be another thing: a device, a
   * pipe, an open file of a process.
   *
   * @param path where it is
   */
  record Stream(Path path) implements Destination {}

  /**
   * A file, or where one is to be.
   *
   * @param path of the file itself, no link
   */
  record Plain(Path path) implements Destination {}

  /** More links than this one after the other are a circle, as for Linux. */
  int MOST_LINKS = 40;

  /**
   * Returns what the value of an option leads to, links followed to their ends.
   *
   * @param option its name
   * @throws FailureException if nothing can be written there
   */
  static Destination of(String option, String value) {
    if (value.endsWith("/")) {
      throw folder(option, value);
    }
    Path path = Path.of(value).toAbsolutePath();
    for (int links = 0; links <= MOST_LINKS; links++) {
      String got = links == 0 ? value : "%s, a link to %s".formatted(value, path);
      Path folder = existing(option, got, path);
      if (ofProcess(folder)) {
        return descriptor(option, value, folder.resolve(path.getFileName()));
      }
      if (!Files.isSymbolicLink(path)) {
        return ended(option, value, folder.resolve(path.getFileName()));
      }
      path = path.resolveSibling(target(path));
    }
    throw new FailureException(
        "%s must name a file; got %s, a link that leads back to itself".formatted(option, value));
  }

  private static FailureException folder(String option, String value) {
    return new FailureException("%s must name a file; got the folder %s".formatted(option, value));
  }

  /** Returns the folder in which a path is, by its own name. */
  private static Path existing(String option, String value, Path path) {
    Path folder = path.getParent();
    if (folder == null || path.getFileName() == null) {
      throw folder(option, value);
    }
    try {
      Path real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw noFolder(option, value, folder);
      }
      requireName(option, value, path);
      return real;
    } catch (NoSuchFileException absent) {
      throw new FailureException(
          "%s must name a file in a folder that exists; got %s".formatted(option, value), absent);
    } catch (AccessDeniedException closed) {
      throw new FailureException(
          "%s must name a file in a folder that is open to you; got %s; access is denied"
              .formatted(option, value),
          closed);
    } catch (IOException odd) {
      throw new FailureException(
          "%s must name a file in a folder; got %s: %s".formatted(option, value, Taker.reason(odd)),
          odd);
    }
  }

  private static FailureException noFolder(String option, String value, Path file) {
    return new FailureException("%s must name a file in a folder; got %s, where %s is no folder"
        .formatted(option, value, file));
  }

  /** Checks that the file system can have such a name. */
  private static void requireName(String option, String value, Path path) throws IOException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException | AccessDeniedException _) {
      // What is not there is to be made; what is closed is told with the file.
      return;
    } catch (FileSystemException odd) {
      throw new FailureException(
          "%s must name a file; got %s: %s".formatted(option, value, Taker.reason(odd)), odd);
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException unreadable) {
      throw new FailureException("link %s must be readable".formatted(link), unreadable);
    }
  }

  // A name there says what was opened; that this is a file is no reason to replace it.
  private static boolean ofProcess(Path folder) {
    return folder.startsWith("/proc") && folder.endsWith("fd");
  }

  private static Destination descriptor(String option, String value, Path path) {
    if (!Files.exists(path)) {
      throw new FailureException("%s must name what is open; got %s".formatted(option, value));
    }
    if (!OpenFile.of(path).writable()) {
      throw new FailureException(
          "%s must name what is open for writing; got %s".formatted(option, value));
    }
    if (!own(path.resolveSibling(""))) {
      return new Stream(path);
    }
    return switch (String.valueOf(path.getFileName())) {
      case "1" -> new StandardOutput();
      case "2" -> new StandardError();
      case String _ -> new Stream(path);
    };
  }

  private static boolean own(Path folder) {
    String self = Long.toString(ProcessHandle.current().pid());
    return folder.startsWith(Path.of("/proc", self));
  }

  private static Destination ended(String option, String value, Path path) {
    if (Files.isDirectory(path)) {
      throw folder(option, value);
    }
    boolean there = Files.exists(path);
    if (there && !Files.isWritable(path)) {
      throw new FailureException(
          "%s must name a file that can be written; got %s".formatted(option, value));
    }
    if (!there && !Files.isWritable(path.resolveSibling(""))) {
      throw new FailureException(
          "%s must name a file in a folder that can be written; got %s".formatted(option, value));
    }
    return there && !Files.isRegularFile(path) ? new Stream(path) : new Plain(path);
  }
}
