package io.blick.models.sentence;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.text.SentencePrompts.PromptPieces;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modules of modules.json in their order: the transformer (which may be left out), a pooling,
 * and steps on the pooled vector.
 */
final class SentenceModules {
  // sentence_transformers.models.Dense, sentence_transformers.base.modules.dense.Dense, and so on.
  private static final Pattern TYPE = Pattern.compile(
      "sentence_transformers\\.(?:\\w+\\.)*(?:models|modules)(?:\\.\\w+)*\\.(\\w+)");

  private static final String TRANSFORMER = "Transformer";

  private final Path folder;
  private final int hidden;
  private final List<Pooling> poolings = new ArrayList<>();
  private final List<SentenceStep> steps = new ArrayList<>();
  private PromptPieces prompt = PromptPieces.POOLED;
  private int width;

  private SentenceModules(Path folder, int hidden) {
    this.folder = folder;
    this.hidden = hidden;
  }

  /**
   * Reads modules.json and the files that it names.
   *
   * @param hidden width of the hidden states
   * @throws NotSupportedException if a module is not supported
   * @throws io.blick.models.format.FormatException if a file is malformed
   */
  static SentenceModules read(Path folder, int hidden) {
    var modules = new SentenceModules(folder, hidden);
    boolean first = true;
    for (ConfigFile entry : ConfigFile.readAll(folder, "modules.json")) {
      modules.add(type(entry.text("type", "")), entry, first);
      first = false;
    }
    if (modules.poolings.isEmpty()) {
      throw new NotSupportedException("modules.json has no Pooling");
    }
    return modules;
  }

  /**
   * Returns the folder of the transformer if it has one of its own: the path of the first module.
   *
   * @param file modules.json
   * @throws FormatException if the path leads out of the folder
   */
  static Optional<Path> transformer(Path folder, Path file) {
    List<ConfigFile> entries = ConfigFile.readAll(folder, file.getFileName().toString());
    if (entries.isEmpty() || !isTransformer(entries.getFirst())) {
      return Optional.empty();
    }
    String path = entries.getFirst().text("path", "");
    try {
      return Optional.of(path).filter(own -> !own.isEmpty()).map(own -> inside(folder, own));
    } catch (NotSupportedException _) {
      throw new FormatException(
          "models",
          file,
          0,
          "the path of the first module must be in the folder; got " + Escaped.quoted(path));
    }
  }

  private static boolean isTransformer(ConfigFile entry) {
    Matcher known = TYPE.matcher(entry.text("type", ""));
    return known.matches() && known.group(1).equals(TRANSFORMER);
  }

  private static String type(String path) {
    Matcher known = TYPE.matcher(path);
    if (!known.matches()) {
      throw new NotSupportedException(
          "modules.json has a module of another program, %s, which is not run".formatted(path));
    }
    return known.group(1);
  }

  private void add(String type, ConfigFile entry, boolean first) {
    String path = entry.text("path", "");
    if (type.equals(TRANSFORMER) && first) {
      if (!path.isEmpty() && new Folder(folder).file("config.json").isPresent()) {
        throw new NotSupportedException(
            "modules.json has its Transformer in %s, and not in the folder itself".formatted(path));
      }
      return;
    }
    Path module = inside(folder, path);
    switch (type) {
      case "Pooling" -> pooling(module);
      case "Dropout" -> {}
      case "Dense", "Normalize", "LayerNorm" -> {
        if (poolings.isEmpty()) {
          throw new NotSupportedException(
              "modules.json has a %s before the Pooling, which is not supported".formatted(type));
        }
        step(type, module);
      }
      default ->
        throw new NotSupportedException(
            "modules.json has a %s, which is not supported".formatted(type));
    }
  }

  private void step(String type, Path module) {
    switch (type) {
      case "Dense" -> {
        SentenceDense dense = SentenceDense.read(module, width);
        steps.add(dense.step());
        width = dense.outputs();
      }
      case "LayerNorm" -> steps.add(SentenceDense.norm(module, width));
      default -> {
        configIn(module).ifPresent(file -> SentenceDense.requireVector(file, type));
        steps.add(new SentenceStep.Normalize());
      }
    }
  }

  static Path inside(Path folder, String path) {
    try {
      Path module = folder.resolve(path).toAbsolutePath().normalize();
      if (module.startsWith(folder.toAbsolutePath().normalize())) {
        return module;
      }
    } catch (InvalidPathException _) {
      // No file can have such a name, so it is not in the folder.
    }
    throw new NotSupportedException(
        "modules.json has a path that leads out of the folder, %s".formatted(path));
  }

  private void pooling(Path module) {
    if (!poolings.isEmpty()) {
      throw new NotSupportedException("modules.json has two Poolings, which is not supported");
    }
    ConfigFile file = config(module, "Pooling");
    Set<String> known = new HashSet<>(Set.of(
        "pooling_mode", "embedding_dimension", "word_embedding_dimension", "include_prompt"));
    Arrays.stream(Pooling.values()).map(Pooling::olderKey).forEach(known::add);
    SentenceFolder.requireKnown(file, "the config.json of a Pooling", known);
    poolings.addAll(file.has("pooling_mode") ? named(file) : older(file));
    prompt = file.isTrue("include_prompt", true) ? PromptPieces.POOLED : PromptPieces.LEFT_OUT;
    width = hidden * poolings.size();
  }

  /** Returns a module's config.json, which must exist. */
  static ConfigFile config(Path module, String type) {
    return configIn(module)
        .orElseThrow(() ->
            new NotSupportedException("modules.json has a %s in %s, and no config.json is there"
                .formatted(type, module.getFileName())));
  }

  /**
   * Returns the config.json in a module's folder. The folder may be absent but must not be a link
   * without a target.
   */
  private static Optional<ConfigFile> configIn(Path module) {
    Path parent = module.getParent();
    Folder within = new Folder(parent == null ? module : parent);
    return within
        .file(module.getFileName() + "/config.json")
        .map(_ -> ConfigFile.read(module, "config.json"));
  }

  private static List<Pooling> named(ConfigFile file) {
    return file.texts("pooling_mode").stream()
        .map(name -> Pooling.named(name)
            .orElseThrow(
                () -> new NotSupportedException("pooling %s is not supported".formatted(name))))
        .toList();
  }

  // If none is turned on, the pooling is the mean.
  private static List<Pooling> older(ConfigFile file) {
    List<Pooling> on = new ArrayList<>();
    for (Pooling pooling : Pooling.values()) {
      if (file.isTrue(pooling.olderKey())) {
        on.add(pooling);
      }
    }
    return on.isEmpty() ? List.of(Pooling.MEAN) : on;
  }

  List<Pooling> poolings() {
    return List.copyOf(poolings);
  }

  /** Returns what becomes of the pieces of a prompt. */
  PromptPieces prompt() {
    return prompt;
  }

  List<SentenceStep> steps() {
    return List.copyOf(steps);
  }
}
