package io.blick.cli.command;

import io.blick.cli.error.Spelling;
import io.blick.cli.output.Output;
import io.blick.lens.report.Result;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The options and parameters that several commands share, and how commands declare their own. */
public final class Options {
  public static final String CORPUS = "--corpus";
  public static final String DEBUG = "--debug";
  public static final String FILE = "FILE";
  public static final String FORMAT = "--format";
  public static final String FROM = "--from";
  public static final String HEAD = "--head";
  public static final String LAYER = "--layer";
  public static final String OUT = Output.OPTION;
  public static final String TOP = "--top";
  public static final String WORD = "WORD";

  /** The value of an option that is a text. */
  public static final String TEXT = "TEXT";

  /** The value of an option that names something. */
  public static final String NAME = "NAME";

  private Options() {}

  /**
   * Returns a command that has no options yet.
   *
   * @param header one sentence, which the list of commands shows too
   * @param description more sentences, for the help page of the command alone
   */
  public static CommandSpec command(String name, String header, String... description) {
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

  /** Adds the options that every command has, after its own. */
  public static CommandSpec withCommonOptions(CommandSpec spec) {
    return spec.addOption(flag(DEBUG, "Show the stack trace of an error."))
        .addOption(OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this page.")
            .build());
  }

  /** Returns an option with a value. */
  public static OptionSpec valued(String name, String label, String... description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Returns an option with a value that may be given more than once. */
  public static OptionSpec repeated(String name, String label, String... description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Returns an option without a value. */
  public static OptionSpec flag(String name, String... description) {
    return OptionSpec.builder(name).description(description).build();
  }

  /** Returns the positional parameters of a command, which checks their number itself. */
  public static PositionalParamSpec parameter(String label, String... description) {
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

  /** Returns the parameter of a command that takes one text. */
  public static PositionalParamSpec text() {
    return parameter("TEXT", "The text, quoted; - reads all of standard input.");
  }

  /** Returns the option that chooses a layer. */
  public static OptionSpec layer(String description) {
    return valued(LAYER, "N", description);
  }

  /** Returns the option that chooses a head. */
  public static OptionSpec head(String description) {
    return valued(HEAD, "N", description);
  }

  /** Returns the option that chooses a format of a result. */
  public static <R extends Result> OptionSpec format(List<Format<R>> formats) {
    return formatOf(formats.stream().map(Format::name).toList());
  }

  /** Returns the option that chooses one of these formats; {@code text} is the default. */
  public static OptionSpec formatOf(List<String> names) {
    return valued(FORMAT, "FORMAT", Spelling.either(names) + " (default: text).");
  }

  /** Returns the option that names a file for the result. */
  public static OptionSpec out() {
    return valued(OUT, FILE, "Write the result into a file, all of it or nothing.");
  }
}
