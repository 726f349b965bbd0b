package io.blick.models.sentence;

import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.text.ModelNote;
import io.blick.models.text.SentencePrompts;
import io.blick.models.text.TextHead.SentenceHead;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The sentence embedding that the files of sentence-transformers in a folder describe: none, a
 * supported one, or one that is not supported.
 */
public sealed interface SentenceFolder {
  /** The file on the folder as a whole. */
  String GENERAL = "config_sentence_transformers.json";

  /** The model_type of a classifier of pairs, which has no sentence embedding. */
  String RERANKER = "CrossEncoder";

  /** Its keys that are read or do not change a vector. */
  Set<String> GENERAL_KEYS = Set.of(
      "model_type",
      "prompts",
      "default_prompt_name",
      "truncate_dim",
      "similarity_fn_name",
      "requirements",
      "__version__");

  /** The files on the transformer; the first that exists and is not empty counts. */
  List<String> TRANSFORMER = List.of(
      "sentence_bert_config.json",
      "sentence_roberta_config.json",
      "sentence_distilbert_config.json",
      "sentence_camembert_config.json",
      "sentence_albert_config.json",
      "sentence_xlm-roberta_config.json",
      "sentence_xlnet_config.json");

  /** Its keys that are read or do not change a vector. */
  Set<String> TRANSFORMER_KEYS = Set.of(
      "max_seq_length",
      "unpad_inputs",
      "do_lower_case",
      "transformer_task",
      "modality_config",
      "module_output_name");

  /** There is no modules.json, or it is that of a reranker: no sentence embedding. */
  record None() implements SentenceFolder {}

  /**
   * A supported sentence embedding.
   *
   * @param poolings one or more; their results are concatenated
   * @param steps the steps after the pooling
   * @param longest maximum number of pieces of a text, if the folder has a limit of its own
   * @param prompts the folder's prompts; who embeds a text puts one before it
   */
  record Vector(
      List<Pooling> poolings,
      List<SentenceStep> steps,
      OptionalInt longest,
      SentencePrompts prompts)
      implements SentenceFolder {}

  /** A sentence embedding that is not supported. */
  record NotSupported(String why) implements SentenceFolder {}

  /**
   * Returns the folder of the transformer: config.json, weights, tokenizer. It is the folder itself
   * if config.json is there, or else the one that modules.json names for its first module.
   *
   * @throws io.blick.models.format.FormatException if modules.json is malformed, or if its path
   *     leads out of the folder
   */
  static Path transformer(Path folder) {
    Folder files = new Folder(folder);
    if (files.file("config.json").isPresent()) {
      return folder;
    }
    return files
        .file("modules.json")
        .flatMap(file -> SentenceModules.transformer(folder, file))
        .orElse(folder);
  }

  /**
   * Reads the files.
   *
   * @param folder the folder as a whole, with modules.json
   * @param hidden width of the model's hidden states, C
   * @param lowersCase whether the folder's tokenizer converts text to lower case
   * @throws io.blick.models.format.FormatException if a file is malformed
   */
  static SentenceFolder read(Path folder, int hidden, boolean lowersCase) {
    if (new Folder(folder).file("modules.json").isEmpty()) {
      return new None();
    }
    Optional<ConfigFile> general = config(folder, GENERAL);
    if (general.filter(file -> file.text("model_type", "").equals(RERANKER)).isPresent()) {
      return new None();
    }
    try {
      general.ifPresent(SentenceFolder::check);
      OptionalInt longest = longest(transformer(folder), lowersCase);
      SentenceModules modules = SentenceModules.read(folder, hidden);
      List<SentenceStep> steps = new ArrayList<>(modules.steps());
      general.flatMap(SentenceFolder::cut).ifPresent(steps::add);
      SentencePrompts prompts =
          general.map(PromptFile::read).orElse(SentencePrompts.NONE).with(modules.prompt());
      return new Vector(modules.poolings(), List.copyOf(steps), longest, prompts);
    } catch (NotSupportedException e) {
      return new NotSupported(e.why());
    }
  }

  /** Returns the sentence embedding head, for a model of that name. */
  default Optional<SentenceHead> head(String model) {
    return switch (this) {
      case Vector(
          List<Pooling> poolings,
          List<SentenceStep> steps,
          OptionalInt longest,
          SentencePrompts prompts) ->
        Optional.of(new SentenceVector(model, poolings, steps, longest, prompts));
      case None _, NotSupported _ -> Optional.empty();
    };
  }

  /**
   * Returns a sentence that says why the folder's sentence embedding is not supported, if it is
   * not.
   */
  default Optional<ModelNote> note() {
    return switch (this) {
      case NotSupported(String why) ->
        Optional.of(ModelNote.absent(Set.of(SentenceHead.class), why));
      case None _, Vector _ -> Optional.empty();
    };
  }

  private static Optional<ConfigFile> config(Path folder, String name) {
    return new Folder(folder).file(name).map(_ -> ConfigFile.read(folder, name));
  }

  private static void check(ConfigFile file) {
    String type = file.text("model_type", "SentenceTransformer");
    if (!type.equals("SentenceTransformer")) {
      throw new NotSupportedException(
          GENERAL + " is that of a " + type + ", which is not supported");
    }
    requireKnown(file, GENERAL, GENERAL_KEYS);
  }

  /** Returns the step after the modules. */
  private static Optional<SentenceStep> cut(ConfigFile file) {
    return file.has("truncate_dim")
        ? Optional.of(new SentenceStep.First(file.size("truncate_dim")))
        : Optional.empty();
  }

  /** Checks that a file sets no unknown key. */
  static void requireKnown(ConfigFile file, String what, Set<String> known) {
    for (String key : file.keys()) {
      if (!known.contains(key) && file.isSet(key)) {
        throw new NotSupportedException("%s has %s, which is not supported".formatted(what, key));
      }
    }
  }

  /** Returns the number of pieces to which sentence-transformers truncates a text, if it does. */
  private static OptionalInt longest(Path folder, boolean lowersCase) {
    for (String name : TRANSFORMER) {
      Optional<ConfigFile> transformer =
          config(folder, name).filter(file -> !file.keys().isEmpty());
      if (transformer.isPresent()) {
        checkTransformer(transformer.get(), name, lowersCase);
        if (transformer.get().has("max_seq_length")) {
          return OptionalInt.of(transformer.get().size("max_seq_length"));
        }
        break;
      }
    }
    return config(folder, "tokenizer_config.json")
        .map(file -> file.length("model_max_length"))
        .orElse(OptionalInt.empty());
  }

  private static void checkTransformer(ConfigFile file, String name, boolean lowersCase) {
    requireKnown(file, name, TRANSFORMER_KEYS);
    if (file.isTrue("do_lower_case") && !lowersCase) {
      throw new NotSupportedException(name
          + " has do_lower_case, and the tokenizer keeps capital letters; that is not supported");
    }
    require(file, name, "transformer_task", "feature-extraction");
    require(file, name, "module_output_name", "token_embeddings");
    ConfigFile text = file.object("modality_config").object("text");
    require(text, name, "method", "forward");
    require(text, name, "method_output_name", "last_hidden_state");
  }

  private static void require(ConfigFile file, String name, String key, String done) {
    String got = file.text(key, done);
    if (!got.equals(done)) {
      throw new NotSupportedException(
          "%s has the %s %s, and only %s is supported".formatted(name, key, got, done));
    }
  }
}
