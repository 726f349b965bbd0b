package io.blick.cli;

import io.blick.lens.report.Result;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The options and parameters that several commands share, each declared once. */
final class Options {
  static final String CORPUS = "--corpus";
  static final String CUT = "--cut";
  static final String DEBUG = "--debug";
  static final String FILE = "FILE";
  static final String FORMAT = "--format";
  static final String FROM = "--from";
  static final String HEAD = "--head";
  static final String IN = "--in";
  static final String LAYER = "--layer";
  static final String LENIENT = "--lenient";
  static final String MEASURE = "--measure";
  static final String MODEL = "--model";
  static final String NO_SUBTYPES = "--no-subtypes";
  static final String OTHERS = "--others";
  static final String OUT = "--out";
  static final String PRONOUNS = "--pronouns";
  static final String ROLES = "--roles";
  static final String SECOND = "--second";
  static final String SILENCE = "--silence";
  static final String TO = "--to";
  static final String TOP = "--top";
  static final String UNIT = "--unit";
  static final String WORD = "WORD";

  /** The model that runs when none is named. */
  static final String DEFAULT_MODEL = "bert-base-multilingual-cased";

  private Options() {}

  /**
   * Returns a command without options of its own.
   *
   * @param header one sentence, which the list of commands shows too
   * @param description more, on the command's own page
   */
  static CommandSpec command(String name, String header, String... description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .header(header, "")
        .description(description)
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .synopsisHeading("Usage: ")
        .descriptionHeading(description.length == 0 ? "" : "%n")
        .parameterListHeading("%n")
        .optionListHeading("%n")
        .commandListHeading("%nCommands:%n")
        .footerHeading("%n");
    return spec;
  }

  /** Adds what every command has, last. */
  static CommandSpec closed(CommandSpec spec) {
    return spec.addOption(flag(DEBUG, "Show where in the program an error arose."))
        .addOption(OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this page.")
            .build());
  }

  /** Returns an option with a value. */
  static OptionSpec valued(String name, String label, String... description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Returns an option with a value that may be given more than once. */
  static OptionSpec repeated(String name, String label, String... description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Returns an option without a value. */
  static OptionSpec flag(String name, String... description) {
    return OptionSpec.builder(name).description(description).build();
  }

  /** Returns what a command works on; how many of them is checked by the command. */
  static PositionalParamSpec parameter(String label, String... description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .hideParamSyntax(true)
        .arity("0..*")
        .index("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  /** Returns the one text of a command. */
  static PositionalParamSpec text() {
    return parameter("TEXT", "The text, quoted; - reads all of standard input.");
  }

  /** Returns the option of a second segment. */
  static OptionSpec second() {
    return valued(SECOND, "TEXT", "The second segment of a pair of texts; - reads standard input.");
  }

  /** Returns the option that chooses a model. */
  static OptionSpec model() {
    return valued(
        MODEL,
        "NAME|DIR",
        "A model that blick models lists, or a folder that holds one",
        "(unless given: " + DEFAULT_MODEL + ").");
  }

  /** Returns the option that chooses a layer. */
  static OptionSpec layer(String description) {
    return valued(LAYER, "N", description);
  }

  /** Returns the option that chooses a head. */
  static OptionSpec head(String description) {
    return valued(HEAD, "N", description);
  }

  /** Returns the option that chooses a format of a result. */
  static <R extends Result> OptionSpec format(List<Format<R>> formats) {
    return formatOf(formats.stream().map(Format::name).toList());
  }

  /** Returns the option that chooses a format by its name, {@code text} unless given. */
  static OptionSpec formatOf(List<String> names) {
    return valued(FORMAT, "FORMAT", Spelling.either(names) + " (unless given: text).");
  }

  /** Returns the option that names a file for the result. */
  static OptionSpec out() {
    return valued(OUT, FILE, "Write the result into a file, all of it or nothing.");
  }
}
