package io.blick.cli;

import io.blick.hub.Hub;
import io.blick.hub.Listed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Lists the models that have a name, and removes them from the cache. */
final class ModelsCommand implements Command {
  private static final String REMOVE = "rm";

  @Override
  public CommandSpec spec() {
    CommandSpec remove = Options.command(
            REMOVE,
            "Remove a model from the cache.",
            "What was downloaded stays in the local Maven repository.")
        .addPositional(Options.parameter("NAME", "A model that blick models lists."));
    remove.usageMessage().footer("Example:", "  blick models rm bert-base-uncased");
    CommandSpec spec = Options.command(
            "models",
            "List the models that have a name.",
            "A model is fetched when it is first needed, and then kept.")
        .addOption(Options.format(TextFormat.class))
        .addOption(Options.out())
        .addSubcommand(REMOVE, Options.closed(remove));
    spec.usageMessage()
        .customSynopsis("blick models [OPTIONS]", "       blick models rm NAME")
        .footer(
            "Examples:",
            "  blick models",
            "  blick models --format json",
            "  blick models rm bert-base-uncased");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    Optional<Given> remove = given.inner();
    if (remove.isPresent()) {
      remove(remove.get(), desk);
    } else {
      list(given, desk);
    }
  }

  private static void list(Given given, Desk desk) throws IOException {
    TextFormat format = given.choice(Options.FORMAT, TextFormat.class);
    Output output = Output.of(given, desk);
    List<Listed> models = Hub.open().list();
    switch (format) {
      case TEXT -> output.write(ModelsText.of(models));
      case JSON -> output.write(out -> Json.line(out, json -> ModelsJson.write(json, models)));
    }
    models.forEach(model -> note(model, desk));
  }

  private static void note(Listed model, Desk desk) {
    if (model.state() instanceof Listed.State.InTheWay(String obstacle)) {
      desk.note(obstacle);
    }
  }

  private static void remove(Given given, Desk desk) {
    List<String> names = given.parameters();
    if (names.isEmpty()) {
      throw new UsageException("NAME is missing; blick models lists the names");
    }
    if (names.size() > 1) {
      throw new UsageException("NAME must be one argument; got %d".formatted(names.size()));
    }
    Hub hub = Hub.open();
    String name = Catalogued.name(hub, "NAME", names.getFirst());
    if (!hub.remove(name)) {
      throw new FailureException("models rm: NAME must be cached; %s is not".formatted(name));
    }
    desk.say("%s is removed".formatted(name));
  }
}
