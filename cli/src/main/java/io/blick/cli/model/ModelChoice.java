package io.blick.cli.model;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.hub.Hub;
import io.blick.models.Models;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;

/** The model that {@code --model} chooses. */
public final class ModelChoice {
  static final String OPTION = "--model";

  private static final String DEFAULT = "bert-base-multilingual-cased";

  private final Source source;

  private ModelChoice(Source source) {
    this.source = source;
  }

  /** Returns the option that chooses a model. */
  public static OptionSpec option() {
    return option(DEFAULT);
  }

  /**
   * Returns the option that chooses a model.
   *
   * @param standard the name of the default
   */
  public static OptionSpec option(String standard) {
    return described(
        "A model that blick models lists, a folder that holds one, a GGUF file,",
        "or an id of Hugging Face, owner/name[@revision][:file]",
        "(default: " + standard + ").");
  }

  /** Returns the option that chooses a model where none is the default. */
  public static OptionSpec requiredOption() {
    return described("A folder that holds a model for this, or an id of Hugging Face, owner/name.");
  }

  private static OptionSpec described(String... description) {
    return Options.valued(OPTION, "NAME|DIR|FILE|ID", description);
  }

  /**
   * Returns the choice of the arguments: a path that is there counts first, then a name of the
   * catalogue, then an id of Hugging Face; any other value with a separator in it is a path.
   *
   * @throws UsageException if it is a name that the catalogue does not have
   */
  public static ModelChoice of(Arguments arguments) {
    return of(arguments, DEFAULT);
  }

  /**
   * Returns the choice of the arguments.
   *
   * @param standard the name of the model if they choose none
   * @throws UsageException if it is a name that the catalogue does not have
   */
  public static ModelChoice of(Arguments arguments, String standard) {
    return of(arguments.value(OPTION).orElse(standard));
  }

  /**
   * Returns the choice of the arguments, which must make one.
   *
   * @param purpose what the model does, to follow "a model that"
   * @throws UsageException if there is none, or a name that the catalogue does not have
   */
  public static ModelChoice required(Arguments arguments, String purpose) {
    return of(arguments
        .value(OPTION)
        .orElseThrow(() -> new UsageException(
            "--model is missing; name a DIR that holds a model that %s, such as one from"
                    .formatted(purpose)
                + " huggingface.co")));
  }

  /**
   * Returns the choice that another option makes, if it is given.
   *
   * @param option the option, whose value is read as that of {@code --model}
   * @throws UsageException if it is a name that the catalogue does not have
   */
  public static Optional<ModelChoice> of(String option, Arguments arguments) {
    return arguments.value(option).map(value -> of(option, value));
  }

  private static ModelChoice of(String value) {
    return of(OPTION, value);
  }

  private static ModelChoice of(String option, String value) {
    if (Quote.isBlank(value)) {
      throw new UsageException(
          "%s must be a NAME or a DIR; got %s".formatted(option, Quote.of(value)));
    }
    Path path = Path.of(expanded(value));
    if (!Files.exists(path) && Hub.isId(value)) {
      return new ModelChoice(new Named(Hub.open(), value));
    }
    if (value.contains(File.separator) || Files.exists(path)) {
      return new ModelChoice(new Folder(new GivenPath(option, value, path)));
    }
    Hub hub = Hub.open();
    return new ModelChoice(new Named(hub, ModelNames.name(hub, option, value)));
  }

  // Shells expand it neither in quotation marks nor in --model=~/models.
  private static String expanded(String value) {
    String home =
        Optional.ofNullable(System.getenv("HOME")).orElseGet(() -> System.getProperty("user.home"));
    return value.equals("~") || value.startsWith("~/") ? home + value.substring(1) : value;
  }

  /** Opens the model, which is fetched first if it is not cached, and prints its notes. */
  public TextModel open(Console console) {
    return open(console, Set.of());
  }

  /**
   * Opens the model likewise for a run that needs a head. Where the model has none, the error says
   * why, and no note does.
   *
   * @param oneOf the kinds of heads of which the run needs one; none if it needs no head
   */
  public TextModel open(Console console, Set<Class<? extends TextHead>> oneOf) {
    TextModel model = source.open(console);
    boolean runs = oneOf.stream().anyMatch(kind -> model.head(kind).isPresent());
    model.explainedNotes().stream()
        .filter(note -> runs || Collections.disjoint(note.absent(), oneOf))
        .forEach(note -> console.note(note.sentence()));
    return model;
  }

  /** Opens the model likewise, and names it in its notes: for a run that opens two. */
  public TextModel openNamed(Console console) {
    TextModel model = source.open(console);
    model.notes().forEach(note -> console.note(model.name() + ": " + note));
    return model;
  }

  /** The place that a model comes from. */
  private sealed interface Source {
    TextModel open(Console console);
  }

  private record Named(Hub hub, String name) implements Source {
    @Override
    public TextModel open(Console console) {
      Path path;
      try (FetchProgress progress = new FetchProgress(console)) {
        path = hub.with(progress).path(name);
      }
      return Models.open(path, name);
    }
  }

  private record Folder(GivenPath choice) implements Source {
    @Override
    public TextModel open(Console console) {
      choice.requireModel();
      return Models.open(choice.path());
    }
  }
}
