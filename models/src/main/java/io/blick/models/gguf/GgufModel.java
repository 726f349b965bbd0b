package io.blick.models.gguf;

import io.blick.models.causal.CausalArchitecture;
import io.blick.models.causal.CausalFiles;
import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.gguf.Gguf;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.gguf.GgufTokenizer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Opens a causal language model from a GGUF file. */
public final class GgufModel {
  /** Keys of further pieces that end a text: of a turn, and of a message. */
  private static final List<String> ENDS =
      List.of("tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id");

  private GgufModel() {}

  /**
   * Opens the model.
   *
   * @param path the file
   * @param name of the model
   * @param architectures what opens each general.architecture
   * @throws FormatException if the file is malformed, or asks for what is not supported
   */
  public static TextModel open(
      Path path, String name, Map<String, CausalArchitecture> architectures) {
    Gguf file = Gguf.open(path);
    try {
      return file.reading(() -> open(file, name, architectures));
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  private static TextModel open(
      Gguf file, String name, Map<String, CausalArchitecture> architectures) {
    String kind = file.metadata().text("general.architecture");
    CausalArchitecture architecture = architectures.get(kind);
    if (architecture == null) {
      throw new FormatException(
          "gguf",
          file.path(),
          0,
          "general.architecture must be one of %s; got %s"
              .formatted(
                  String.join(", ", new TreeSet<>(architectures.keySet())), Escaped.text(kind)));
    }
    Tokenizer tokenizer = GgufTokenizer.open(file.metadata());
    return new CausalFiles(
            architecture,
            MetadataConfig.of(file, kind, architecture::reads),
            tokenizer,
            ends(file, tokenizer))
        .open(name, new RenamedTensors(file, TensorNames.of(kind)));
  }

  private static Set<Integer> ends(Gguf file, Tokenizer tokenizer) {
    Set<Integer> ends = new HashSet<>();
    tokenizer.end().ifPresent(ends::add);
    for (String key : ENDS) {
      if (file.metadata().has(key)) {
        ends.add(end(file, key, tokenizer.size()));
      }
    }
    return ends;
  }

  private static int end(Gguf file, String key, int pieces) {
    long id = file.metadata().whole(key);
    if (id < 0 || id >= pieces) {
      throw new FormatException(
          "gguf",
          file.path(),
          0,
          "%s must be from 0 to %d, a piece of the vocabulary; got %d"
              .formatted(key, pieces - 1, id));
    }
    return (int) id;
  }
}
