package io.blick.models.format.file;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The files in a model's folder. A link counts as its target; a link without a target is an error
 * and not an absent file, since the model would give another answer without that file.
 *
 * @param path the folder
 */
public record Folder(Path path) {
  private static final String FORMAT = "models";

  /**
   * Returns a file of the folder, if it exists.
   *
   * @param name a name or a path within the folder, such as {@code 1_Pooling/config.json}
   * @throws FormatException if it, or a folder on the way to it, exists and cannot be read as such:
   *     a link without a target, a folder in the place of a file or a file in that of a folder, a
   *     pipe
   */
  public Optional<Path> file(String name) {
    try {
      Path within = path.getFileSystem().getPath(name);
      for (int depth = 1; depth < within.getNameCount(); depth++) {
        Path parent = path.resolve(within.subpath(0, depth));
        Optional<BasicFileAttributes> found = found(parent);
        if (found.isEmpty()) {
          return Optional.empty();
        }
        if (!found.get().isDirectory()) {
          throw FolderRule.PARENT.broken(FORMAT, parent, 0);
        }
      }
      Path file = path.resolve(within);
      return found(file).map(attributes -> requireFile(file, attributes));
    } catch (InvalidPathException _) {
      // There is no file with a name that the file system does not allow.
      return Optional.empty();
    }
  }

  /**
   * Returns the names of all that is in the folder, links and folders too, in their order.
   *
   * @throws UncheckedIOException if the folder cannot be read
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
      all.forEach(one -> names.add(String.valueOf(one.getFileName())));
    } catch (IOException e) {
      throw unreadable(e);
    } catch (DirectoryIteratorException e) {
      throw unreadable(new IOException(e));
    }
    Collections.sort(names);
    return names;
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException(
        "models: folder must be readable; got " + Escaped.path(path), e);
  }

  private static Path requireFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isDirectory()) {
      throw FolderRule.FOLDER.broken(FORMAT, file, 0);
    }
    if (!attributes.isRegularFile()) {
      throw FolderRule.OTHER.broken(FORMAT, file, 0);
    }
    return file;
  }

  /** Returns the attributes of a file or, if it is a link, of its target. */
  private static Optional<BasicFileAttributes> found(Path file) {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException _) {
      if (isLink(file)) {
        throw FolderRule.LINK.broken(FORMAT, file, 0);
      }
      return Optional.empty();
    } catch (IOException e) {
      // Links in a circle, too.
      if (isLink(file)) {
        throw FolderRule.LINK.broken(FORMAT, file, 0);
      }
      throw FolderRule.ACCESS.broken(FORMAT, file, 0, reason(e));
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "access is denied";
      case FileSystemException file when file.getReason() != null -> "got " + file.getReason();
      default -> "got " + e.getMessage();
    };
  }

  private static boolean isLink(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(file);
  }
}
