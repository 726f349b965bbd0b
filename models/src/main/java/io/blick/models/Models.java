package io.blick.models;

import io.blick.models.bert.Bert;
import io.blick.models.bert.BertConfig;
import io.blick.models.bert.BertKeys;
import io.blick.models.bert.BertWeights;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.sentence.SentenceFolder;
import io.blick.models.text.TextModel;
import io.blick.models.token.wordpiece.WordPiece;
import io.blick.models.weights.WeightFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens a model from a folder: the only place that maps a model_type to an architecture. */
public final class Models {
  private static final Map<String, Architecture> ARCHITECTURES = Map.of("bert", Models::bert);

  private Models() {}

  /**
   * Opens the model in a folder of Hugging Face's layout (docs/files.md).
   *
   * @param folder holds config.json, model.safetensors or its parts and index, and vocab.txt or
   *     tokenizer.json, or modules.json that names the folder in it where these are
   * @throws IllegalArgumentException if a file is missing
   * @throws FormatException if a file is malformed, or the model's type is not supported
   */
  public static TextModel open(Path folder) {
    ConfigFile config = ConfigFile.read(SentenceFolder.transformer(folder), "config.json");
    return config.one("model_type", ARCHITECTURES).open(folder, config);
  }

  /** Opens models of one model_type. */
  @FunctionalInterface
  private interface Architecture {
    TextModel open(Path folder, ConfigFile config);
  }

  private static TextModel bert(Path whole, ConfigFile file) {
    Path folder = SentenceFolder.transformer(whole);
    BertConfig config = BertKeys.config(file);
    requireNoAdapter(folder);
    WordPiece tokenizer = WordPiece.open(folder);
    file.requireAtLeast("vocab_size", tokenizer.size(), "the pieces of the vocabulary");
    List<String> architectures = file.texts("architectures");
    SentenceFolder sentences = SentenceFolder.read(whole, config.width(), tokenizer.lowersCase());
    BertWeights weights =
        BertWeights.of(WeightFiles.open(new Folder(folder)), config, tokenizer.size());
    List<String> notes = new ArrayList<>(tokenizer.notes());
    BertKeys.note(file).ifPresent(notes::add);
    notes.addAll(weights.notes(architectures));
    sentences.note().ifPresent(notes::add);
    String name = name(whole);
    return new Bert(name, tokenizer, config, weights, sentences.head(name), notes);
  }

  private static void requireNoAdapter(Path folder) {
    new Folder(folder).file("adapter_config.json").ifPresent(file -> {
      throw new FormatException(
          "models", file, 0, "adapters are not supported; merge them into the weights");
    });
  }

  private static String name(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }
}
