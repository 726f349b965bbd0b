package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import java.util.List;

/** The texts of a request: one, or a pair. */
final class Segments {
  private Segments() {}

  /**
   * Returns a copy of the texts.
   *
   * @param request the name of the request, with which an error begins
   * @throws IllegalArgumentException if there are not one or two
   */
  static List<String> checked(String request, List<String> segments) {
    List<String> texts = Required.all(request, "texts", segments);
    if (texts.isEmpty() || texts.size() > 2) {
      throw new IllegalArgumentException(
          "%s: there must be one text or two; got %d".formatted(request, texts.size()));
    }
    return texts;
  }
}
