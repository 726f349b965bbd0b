package io.blick.lens.report.request;

import io.blick.lens.report.RequestException;
import io.blick.lens.text.Visible;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a request names. */
public final class InputFile {
  private InputFile() {}

  /**
   * Checks that a file exists. It may be one that can be read only once, such as a pipe.
   *
   * @param field the part of the request that names the file
   * @throws RequestException if there is no such file, or if it is a folder
   */
  public static void check(String field, Path file) {
    String name = Visible.text(file.toString());
    if (Files.isDirectory(file)) {
      throw new RequestException(field, "must name a file; got the folder " + name);
    }
    if (!Files.exists(file)) {
      throw new RequestException(field, "must name a file that exists; got " + name);
    }
  }
}
