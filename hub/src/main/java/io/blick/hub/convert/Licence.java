package io.blick.hub.convert;

import io.blick.hub.catalogue.CatalogueEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The licence of a model's weights.
 *
 * @param spdx its SPDX identifier, such as {@code Apache-2.0}
 * @param copyright the lines that its text has a place for, as MIT's has; none for other licences
 */
record Licence(String spdx, List<String> copyright) {
  private static final String PLACE = "{copyright}";

  static Licence of(CatalogueEntry entry) {
    return new Licence(entry.licence(), entry.copyright());
  }

  /** Returns the identifier in lower case, as Hugging Face writes it: {@code apache-2.0}. */
  String tag() {
    return spdx.toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the licence's text.
   *
   * @throws IllegalStateException if Blick has none for this identifier, or if there are lines of
   *     copyright and no place for them, or the other way about
   */
  String text() throws IOException {
    String text = template();
    if (text.contains(PLACE) == copyright.isEmpty()) {
      throw new IllegalStateException("conversion: the licence %s must have %s; got %s"
          .formatted(
              spdx,
              copyright.isEmpty() ? "lines of copyright" : "no lines of copyright",
              copyright));
    }
    return text.replace(PLACE, String.join("\n", copyright));
  }

  private String template() throws IOException {
    try (InputStream text = Licence.class.getResourceAsStream(tag() + ".txt")) {
      if (text == null) {
        throw new IllegalStateException(
            "conversion: there must be a text of the licence %s; got none".formatted(spdx));
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
