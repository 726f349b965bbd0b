package io.blick.cli;

import io.blick.hub.Hub;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which model {@code --model} chooses. */
sealed interface ModelChoice {

  /** Opens the model, fetching it first if need be, and passes on what it notes. */
  default TextModel open(Desk desk) {
    TextModel model = opened(desk);
    model.notes().forEach(desk::note);
    return model;
  }

  /** Opens the model, fetching it first if need be. */
  TextModel opened(Desk desk);

  /**
   * Returns what the arguments choose: a value with a separator in it, or one that is a folder, is
   * a folder; any other is a name.
   *
   * @throws UsageException if it is a name that the catalogue does not have
   */
  static ModelChoice of(Given given) {
    String value = given.value(Options.MODEL).orElse(Options.DEFAULT_MODEL);
    if (Given.blank(value)) {
      throw new UsageException("--model must be a NAME or a DIR; got " + Quote.of(value));
    }
    if (value.contains(File.separator) || Files.isDirectory(Path.of(value))) {
      return new Folder(Path.of(value));
    }
    Hub hub = Hub.open();
    return new Named(hub, Catalogued.name(hub, "--model", value));
  }

  /**
   * A model of the catalogue.
   *
   * @param hub gives the model
   * @param name its name there
   */
  record Named(Hub hub, String name) implements ModelChoice {
    @Override
    public TextModel opened(Desk desk) {
      if (!desk.notes().attached()) {
        return Models.open(hub.with(new FetchNotes(desk)).folder(name));
      }
      Path folder;
      try (FetchBars bars = new FetchBars(desk)) {
        folder = hub.with(bars).folder(name);
      }
      return Models.open(folder);
    }
  }

  /**
   * A model in a folder.
   *
   * @param path the folder
   */
  record Folder(Path path) implements ModelChoice {
    @Override
    public TextModel opened(Desk desk) {
      Existing.check("--model must be a folder", path);
      if (!Files.isDirectory(path)) {
        throw new FailureException("--model must be a folder that exists; got " + path);
      }
      return Models.open(path);
    }
  }
}
