package io.blick.cli;

import io.blick.hub.Hub;
import java.util.List;

/** Names of the catalogue, as the user writes them. */
final class Catalogued {
  private Catalogued() {}

  /**
   * Returns a name that the catalogue has.
   *
   * @param hub whose catalogue
   * @param part what the help page calls the argument
   * @throws UsageException if the catalogue does not have it
   */
  static String name(Hub hub, String part, String name) {
    List<String> names = hub.names();
    if (names.contains(name)) {
      return name;
    }
    String meant =
        Spelling.nearest(name, names).map("; did you mean %s?"::formatted).orElse("");
    throw new UsageException("%s must be %s%s; got %s%s"
        .formatted(
            part,
            Spelling.either(names),
            part.equals(Options.MODEL) ? ", or a DIR" : "",
            Quote.of(name),
            meant));
  }
}
