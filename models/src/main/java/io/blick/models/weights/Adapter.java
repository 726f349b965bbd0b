package io.blick.models.weights;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.format.safetensors.Safetensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An adapter as the library PEFT saves it: a change of another model's weights, and so half a
 * model. It is refused with the lines of Python that make a whole model of it.
 *
 * @param folder the adapter's
 * @param config adapter_config.json
 */
public record Adapter(Folder folder, ConfigFile config) {
  /** What is said of a weight of an adapter among those of a model. */
  public static final String UNMERGED =
      "which is of an adapter that is not merged into the weights; in Python, call"
          + " merge_and_unload() of its PeftModel, and save_pretrained() of what that returns";

  private static final Pattern PART = Pattern.compile(
      ".*\\.(?:base_layer|modules_to_save|(?:lora|ia3|loha|hada|lokr|vera|oft|boft)_\\w+)"
          + "(?:\\..*)?");

  /** The file that says that a folder has an adapter. */
  static final String FILE = "adapter_config.json";

  private static final String WEIGHTS = "adapter_model.safetensors";

  /** PEFT's class for each task_type; without a task_type it is AutoPeftModel. */
  private static final Map<String, String> CLASSES = Map.of(
      "CAUSAL_LM", "ForCausalLM",
      "SEQ_2_SEQ_LM", "ForSeq2SeqLM",
      "SEQ_CLS", "ForSequenceClassification",
      "TOKEN_CLS", "ForTokenClassification",
      "QUESTION_ANS", "ForQuestionAnswering",
      "FEATURE_EXTRACTION", "ForFeatureExtraction");

  /** The tasks whose class must be told the number of labels, unless it is the base model's. */
  private static final Set<String> LABELLED = Set.of("SEQ_CLS", "TOKEN_CLS");

  private static final Pattern CLASSIFIER =
      Pattern.compile("(?:.*\\.)?(?:classifier|score)\\.(?:out_proj\\.)?weight");

  /** Kinds that put pieces or states beside the text and change no weight. */
  private static final Set<String> NOT_WEIGHTS = Set.of(
      "ADAPTION_PROMPT",
      "CARTRIDGE",
      "CPT",
      "MULTITASK_PROMPT_TUNING",
      "PREFIX_TUNING",
      "PROMPT_TUNING",
      "P_TUNING");

  private static final List<String> TOKENIZERS =
      List.of("tokenizer.json", "vocab.txt", "tokenizer_config.json");

  /** Stands for a number of labels that the user has to say. */
  private static final String UNKNOWN = "N";

  /** A name of a model that can stand in a line of Python as it is. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./-]{1,200}");

  /**
   * Checks that a folder has no adapter.
   *
   * @throws FormatException if it has one; the message says how to merge it
   */
  public static void requireNone(Folder folder) {
    folder.file(FILE).ifPresent(file -> {
      Adapter adapter = new Adapter(folder, ConfigFile.read(folder.path(), FILE));
      throw new FormatException("models", file, 0, adapter.sentence());
    });
  }

  /** Whether a weight of this name belongs to an adapter, or is what one changes. */
  public static boolean isPart(String name) {
    return PART.matcher(name).matches();
  }

  private String sentence() {
    String base = text("base_model_name_or_path");
    String kind = text("peft_type");
    String got = "the folder must hold a whole model; got an adapter%s to %s"
        .formatted(
            kind.isEmpty() ? "" : " (%s)".formatted(Escaped.text(kind)),
            base.isEmpty() ? "a model that it does not name" : Escaped.text(base));
    if (kind.isEmpty()) {
      return got + ", of a library other than PEFT; merge it into that model's weights with the"
          + " library that saved it";
    }
    if (NOT_WEIGHTS.contains(kind)) {
      return got + ", which is not supported and cannot be merged into weights; take a model"
          + " that was trained whole";
    }
    return got + "; " + merge(base) + rest();
  }

  private String text(String key) {
    return config.isText(key) ? config.text(key, "") : "";
  }

  /** Returns the lines of Python that write the folder NEW. */
  private String merge(String base) {
    String named = PLAIN.matcher(base).matches() ? base : "BASE";
    String task = text("task_type");
    Optional<String> labels = LABELLED.contains(task) ? Optional.of(labels()) : Optional.empty();
    boolean own = TOKENIZERS.stream().anyMatch(name -> folder.file(name).isPresent());
    return "in Python, %s; from transformers import AutoTokenizer as T;"
            .formatted(loaded(task, labels, named))
        + " a.merge_and_unload().save_pretrained('NEW');"
        + " T.from_pretrained('%s').save_pretrained('NEW') writes a whole model"
            .formatted(own ? "THIS" : named)
        + labels.filter(UNKNOWN::equals).map(" of %s labels"::formatted).orElse("");
  }

  // AutoPeftModel is of use where the file says which class its model is of.
  private String loaded(String task, Optional<String> labels, String base) {
    String type = "AutoPeftModel" + CLASSES.getOrDefault(task, "");
    return CLASSES.containsKey(task) || config.has("auto_mapping")
        ? "from peft import %s as A; a = A.from_pretrained('THIS'%s)"
            .formatted(type, labels.map(", num_labels=%s"::formatted).orElse(""))
        : "from peft import PeftModel as P; from transformers import AutoModel as A;"
            + " a = P.from_pretrained(A.from_pretrained('%s'), 'THIS')".formatted(base);
  }

  private String rest() {
    String sentences = folder.file("modules.json").isPresent()
        ? ", to which modules.json and the folders that it names are copied"
        : "";
    String merged = folder.file("model.safetensors").isPresent()
        ? "; without %s the folder is the model without it".formatted(FILE)
        : "";
    return sentences + merged;
  }

  /** Returns the number of labels that the adapter's own classifier has, or N. */
  private String labels() {
    return folder
        .file(WEIGHTS)
        .flatMap(file -> {
          try (Safetensors weights = Safetensors.open(file)) {
            return weights.names().stream()
                .filter(name -> CLASSIFIER.matcher(name).matches())
                .filter(name -> weights.sizes(name).size() == 2)
                .map(name -> weights.sizes(name).getFirst().toString())
                .findFirst();
          } catch (FormatException _) {
            // What is told is that it is an adapter.
            return Optional.empty();
          }
        })
        .orElse(UNKNOWN);
  }
}
