package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.InputPath;
import io.blick.cli.command.Options;
import io.blick.cli.command.WindowOption;
import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.FailureException;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.lens.report.heads.LooksRequest;
import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.PronounsRequest;
import io.blick.lens.report.heads.RolesRequest;
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.roles.RolesOptions.Damage;
import io.blick.lens.roles.RolesOptions.Subtypes;
import io.blick.lens.trace.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The arguments of {@code heads} as a request for one of four measures. */
final class HeadsArguments {
  static final String EXAMPLES = "--examples";
  static final String LENIENT = "--lenient";
  static final String LOOKS = "--looks";
  static final String NEAR = "--near";
  static final String NO_SUBTYPES = "--no-subtypes";
  static final String PRONOUNS = "--pronouns";
  static final String RELATION = "--relation";
  static final String ROLES = "--roles";
  static final String SILENCE = "--silence";

  private HeadsArguments() {}

  /** The measures. */
  enum Measure {
    /** What each head does on average. */
    PROFILE,
    /** Which heads link words to their syntactic partners. */
    ROLES,
    /** What each head looks at over a treebank. */
    LOOKS,
    /** Which heads link a pronoun to its name. */
    PRONOUNS
  }

  /**
   * Returns the measure that the arguments ask for.
   *
   * @throws UsageException if they ask for two, or for half of one
   */
  static Measure measure(Arguments arguments) {
    boolean alone =
        Stream.of(ROLES, PRONOUNS, Options.CORPUS).filter(arguments::has).count() < 2;
    checkLooks(arguments);
    if (arguments.has(ROLES)) {
      if (!alone) {
        throw new UsageException("--roles, --pronouns and --corpus exclude each other; give one");
      }
      WindowOption.exclude(arguments, ROLES);
      treebank(arguments);
      return Measure.ROLES;
    }
    List.of(LENIENT, NO_SUBTYPES, RELATION, Options.TOP, SILENCE)
        .forEach(option -> needsRoles(arguments, option));
    if (!arguments.has(PRONOUNS)) {
      checkTexts(arguments);
      return arguments.has(LOOKS) ? Measure.LOOKS : Measure.PROFILE;
    }
    if (!alone || !arguments.parameters().isEmpty()) {
      throw new UsageException("TEXT, --corpus and --pronouns exclude each other; give one");
    }
    WindowOption.exclude(arguments, PRONOUNS);
    return Measure.PRONOUNS;
  }

  private static void checkLooks(Arguments arguments) {
    if (arguments.has(LOOKS)) {
      WindowOption.exclude(arguments, LOOKS);
      if (!arguments.has(Options.CORPUS)) {
        throw new UsageException("--looks needs --corpus, a treebank in CoNLL-U");
      }
      if (arguments.has(Options.LAYER) != arguments.has(Options.HEAD)) {
        throw new UsageException("--layer and --head need each other");
      }
      if (arguments.has(NEAR) != arguments.has(Options.FROM)) {
        throw new UsageException("--near and --from need each other");
      }
      if (arguments.has(NEAR) && !arguments.has(Options.LAYER)) {
        throw new UsageException("--near needs --layer and --head");
      }
      WindowOption.exclude(arguments, LOOKS);
      return;
    }
    for (String option : List.of(Options.LAYER, Options.HEAD, NEAR, Options.FROM)) {
      if (arguments.has(option)) {
        throw new UsageException("%s needs --looks".formatted(option));
      }
    }
    if (arguments.has(EXAMPLES) && !arguments.has(ROLES)) {
      throw new UsageException("--examples needs --roles or --looks");
    }
  }

  /** Whether the measure can be had with windows: that of texts alone can. */
  static WindowOption.Windows windows(Arguments arguments) {
    return Stream.of(ROLES, LOOKS, PRONOUNS).anyMatch(arguments::has)
        ? WindowOption.Windows.REFUSED
        : WindowOption.Windows.TAKEN;
  }

  private static void needsRoles(Arguments arguments, String option) {
    if (arguments.has(option)) {
      throw new UsageException("%s needs --roles".formatted(option));
    }
  }

  private static void checkTexts(Arguments arguments) {
    List<String> texts = arguments.parameters();
    if (arguments.has(Options.CORPUS) && !texts.isEmpty()) {
      throw new UsageException("TEXT and --corpus exclude each other; give one");
    }
    if (!arguments.has(Options.CORPUS) && texts.isEmpty()) {
      throw new UsageException(
          "TEXT is missing; quote it, or give - to read standard input, or --corpus FILE");
    }
    if (texts.stream().filter(StandardInput.SIGN::equals).count() > 1) {
      throw new UsageException("TEXT must not be -, standard input, more than once");
    }
  }

  /**
   * Returns the request for a profile; standard input is read where a TEXT is {@code -}.
   *
   * @throws FailureException if the corpus does not exist
   */
  static ProfileRequest profile(Arguments arguments, Console console) throws IOException {
    ProfileRequest request = ofSource(arguments, console);
    return WindowOption.pieces(arguments).map(request::withWindow).orElse(request);
  }

  private static ProfileRequest ofSource(Arguments arguments, Console console) throws IOException {
    if (arguments.has(Options.CORPUS)) {
      return ProfileRequest.ofCorpus(arguments.file(Options.CORPUS));
    }
    List<String> texts = new ArrayList<>();
    for (String text : arguments.parameters()) {
      texts.add(StandardInput.resolve(text, console));
    }
    return ProfileRequest.ofTexts(texts);
  }

  /**
   * Returns the request for roles.
   *
   * @throws FailureException if a file of the treebank does not exist
   */
  static RolesRequest roles(Arguments arguments) {
    List<Path> files = treebank(arguments);
    files.forEach(file -> InputPath.requireFile(ROLES, file));
    Damage damage = arguments.has(LENIENT) ? Damage.SKIPPED : Damage.REFUSED;
    Subtypes subtypes = arguments.has(NO_SUBTYPES) ? Subtypes.TOGETHER : Subtypes.APART;
    return new RolesRequest(
        files,
        new RolesOptions(
            damage,
            subtypes,
            relations(arguments),
            arguments.count(Options.TOP).orElse(1),
            arguments.count(EXAMPLES).orElse(0),
            HeadNames.parse(arguments, SILENCE)));
  }

  private static List<String> relations(Arguments arguments) {
    List<String> relations = new ArrayList<>();
    for (String value : arguments.values(RELATION)) {
      for (String name : value.split(",", -1)) {
        if (Quote.isBlank(name)) {
          throw new UsageException("%s must be relations, such as nsubj,obj; got %s"
              .formatted(RELATION, Quote.of(value)));
        }
        relations.add(name);
      }
    }
    return relations;
  }

  private static List<Path> treebank(Arguments arguments) {
    for (String more : arguments.parameters()) {
      if (Quote.isBlank(more)) {
        throw new UsageException("FILE must name a file; got " + Quote.of(more));
      }
    }
    return Stream.concat(Stream.of(arguments.required(ROLES)), arguments.parameters().stream())
        .map(Path::of)
        .toList();
  }

  /**
   * Returns the request for what heads look at; standard input is read where the text of
   * {@code --near} is {@code -}.
   *
   * @throws FailureException if the treebank does not exist
   */
  static LooksRequest looks(Arguments arguments, Console console) throws IOException {
    Optional<Head> head = arguments
        .count(Options.LAYER)
        .map(layer -> new Head(layer - 1, arguments.requiredCount(Options.HEAD) - 1));
    return new LooksRequest(
        List.of(arguments.file(Options.CORPUS)),
        head,
        arguments.count(EXAMPLES).orElse(0),
        near(arguments, console));
  }

  private static Optional<LooksRequest.Near> near(Arguments arguments, Console console)
      throws IOException {
    Optional<String> text = arguments.value(NEAR);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String word = arguments.required(Options.FROM);
    return Optional.of(new LooksRequest.Near(StandardInput.resolve(text.get(), console), word));
  }

  /**
   * Returns the request for pronouns.
   *
   * @throws FailureException if the file does not exist
   */
  static PronounsRequest pronouns(Arguments arguments) {
    return new PronounsRequest(arguments.file(PRONOUNS));
  }
}
