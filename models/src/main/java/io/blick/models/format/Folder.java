package io.blick.models.format;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model's folder: which files it has. A link is what it leads to; one that leads nowhere is an
 * error and not an absent file, since another answer would come out without it.
 *
 * @param path the folder
 */
public record Folder(Path path) {

  /**
   * Returns a file of the folder, if it is there.
   *
   * @param name a name or a path within the folder, such as {@code 1_Pooling/config.json}
   * @throws FormatException if it is there and is no file that can be read as one: a link that
   *     leads nowhere, a folder, a pipe
   */
  public Optional<Path> file(String name) {
    Path file = path.resolve(name);
    if (Files.isRegularFile(file)) {
      return Optional.of(file);
    }
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw new FormatException(
          "models", file, 0, "must be a file; got a link that leads nowhere; fetch it again");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FormatException(
          "models",
          file,
          0,
          "must be a file; got " + (Files.isDirectory(file) ? "a folder" : "what is none"));
    }
    return Optional.empty();
  }
}
