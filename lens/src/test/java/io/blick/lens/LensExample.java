package io.blick.lens;

import io.blick.lens.report.look.LookResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The lines of Java that the documentation of {@link Lens} shows. */
final class LensExample {
  private LensExample() {}

  static void look(Path folder, OutputStream out) throws IOException {
    try (Lens lens = Lens.open(folder)) {
      LookResult looked = lens.look("The cat sat on the mat");
      looked.json(out);
    }
  }
}
