package io.blick.models;

import io.blick.models.bert.BertConfig;
import io.blick.models.format.Folder;
import io.blick.models.text.TextModel.SentenceHead;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the files of sentence-transformers say of a folder: that it embeds no sentences, how it
 * does, or that it does in a way that is not done here.
 */
sealed interface SentenceFolder {

  /** There is no modules.json. */
  record None() implements SentenceFolder {}

  /** Sentences are embedded. */
  record Vector(SentenceModules modules, OptionalInt longest) implements SentenceFolder {}

  /** Sentences would be embedded in a way that is not done. */
  record NotDone(String why) implements SentenceFolder {}

  /**
   * Reads the files.
   *
   * @param config sizes of the model
   * @param tokenizer of the folder
   * @throws io.blick.models.format.FormatException if one is not what it should be
   */
  static SentenceFolder read(Path folder, BertConfig config, Tokenizer tokenizer) {
    if (new Folder(folder).file("modules.json").isEmpty()) {
      return new None();
    }
    try {
      checkPrompt(folder);
      OptionalInt longest = longest(folder, tokenizer);
      return new Vector(SentenceModules.read(folder, config.width()), longest);
    } catch (NotDoneException e) {
      return new NotDone(e.why());
    }
  }

  /** Returns what makes sentence embeddings, for a model of that name. */
  default Optional<SentenceHead> head(String model) {
    return switch (this) {
      case Vector(SentenceModules modules, OptionalInt longest) ->
        Optional.of(new SentenceVector(model, modules.poolings(), modules.steps(), longest));
      case None _, NotDone _ -> Optional.empty();
    };
  }

  /** Returns why there are no sentence embeddings where the folder could give them. */
  default Optional<String> note() {
    return switch (this) {
      case NotDone(String why) -> Optional.of("no sentence embedding: " + why);
      case None _, Vector _ -> Optional.empty();
    };
  }

  private static Optional<ConfigFile> config(Path folder, String name) {
    return new Folder(folder).file(name).map(_ -> ConfigFile.read(folder, name));
  }

  // A prompt that stands before every text makes another text of it.
  private static void checkPrompt(Path folder) {
    config(folder, "config_sentence_transformers.json").ifPresent(file -> {
      String type = file.text("model_type", "SentenceTransformer");
      if (!type.equals("SentenceTransformer")) {
        throw new NotDoneException(
            "config_sentence_transformers.json is that of a " + type + ", which is not done");
      }
      String prompt = file.text("default_prompt_name", "");
      if (!file.object("prompts").text(prompt, "").isEmpty()) {
        throw new NotDoneException(
            "config_sentence_transformers.json puts the prompt %s before every text, which is not"
                    .formatted(prompt)
                + " done");
      }
    });
  }

  /** Returns at how many pieces sentence-transformers cuts a text, if anywhere. */
  private static OptionalInt longest(Path folder, Tokenizer tokenizer) {
    Optional<ConfigFile> own = config(folder, "sentence_bert_config.json");
    own.ifPresent(file -> checkTransformer(file, tokenizer));
    OptionalInt longest =
        own.map(file -> file.length("max_seq_length")).orElse(OptionalInt.empty());
    return longest.isPresent()
        ? longest
        : config(folder, "tokenizer_config.json")
            .map(file -> file.length("model_max_length"))
            .orElse(OptionalInt.empty());
  }

  private static void checkTransformer(ConfigFile file, Tokenizer tokenizer) {
    String name = "sentence_bert_config.json";
    Set<String> harmless = Set.of("max_seq_length", "unpad_inputs");
    Set<String> checked =
        Set.of("do_lower_case", "transformer_task", "modality_config", "module_output_name");
    for (String key : file.keys()) {
      if (!harmless.contains(key) && !checked.contains(key) && file.asks(key)) {
        throw new NotDoneException("%s has %s, which is not done".formatted(name, key));
      }
    }
    if (file.isTrue("do_lower_case") && !lowers(tokenizer)) {
      throw new NotDoneException(
          name + " has do_lower_case, and the tokenizer keeps capital letters; that is not done");
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
      throw new NotDoneException(
          "%s has the %s %s, and only %s is done".formatted(name, key, got, done));
    }
  }

  /** Whether the tokenizer makes capital letters small by itself. */
  private static boolean lowers(Tokenizer tokenizer) {
    for (char c = 'A'; c <= 'Z'; c++) {
      if (!ids(tokenizer, Character.toString(c))
          .equals(ids(tokenizer, Character.toString(c - 'A' + 'a')))) {
        return false;
      }
    }
    return true;
  }

  private static List<Integer> ids(Tokenizer tokenizer, String text) {
    return tokenizer.encode(text).pieces().stream().map(Piece::id).toList();
  }
}
