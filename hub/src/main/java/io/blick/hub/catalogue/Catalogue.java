package io.blick.hub.catalogue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The catalogue: all models that have a name.
 *
 * @param entries the models, in the order in which they are listed
 */
public record Catalogue(List<CatalogueEntry> entries) {

  /** Keeps a copy of the list. */
  public Catalogue {
    entries = List.copyOf(entries);
  }

  /** Returns Blick's own catalogue. */
  public static Catalogue own() {
    try (InputStream json =
        Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"))) {
      return new Catalogue(
          List.of(JsonMapper.builder().build().readValue(json, CatalogueEntry[].class)));
    } catch (IOException broken) {
      throw new UncheckedIOException("catalogue.json of the jar cannot be read", broken);
    }
  }

  /** Returns the entry of that name, if there is one. */
  public Optional<CatalogueEntry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** Returns the names with the smallest edit distance to {@code name}, ignoring case. */
  public List<String> nearest(String name) {
    int best = entries.stream().mapToInt(entry -> distance(entry, name)).min().orElse(0);
    return entries.stream()
        .filter(entry -> distance(entry, name) == best)
        .map(CatalogueEntry::name)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static int distance(CatalogueEntry entry, String name) {
    return EditDistance.between(
        entry.name().toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }
}
