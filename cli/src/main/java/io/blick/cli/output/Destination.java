package io.blick.cli.output;

import io.blick.cli.error.ErrorSentence;
import io.blick.cli.error.FailureException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The destination of a result: what the value of {@code --out} leads to. */
sealed interface Destination {

  /** Standard output of this process: a terminal, a pipe, a file, a deleted file. */
  record StandardOutput() implements Destination {}

  /** Standard error of this process. */
  record StandardError() implements Destination {}

  /**
   * A thing that is written in place, since a file in its stead would be another thing: a device, a
   * pipe, an open file of a process.
   *
   * @param path where it is
   */
  record InPlace(Path path) implements Destination {}

  /**
   * A regular file, or a place where there is none yet.
   *
   * @param path of the file itself, no link
   */
  record RegularFile(Path path) implements Destination {}

  /** More links than this, one after the other, are taken for a circle, as Linux does. */
  int MOST_LINKS = 40;

  /**
   * Returns what the value of an option leads to; links are followed to their ends.
   *
   * @param option the name of the option
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

  /** Returns the folder of a path, without links. */
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
          "%s must name a file in a folder; got %s: %s"
              .formatted(option, value, ErrorSentence.systemReason(odd)),
          odd);
    }
  }

  private static FailureException noFolder(String option, String value, Path file) {
    return new FailureException("%s must name a file in a folder; got %s, where %s is no folder"
        .formatted(option, value, file));
  }

  /** Checks that the file system takes such a name. */
  private static void requireName(String option, String value, Path path) throws IOException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException | AccessDeniedException _) {
      // A file that is not there will be made; one that is not open to the user is told later.
      return;
    } catch (FileSystemException odd) {
      throw new FailureException(
          "%s must name a file; got %s: %s"
              .formatted(option, value, ErrorSentence.systemReason(odd)),
          odd);
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException unreadable) {
      throw new FailureException("link %s must be readable".formatted(link), unreadable);
    }
  }

  // Such a name stands for what a process has open; if that is a file, it is still not replaced.
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
      return new InPlace(path);
    }
    return switch (String.valueOf(path.getFileName())) {
      case "1" -> new StandardOutput();
      case "2" -> new StandardError();
      case String _ -> new InPlace(path);
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
    return there && !Files.isRegularFile(path) ? new InPlace(path) : new RegularFile(path);
  }
}
