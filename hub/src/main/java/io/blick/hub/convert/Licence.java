package io.blick.hub.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The licence of a model's weights.
 *
 * @param spdx its SPDX identifier, such as {@code Apache-2.0}
 */
record Licence(String spdx) {

  /** Returns the identifier in lower case, as Hugging Face writes it: {@code apache-2.0}. */
  String tag() {
    return spdx.toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the licence's text.
   *
   * @throws IllegalStateException if Blick has none for this identifier
   */
  String text() throws IOException {
    try (InputStream text = Licence.class.getResourceAsStream(tag() + ".txt")) {
      if (text == null) {
        throw new IllegalStateException(
            "conversion: there must be a text of the licence %s; got none".formatted(spdx));
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
