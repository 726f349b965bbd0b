package io.blick.cli.model;

import io.blick.cli.error.Quote;
import io.blick.cli.error.Spelling;
import io.blick.cli.error.UsageException;
import io.blick.hub.Hub;
import java.util.List;

/** The names of models in the catalogue. */
final class ModelNames {
  private ModelNames() {}

  /**
   * Returns a name, if the catalogue has it.
   *
   * @param argument what the help page calls the argument
   * @throws UsageException if the catalogue does not have it
   */
  static String name(Hub hub, String argument, String name) {
    List<String> names = hub.names();
    if (names.contains(name)) {
      return name;
    }
    String meant =
        Spelling.nearest(name, names).map("; did you mean %s?"::formatted).orElse("");
    throw new UsageException("%s must be %s%s; got %s%s"
        .formatted(
            argument,
            Spelling.either(names),
            argument.startsWith("--") ? ", or a DIR or ID" : "",
            Quote.of(name),
            meant));
  }
}
