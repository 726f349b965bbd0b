package io.blick.models;

import io.blick.models.bert.BertArchitecture;
import io.blick.models.distilbert.DistilBertArchitecture;
import io.blick.models.electra.ElectraArchitecture;
import io.blick.models.encoder.Architecture;
import io.blick.models.encoder.EncoderFolder;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.mpnet.MpNetArchitecture;
import io.blick.models.sentence.SentenceFolder;
import io.blick.models.text.TextModel;
import io.blick.models.weights.Adapter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Opens a model from a folder: the only place that maps a model_type to an architecture. */
public final class Models {
  private static final Map<String, Architecture> ARCHITECTURES = Map.of(
      "bert", new BertArchitecture(),
      "distilbert", new DistilBertArchitecture(),
      "electra", new ElectraArchitecture(),
      "mpnet", new MpNetArchitecture());

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
    Objects.requireNonNull(folder, "models: the folder must not be null");
    Path transformer = SentenceFolder.transformer(folder);
    Folder files = new Folder(transformer);
    if (files.file("config.json").isEmpty()) {
      Adapter.requireNone(files);
      throw new NoConfig(folder, transformer).error();
    }
    ConfigFile config = ConfigFile.read(transformer, "config.json");
    Architecture architecture = config.one("model_type", ARCHITECTURES);
    return new EncoderFolder(folder, transformer, config, architecture).open(name(folder));
  }

  private static String name(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }
}
