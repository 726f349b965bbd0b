package io.blick.models;

import io.blick.models.format.FormatException;
import io.blick.models.text.TextModel;
import java.nio.file.Path;

/** Opens folders, and prints of each why it does not open. */
final class OpenFolders {
  private OpenFolders() {}

  public static void main(String... folders) {
    for (String folder : folders) {
      try (TextModel model = Models.open(Path.of(folder))) {
        System.out.println("open: " + model.name());
      } catch (FormatException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
