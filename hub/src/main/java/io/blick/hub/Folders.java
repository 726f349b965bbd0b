package io.blick.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Size, deletion and fsync of a folder with everything in it. */
final class Folders {
  private Folders() {}

  /** Returns the size of all files in a folder; 0 if there is no folder. */
  static long bytes(Path folder) {
    long bytes = 0;
    try {
      for (Path file : files(folder)) {
        bytes += Files.size(file);
      }
    } catch (IOException | UncheckedIOException gone) {
      return bytes;
    }
    return bytes;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Deletes a folder with everything in it, if it exists. Links are deleted, not followed. */
  static void delete(Path folder) throws IOException {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (NoSuchFileException absent) {
      return;
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
        throws IOException {
      if (trouble != null) {
        throw trouble;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  /** Forces a folder and everything in it to the disk. */
  static void force(Path folder) throws IOException {
    for (Path file : files(folder)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path inner : all.filter(Files::isDirectory).toList()) {
        forceEntries(inner);
      }
    }
  }

  /** Forces a folder's own list of names to the disk, so that a rename in it survives. */
  static void forceEntries(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // Windows cannot open a folder as a file and need not: its file system logs renames.
      return;
    }
  }
}
