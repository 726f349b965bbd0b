package io.blick.hub.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of a repository that a model needs. No pickles are among them. */
final class Wanted {
  private static final Set<String> TEXTS = Set.of(
      "config.json",
      "generation_config.json",
      "tokenizer.json",
      "tokenizer_config.json",
      "special_tokens_map.json",
      "added_tokens.json",
      "vocab.txt",
      "vocab.json",
      "merges.txt",
      "tokenizer.model",
      "spiece.model",
      "sentencepiece.bpe.model",
      "chat_template.jinja",
      "chat_template.json",
      "sentence_bert_config.json",
      "config_sentence_transformers.json",
      "modules.json");
  private static final String WHOLE = "model.safetensors";
  private static final String PART = "model-\\d{5}-of-\\d{5}\\.safetensors";

  private Wanted() {}

  /** Returns the one GGUF file that is meant, in a list, or none if a folder is. */
  static List<String> gguf(ModelId id, List<String> files) {
    List<String> all = files.stream().filter(file -> file.endsWith(".gguf")).toList();
    if (id.file().isPresent()) {
      String file = id.file().orElseThrow();
      if (!all.contains(file)) {
        throw new RepositoryException("the file of %s must be one of %s; got %s"
            .formatted(id.repository(), all.isEmpty() ? "no GGUF file" : list(all), file));
      }
      return List.of(file);
    }
    if (files.stream().anyMatch(file -> file.endsWith(".safetensors"))) {
      return List.of();
    }
    if (all.size() > 1) {
      throw new RepositoryException(
          "one GGUF file of %s must be named behind a colon; it has %s".formatted(id, list(all)));
    }
    return all;
  }

  /**
   * Returns the files of a folder's model.
   *
   * @param folders the folders that its modules name, without the repository's own
   * @throws RepositoryException if it has no weights that are read
   */
  static List<String> folder(ModelId id, List<String> files, List<String> folders) {
    List<String> wanted = new ArrayList<>(in("", files));
    folders.forEach(folder -> wanted.addAll(in(folder + "/", files)));
    if (wanted.stream().noneMatch(file -> file.endsWith(".safetensors"))) {
      throw new RepositoryException(
          "%s must have weights in safetensors or GGUF; got none, and pickles are not read"
              .formatted(id));
    }
    return wanted.stream().distinct().toList();
  }

  /** Returns the one GGUF file that is meant, if the files that are here decide it. */
  static List<String> whole(ModelId id, List<String> files) {
    List<String> all = files.stream().filter(file -> file.endsWith(".gguf")).toList();
    if (id.file().isPresent()) {
      return all.stream().filter(id.file().orElseThrow()::equals).toList();
    }
    return isWhole(files) || all.size() != 1 ? List.of() : all;
  }

  /** Whether these files are a whole folder: its weights, which are fetched last, are all there. */
  static boolean isWhole(List<String> files) {
    if (!files.contains("config.json") && !files.contains("modules.json")) {
      return false;
    }
    List<String> names =
        files.stream().map(file -> file.substring(file.lastIndexOf('/') + 1)).toList();
    long parts = names.stream().filter(name -> name.matches(PART)).count();
    return names.contains(WHOLE)
        || names.stream().anyMatch(name -> name.endsWith("-of-%05d.safetensors".formatted(parts)));
  }

  private static List<String> in(String folder, List<String> files) {
    boolean whole = files.contains(folder + WHOLE);
    return files.stream()
        .filter(file -> file.startsWith(folder))
        .filter(file -> wanted(file.substring(folder.length()), whole))
        .toList();
  }

  private static boolean wanted(String name, boolean whole) {
    return TEXTS.contains(name)
        || (whole ? name.equals(WHOLE) : name.equals(WHOLE + ".index.json") || name.matches(PART));
  }

  private static String list(List<String> files) {
    return String.join(", ", files);
  }
}
