package io.blick.models;

import io.blick.core.nn.Rotary;
import io.blick.models.bert.BertArchitecture;
import io.blick.models.causal.CausalArchitecture;
import io.blick.models.causal.CausalFiles;
import io.blick.models.causal.EndPieces;
import io.blick.models.distilbert.DistilBertArchitecture;
import io.blick.models.electra.ElectraArchitecture;
import io.blick.models.encoder.Architecture;
import io.blick.models.encoder.EncoderFolder;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.gemma.Gemma2Architecture;
import io.blick.models.gemma.Gemma3Architecture;
import io.blick.models.gguf.GgufModel;
import io.blick.models.gpt2.Gpt2Architecture;
import io.blick.models.gptneox.GptNeoXArchitecture;
import io.blick.models.llama.LlamaArchitecture;
import io.blick.models.llama.MistralArchitecture;
import io.blick.models.mpnet.MpNetArchitecture;
import io.blick.models.phi.Phi3Architecture;
import io.blick.models.qwen.Qwen2Architecture;
import io.blick.models.qwen.Qwen3Architecture;
import io.blick.models.sentence.SentenceFolder;
import io.blick.models.smollm.SmolLm3Architecture;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import io.blick.models.weights.Adapter;
import io.blick.models.weights.WeightFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Opens a model from a folder or a file: the only place that maps a model_type to an architecture.
 */
public final class Models {
  private static final Map<String, Architecture> ENCODERS = Map.of(
      "bert", new BertArchitecture(),
      "distilbert", new DistilBertArchitecture(),
      "electra", new ElectraArchitecture(),
      "mpnet", new MpNetArchitecture());

  private static final Map<String, CausalArchitecture> CAUSAL = Map.of(
      "gemma2", new Gemma2Architecture(1),
      "gemma3_text", new Gemma3Architecture(1),
      "gpt2", new Gpt2Architecture(Gpt2Architecture.Stored.OUTPUTS_LAST),
      "gpt_neox", new GptNeoXArchitecture(GptNeoXArchitecture.Fused.HEAD_BY_HEAD),
      "llama", new LlamaArchitecture(Rotary.Pairs.HALVES),
      "mistral", new MistralArchitecture(),
      "phi3", new Phi3Architecture(),
      "qwen2", new Qwen2Architecture(),
      "qwen3", new Qwen3Architecture(),
      "smollm3", new SmolLm3Architecture(Rotary.Pairs.HALVES));

  private static final Map<String, CausalArchitecture> GGUF = Map.of(
      "gemma2", new Gemma2Architecture(0),
      "gemma3", new Gemma3Architecture(0),
      "gpt2", new Gpt2Architecture(Gpt2Architecture.Stored.OUTPUTS_FIRST),
      "gptneox", new GptNeoXArchitecture(GptNeoXArchitecture.Fused.ONE_AFTER_THE_OTHER),
      "llama", new LlamaArchitecture(Rotary.Pairs.INTERLEAVED),
      "phi3", new Phi3Architecture(),
      "qwen2", new Qwen2Architecture(),
      "qwen3", new Qwen3Architecture(),
      "smollm3", new SmolLm3Architecture(Rotary.Pairs.INTERLEAVED));

  private Models() {}

  /**
   * Opens the model in a folder of Hugging Face's layout, or in a GGUF file (docs/files.md).
   *
   * @param path the file, or a folder that holds config.json, model.safetensors or its parts and
   *     index, and vocab.txt or tokenizer.json, or modules.json that names the folder in it where
   *     these are
   * @throws IllegalArgumentException if a file is missing
   * @throws FormatException if a file is malformed, or the model's type is not supported
   */
  public static TextModel open(Path path) {
    Objects.requireNonNull(path, "models: the path must not be null");
    return open(path, name(path));
  }

  /**
   * Opens the model likewise, under another name than that of its folder or file.
   *
   * @param name of the model, for people
   */
  public static TextModel open(Path path, String name) {
    Objects.requireNonNull(path, "models: the path must not be null");
    Objects.requireNonNull(name, "models: the name must not be null");
    if (Files.isRegularFile(path)) {
      return GgufModel.open(path, name, GGUF);
    }
    Path transformer = SentenceFolder.transformer(path);
    Folder files = new Folder(transformer);
    if (files.file("config.json").isEmpty()) {
      Adapter.requireNone(files);
      throw new NoConfig(path, transformer).error();
    }
    ConfigFile config = ConfigFile.read(transformer, "config.json");
    return config.one("model_type", kinds(path, name)).apply(transformer, config);
  }

  /**
   * Returns what opens a model of each model_type, of a folder that is mostly the transformer's.
   */
  private static Map<String, BiFunction<Path, ConfigFile, TextModel>> kinds(
      Path whole, String name) {
    Map<String, BiFunction<Path, ConfigFile, TextModel>> kinds = new HashMap<>();
    ENCODERS.forEach((type, architecture) -> kinds.put(
        type,
        (folder, config) -> new EncoderFolder(whole, folder, config, architecture).open(name)));
    CAUSAL.forEach((type, architecture) ->
        kinds.put(type, (folder, config) -> causal(architecture, folder, config, name)));
    return kinds;
  }

  private static TextModel causal(
      CausalArchitecture architecture, Path folder, ConfigFile config, String name) {
    Folder files = new Folder(folder);
    Adapter.requireNone(files);
    Tokenizer tokenizer = TokenizerFolder.open(folder);
    Set<Integer> ends = EndPieces.of(files, config, tokenizer);
    return new CausalFiles(architecture, config, tokenizer, ends)
        .open(name, WeightFiles.open(files));
  }

  private static String name(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    String name = last == null ? path.toString() : last.toString();
    return Files.isRegularFile(path) && name.endsWith(".gguf")
        ? name.substring(0, name.length() - ".gguf".length())
        : name;
  }
}
