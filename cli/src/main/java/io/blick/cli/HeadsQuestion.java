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

  /** Which heads link a pronoun to its name. */
  record OfPronouns() implements HeadsQuestion {}

  /** What each head does on average. */
  record OfProfile() implements HeadsQuestion {}

  /**
   * Returns the question that the arguments ask.
   *
   * @throws UsageException if they ask more than one
   */
  static HeadsQuestion of(Given given) {
    List<String> corpora = Stream.of(Options.ROLES, Options.PRONOUNS, Options.CORPUS)
        .filter(given::has)
        .toList();
    if (given.has(Options.ROLES)) {
      if (corpora.size() > 1) {
        throw new UsageException("--roles, --pronouns and --corpus exclude each other; give one");
      }
      return roles(given);
    }
    needsRoles(given, Options.LENIENT);
    needsRoles(given, Options.NO_SUBTYPES);
    if (!given.has(Options.PRONOUNS)) {
      return new OfProfile();
    }
    if (corpora.size() > 1 || !given.parameters().isEmpty()) {
      throw new UsageException("TEXT, --corpus and --pronouns exclude each other; give one");
    }
    return new OfPronouns();
  }

  private static void needsRoles(Given given, String option) {
    if (given.has(option)) {
      throw new UsageException("%s needs --roles".formatted(option));
    }
  }

  private static HeadsQuestion roles(Given given) {
    for (String more : given.parameters()) {
      if (Given.blank(more)) {
        throw new UsageException("FILE must name a file; got " + Quote.of(more));
      }
    }
    List<Path> files = Stream.concat(
            Stream.of(given.needed(Options.ROLES)), given.parameters().stream())
        .map(Path::of)
        .toList();
    Damage damage = given.has(Options.LENIENT) ? Damage.SKIPPED : Damage.REFUSED;
    Subtypes subtypes = given.has(Options.NO_SUBTYPES) ? Subtypes.TOGETHER : Subtypes.APART;
    return new OfRoles(files, new RolesOptions(damage, subtypes));
  }
}
