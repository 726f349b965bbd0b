package io.blick.lens.report.request;

import io.blick.lens.report.RequestException;
import io.blick.lens.text.Visible;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a request names. */
public final class InputFile {
  private InputFile() {}

  /**
   * Checks that a file is there; whether it is one to be read once, such as a pipe, does not
   * matter.
   *
   * @param field the part of the request that names it
   * @throws RequestException if there is none, or a folder
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
