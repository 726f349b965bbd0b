package io.blick.models;

import io.blick.core.nn.Gelu;
import io.blick.models.bert.Bert;
import io.blick.models.bert.BertConfig;
import io.blick.models.bert.BertWeights;
import io.blick.models.format.Folder;
import io.blick.models.format.TensorFile;
import io.blick.models.format.Weights;
import io.blick.models.text.TextModel;
import io.blick.models.token.WordPiece;
import java.nio.file.Path;
import java.util.List;

/** Opens a model from a folder: the one place that maps model_type to an architecture. */
public final class Models {
  private static final List<String> TYPES = List.of("bert");
  private static final List<String> ACTIVATIONS = List.of("gelu", "gelu_new", "gelu_pytorch_tanh");

  private Models() {}

  /**
   * Opens the model in a folder of Hugging Face's layout (docs/files.md).
   *
   * @param folder holds config.json, model.safetensors or its parts and index, and vocab.txt or
   *     tokenizer.json
   * @throws IllegalArgumentException if a file is missing
   * @throws io.blick.models.format.FormatException if a file is not what it should be, or the
   *     model's type is not supported
   */
  public static TextModel open(Path folder) {
    ConfigFile config = ConfigFile.read(folder, "config.json");
    return switch (config.modelType(TYPES)) {
      case "bert" -> bert(folder, config);
      case String type -> throw new AssertionError(type);
    };
  }

  private static TextModel bert(Path folder, ConfigFile file) {
    BertConfig config = bertConfig(file);
    WordPiece tokenizer = WordPiece.open(folder);
    file.requireAtLeast("vocab_size", tokenizer.size(), "the pieces of the vocabulary");
    boolean sentences = embedsSentences(folder);
    TensorFile weights = Weights.open(new Folder(folder));
    BertWeights bertWeights = BertWeights.of(weights, config, tokenizer.size(), sentences);
    return new Bert(name(folder), tokenizer, config, bertWeights, tokenizer.notes());
  }

  private static BertConfig bertConfig(ConfigFile file) {
    file.choice("position_embedding_type", List.of("absolute"));
    file.requireNot("is_decoder");
    file.requireMultiple("hidden_size", "num_attention_heads");
    return new BertConfig(
        file.size("vocab_size"),
        file.size("max_position_embeddings"),
        file.size("type_vocab_size"),
        file.size("hidden_size"),
        file.size("num_hidden_layers"),
        file.size("num_attention_heads"),
        file.size("intermediate_size"),
        file.choice("hidden_act", ACTIVATIONS).equals("gelu") ? Gelu.ERF : Gelu.TANH,
        file.positive("layer_norm_eps", 1e-12));
  }

  /** Whether sentence-transformers' own files say that the mean over all pieces is what counts. */
  private static boolean embedsSentences(Path folder) {
    return new Folder(folder).file("modules.json").isPresent()
        && new Folder(folder).file("1_Pooling/config.json").isPresent()
        && ConfigFile.read(folder.resolve("1_Pooling"), "config.json")
            .isTrue("pooling_mode_mean_tokens");
  }

  private static String name(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }
}
