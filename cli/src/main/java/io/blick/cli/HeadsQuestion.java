package io.blick.cli;

import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.PronounsRequest;
import io.blick.lens.report.heads.RolesRequest;
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.roles.RolesOptions.Damage;
import io.blick.lens.roles.RolesOptions.Subtypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code heads} is asked to measure. */
enum HeadsQuestion {
  /** What each head does on average. */
  PROFILE,
  /** Which heads link words to their syntactic partners. */
  ROLES,
  /** Which heads link a pronoun to its name. */
  PRONOUNS;

  /**
   * Returns the question that the arguments ask.
   *
   * @throws UsageException if they ask more than one, or half of one
   */
  static HeadsQuestion of(Given given) {
    boolean alone = Stream.of(Options.ROLES, Options.PRONOUNS, Options.CORPUS)
            .filter(given::has)
            .count()
        < 2;
    if (given.has(Options.ROLES)) {
      if (!alone) {
        throw new UsageException("--roles, --pronouns and --corpus exclude each other; give one");
      }
      treebank(given);
      return ROLES;
    }
    needsRoles(given, Options.LENIENT);
    needsRoles(given, Options.NO_SUBTYPES);
    if (!given.has(Options.PRONOUNS)) {
      checkTexts(given);
      return PROFILE;
    }
    if (!alone || !given.parameters().isEmpty()) {
      throw new UsageException("TEXT, --corpus and --pronouns exclude each other; give one");
    }
    return PRONOUNS;
  }

  private static void needsRoles(Given given, String option) {
    if (given.has(option)) {
      throw new UsageException("%s needs --roles".formatted(option));
    }
  }

  private static void checkTexts(Given given) {
    List<String> texts = given.parameters();
    if (given.has(Options.CORPUS) && !texts.isEmpty()) {
      throw new UsageException("TEXT and --corpus exclude each other; give one");
    }
    if (!given.has(Options.CORPUS) && texts.isEmpty()) {
      throw new UsageException(
          "TEXT is missing; quote it, or give - to read standard input, or --corpus FILE");
    }
    if (texts.stream().filter(StandardInput.SIGN::equals).count() > 1) {
      throw new UsageException("TEXT must not be -, standard input, more than once");
    }
  }

  /**
   * Returns the request for a profile; reads standard input where a TEXT is it.
   *
   * @throws FailureException if there is no such file
   */
  static ProfileRequest profile(Given given, Desk desk) throws IOException {
    if (given.has(Options.CORPUS)) {
      return ProfileRequest.ofCorpus(CorpusFile.of(given, Options.CORPUS));
    }
    List<String> texts = new ArrayList<>();
    for (String text : given.parameters()) {
      texts.add(StandardInput.or(text, desk));
    }
    return ProfileRequest.ofTexts(texts);
  }

  /**
   * Returns the request for roles.
   *
   * @throws FailureException if a file of the treebank is not there
   */
  static RolesRequest roles(Given given) {
    List<Path> files = treebank(given);
    files.forEach(file -> CorpusFile.check(Options.ROLES, file));
    Damage damage = given.has(Options.LENIENT) ? Damage.SKIPPED : Damage.REFUSED;
    Subtypes subtypes = given.has(Options.NO_SUBTYPES) ? Subtypes.TOGETHER : Subtypes.APART;
    return new RolesRequest(files, new RolesOptions(damage, subtypes));
  }

  private static List<Path> treebank(Given given) {
    for (String more : given.parameters()) {
      if (Given.blank(more)) {
        throw new UsageException("FILE must name a file; got " + Quote.of(more));
      }
    }
    return Stream.concat(Stream.of(given.needed(Options.ROLES)), given.parameters().stream())
        .map(Path::of)
        .toList();
  }

  /**
   * Returns the request for pronouns.
   *
   * @throws FailureException if there is no such file
   */
  static PronounsRequest pronouns(Given given) {
    return new PronounsRequest(CorpusFile.of(given, Options.PRONOUNS));
  }
}
