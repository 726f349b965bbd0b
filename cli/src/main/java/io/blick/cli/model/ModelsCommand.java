package io.blick.cli.model;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.error.FailureException;
import io.blick.cli.error.UsageException;
import io.blick.cli.output.Output;
import io.blick.hub.Hub;
import io.blick.hub.ListedModel;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.lens.report.ModelsResult;
import io.blick.lens.report.ModelsResult.NamedModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code models}: lists the models that have a name, and removes them from the cache.
 */
public final class ModelsCommand implements Command {
  private static final String REMOVE = "rm";
  private static final List<Format<ModelsResult>> FORMATS = Format.usual();

  @Override
  public CommandSpec spec() {
    CommandSpec remove = Options.command(
            REMOVE,
            "Remove a model from the cache.",
            "A jar that was downloaded stays in the local Maven repository.")
        .addPositional(Options.parameter("NAME", "A model that blick models lists."));
    remove.usageMessage().footer("Example:", "  blick models rm bert-base-uncased");
    CommandSpec spec = Options.command(
            "models",
            "List the models that have a name.",
            "A model is fetched when it is first needed, and then kept.")
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addSubcommand(REMOVE, Options.withCommonOptions(remove));
    spec.usageMessage()
        .customSynopsis("blick models [OPTIONS]", "       blick models rm NAME")
        .footer(
            "Examples:",
            "  blick models",
            "  blick models --format json",
            "  blick models rm bert-base-uncased");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    Optional<Arguments> remove = arguments.subcommand();
    if (remove.isPresent()) {
      remove(remove.get(), console);
    } else {
      list(arguments, console);
    }
  }

  private static void list(Arguments arguments, Console console) throws IOException {
    Format<ModelsResult> format = arguments.format(FORMATS);
    Output output = arguments.output(console);
    List<NamedModel> models =
        Hub.open().list().stream().map(ModelsCommand::named).toList();
    format.show(new ModelsResult(models), output, console);
  }

  private static NamedModel named(ListedModel model) {
    return switch (model.state()) {
      case ListedModel.State.Cached cached ->
        named(model.entry(), cached.bytes(), true, Optional.empty());
      case ListedModel.State.Absent _ ->
        named(model.entry(), model.entry().bytes(), false, Optional.empty());
      case ListedModel.State.InTheWay(String obstacle) ->
        named(model.entry(), model.entry().bytes(), false, Optional.of(obstacle));
    };
  }

  private static NamedModel named(
      CatalogueEntry entry, long bytes, boolean cached, Optional<String> obstacle) {
    return new NamedModel(
        entry.name(), bytes, cached, entry.licence(), entry.languages(), entry.summary(), obstacle);
  }

  private static void remove(Arguments arguments, Console console) {
    List<String> names = arguments.parameters();
    if (names.isEmpty()) {
      throw new UsageException("NAME is missing; blick models lists the names");
    }
    if (names.size() > 1) {
      throw new UsageException("NAME must be one argument; got %d".formatted(names.size()));
    }
    Hub hub = Hub.open();
    String name = ModelNames.name(hub, "NAME", names.getFirst());
    if (!hub.remove(name)) {
      throw new FailureException("models rm: NAME must be cached; %s is not".formatted(name));
    }
    console.say("%s is removed".formatted(name));
  }
}
