package io.blick.models;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is said of a folder that is no model's, as it has no config.json: what it is, and where in
 * it there is a model.
 *
 * @param folder that was to be opened
 * @param transformer in which config.json was looked for, mostly the same
 */
record NoConfig(Path folder, Path transformer) {
  private static final String CONFIG = "config.json";
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{1,9})");

  /** Returns the error. */
  IllegalArgumentException error() {
    Optional<String> seen = Files.isDirectory(transformer)
        ? modules()
            .or(this::within)
            .or(this::weights)
            .or(() -> WeightFiles.unread(transformer).map(this::elsewhere))
        : Optional.empty();
    String got = seen.orElseGet(() -> Escaped.path(transformer));
    return new IllegalArgumentException(
        "models: a model's folder must hold %s; got %s".formatted(CONFIG, got));
  }

  private String elsewhere(WeightFiles.Unread file) {
    return "%s in %s, which is %s; fetch %s and model.safetensors from where the model is from"
        .formatted(file.name(), Escaped.path(transformer), file.reason(), CONFIG);
  }

  private Optional<String> weights() {
    return Stream.of("model.safetensors", "model.safetensors.index.json")
        .filter(name -> Files.exists(transformer.resolve(name)))
        .map(name -> "%s, which has %s; fetch %s from where that is from"
            .formatted(Escaped.path(transformer), name, CONFIG))
        .findFirst();
  }

  /** Returns a sentence on the first module of sentence-transformers, if that is no Transformer. */
  private Optional<String> modules() {
    if (new Folder(folder).file("modules.json").isEmpty() || !folder.equals(transformer)) {
      return Optional.empty();
    }
    return ConfigFile.readAll(folder, "modules.json").stream()
        .findFirst()
        .map(module -> module.text("type", ""))
        .filter(type -> !type.endsWith(".Transformer"))
        .map(type -> "modules.json in %s, whose first module is a %s, which is not supported"
            .formatted(
                Escaped.path(folder), Escaped.text(type.substring(type.lastIndexOf('.') + 1))));
  }

  /** Returns a sentence on the folder within, mostly of another program's making, that has one. */
  private Optional<String> within() {
    return model(folder)
        .map(path -> "%s, which is no model's folder but has one; open its %s"
            .formatted(Escaped.path(folder), Escaped.path(folder.relativize(path))));
  }

  /** Returns the folder of a model: what a cache of models has, or a trainer's output. */
  private static Optional<Path> model(Path folder) {
    List<Path> within = folders(folder);
    List<Path> models = within.stream().filter(NoConfig::hasConfig).toList();
    if (!models.isEmpty()) {
      Optional<Path> named = referred(folder).filter(models::contains);
      return named.or(() -> models.stream().max(Comparator.comparingInt(NoConfig::steps)));
    }
    return within.stream()
        .filter(path -> name(path).equals("snapshots") || name(path).startsWith("models--"))
        .flatMap(path -> model(path).stream())
        .findFirst();
  }

  /** Returns the snapshot that {@code refs/main} beside the snapshots names, if that is there. */
  private static Optional<Path> referred(Path snapshots) {
    Path main = snapshots.resolveSibling("refs").resolve("main");
    try {
      return name(snapshots).equals("snapshots") && Files.size(main) < 100
          ? Optional.of(snapshots.resolve(Files.readString(main).strip()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static int steps(Path folder) {
    Matcher checkpoint = CHECKPOINT.matcher(name(folder));
    return checkpoint.matches() ? Integer.parseInt(checkpoint.group(1)) : -1;
  }

  private static boolean hasConfig(Path folder) {
    try {
      return new Folder(folder).file(CONFIG).isPresent();
    } catch (FormatException _) {
      return false;
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<Path> folders(Path folder) {
    return new Folder(folder)
        .names().stream().map(folder::resolve).filter(Files::isDirectory).toList();
  }
}
