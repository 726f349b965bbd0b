package io.blick.models.token.folder;

import io.blick.models.format.json.JsonFields;
import java.util.List;
import java.util.Set;

/**
 * The class of tokenizer that Hugging Face would create, which decides which files of a folder
 * count.
 */
enum TokenizerClass {
  /** A BERT tokenizer: tokenizer_config.json takes precedence over the rules of tokenizer.json. */
  BERT(true),
  /** A BERT tokenizer that gives no segments unless a file says so. */
  DISTILBERT(false),
  /** MPNet's: as BERT's, with other pieces around texts, and no segments unless a file says so. */
  MPNET(false),
  /** A generic tokenizer: tokenizer.json is used as it is. */
  AS_WRITTEN(true),
  /**
   * The generic tokenizer of transformers 5 alone, which gives no segments unless a file says so.
   */
  BACKEND(false);

  private static final String END_OF_FAST = "Fast";
  private static final String MPNET_MODEL = "mpnet";
  private static final Set<String> OF_BERT = Set.of(
      "BertTokenizer",
      "ConvBertTokenizer",
      "DPRContextEncoderTokenizer",
      "DPRQuestionEncoderTokenizer",
      "ElectraTokenizer",
      "LayoutLMTokenizer",
      "LxmertTokenizer",
      "MobileBertTokenizer",
      "RealmTokenizer",
      "SqueezeBertTokenizer");
  private static final Set<String> OF_DISTILBERT =
      Set.of("DistilBertTokenizer", "RetriBertTokenizer");
  private static final Set<String> OF_MPNET = Set.of("MPNetTokenizer");
  private static final Set<String> OF_NONE =
      Set.of("PreTrainedTokenizer", "PreTrainedTokenizerFast");
  private static final String OF_BACKEND = "TokenizersBackend";

  private final boolean tellsSegments;

  TokenizerClass(boolean tellsSegments) {
    this.tellsSegments = tellsSegments;
  }

  /** Whether it gives the second text of a pair a segment of its own where no file says it. */
  boolean tellsSegments() {
    return tellsSegments;
  }

  /** Whether tokenizer.json is used as it is. */
  boolean isAsWritten() {
    return switch (this) {
      case AS_WRITTEN, BACKEND -> true;
      case BERT, DISTILBERT, MPNET -> false;
    };
  }

  /**
   * Returns the class that tokenizer_config.json names, or else config.json; where neither does,
   * that of the model's type: MPNet's for mpnet, and BERT's for all others.
   *
   * @throws io.blick.models.format.FormatException if it is another class
   */
  static TokenizerClass of(JsonFields config, JsonFields model) {
    for (JsonFields said : List.of(config, model)) {
      String name = said.text("tokenizer_class", "");
      if (!name.isEmpty()) {
        return named(name, said);
      }
    }
    return model.text("model_type", "").equals(MPNET_MODEL) ? MPNET : BERT;
  }

  private static TokenizerClass named(String name, JsonFields said) {
    String plain =
        name.endsWith(END_OF_FAST) ? name.substring(0, name.length() - END_OF_FAST.length()) : name;
    if (OF_NONE.contains(name)) {
      return AS_WRITTEN;
    }
    if (name.equals(OF_BACKEND)) {
      return BACKEND;
    }
    if (OF_BERT.contains(plain)) {
      return BERT;
    }
    if (OF_DISTILBERT.contains(plain)) {
      return DISTILBERT;
    }
    if (OF_MPNET.contains(plain)) {
      return MPNET;
    }
    throw said.wrong(
        "tokenizer_class",
        "BertTokenizer, MPNetTokenizer, PreTrainedTokenizerFast or one that cuts as these",
        said.object().path("tokenizer_class"));
  }
}
