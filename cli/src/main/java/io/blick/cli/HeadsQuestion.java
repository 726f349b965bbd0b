package io.blick.cli;

import io.blick.lens.measure.RolesOptions;
import io.blick.lens.measure.RolesOptions.Damage;
import io.blick.lens.measure.RolesOptions.Subtypes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code heads} is asked to measure. */
sealed interface HeadsQuestion {

  /**
   * Which heads link words to their syntactic partners.
   *
   * @param files the treebank
   * @param options how it is read
   */
  record OfRoles(List<Path> files, RolesOptions options) implements HeadsQuestion {
    /** Copies the list. */
    public OfRoles {
      files = List.copyOf(files);
    }
  }

  /**
   * Returns the question that the arguments ask.
   *
   * @throws UsageException if they ask none
   */
  static HeadsQuestion of(Given given) {
    return roles(given);
  }

  private static HeadsQuestion roles(Given given) {
    List<Path> files = Stream.concat(
            Stream.of(given.needed(Options.ROLES)), given.parameters().stream())
        .map(Path::of)
        .toList();
    Damage damage = given.has(Options.LENIENT) ? Damage.SKIPPED : Damage.REFUSED;
    Subtypes subtypes = given.has(Options.NO_SUBTYPES) ? Subtypes.TOGETHER : Subtypes.APART;
    return new OfRoles(files, new RolesOptions(damage, subtypes));
  }
}
