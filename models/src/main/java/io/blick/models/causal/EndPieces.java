package io.blick.models.causal;

import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.token.Tokenizer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The pieces after which a text does not go on, as the files of a folder name them. */
public final class EndPieces {
  private static final String FILE = "generation_config.json";
  private static final String KEY = "eos_token_id";

  private EndPieces() {}

  /**
   * Returns those of generation_config.json, or else of config.json, or else of the tokenizer.
   *
   * @throws io.blick.models.format.FormatException if a file is malformed
   */
  public static Set<Integer> of(Folder folder, ConfigFile config, Tokenizer tokenizer) {
    List<Integer> generation = folder.file(FILE).isPresent()
        ? ConfigFile.read(folder.path(), FILE).wholes(KEY)
        : List.of();
    List<Integer> named = generation.isEmpty() ? config.wholes(KEY) : generation;
    return named.isEmpty()
        ? tokenizer.end().stream().collect(Collectors.toSet())
        : Set.copyOf(named);
  }
}
