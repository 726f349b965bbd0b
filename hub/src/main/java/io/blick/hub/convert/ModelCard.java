package io.blick.hub.convert;

import io.blick.hub.catalogue.CatalogueEntry;

/** The README.md of a converted folder: the model and its origin. */
final class ModelCard {
  private ModelCard() {}

  static String of(CatalogueEntry entry, String noticeName) {
    return """
        ---
        license: %s
        ---

        # %s

        %s. Languages: %s.

        - Licence of the weights: %s, in LICENSE
        - Whose they are: %s
        - Converted by Blick from the Maven artifact %s (%d bytes)
        - SHA-256 of that jar: %s
        - Entry of the jar that held the weights: %s

        The conversion changed no number. Tensors have the names that Hugging Face gives them, and
        the matrices of linear layers, which the artifact keeps as (in, out), are (out, in) here.
        """.formatted(
            Licence.of(entry).tag(),
            entry.name(),
            entry.summary(),
            entry.languages(),
            entry.licence(),
            noticeName,
            entry.artifact().coordinates(),
            entry.artifact().bytes(),
            entry.artifact().sha256(),
            entry.artifact().weights());
  }
}
