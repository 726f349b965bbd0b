package io.blick.models.token.wordpiece;

import io.blick.models.format.json.JsonFields;
import java.util.List;
import java.util.Set;

/**
 * The class of tokenizer that Hugging Face would create, which decides which files of a folder
 * count.
 */
enum TokenizerClass {
  /** A BERT tokenizer: tokenizer_config.json takes precedence over the rules of tokenizer.json. */
  BERT,
  /** A generic tokenizer: tokenizer.json is used as it is. */
  AS_WRITTEN;

  private static final Set<String> OF_BERT = Set.of(
      "BertTokenizer",
      "ConvBertTokenizer",
      "DistilBertTokenizer",
      "DPRContextEncoderTokenizer",
      "DPRQuestionEncoderTokenizer",
      "ElectraTokenizer",
      "LayoutLMTokenizer",
      "LxmertTokenizer",
      "MobileBertTokenizer",
      "RealmTokenizer",
      "RetriBertTokenizer",
      "SqueezeBertTokenizer");
  private static final Set<String> OF_NONE =
      Set.of("PreTrainedTokenizer", "PreTrainedTokenizerFast", "TokenizersBackend");

  /**
   * Returns the class that tokenizer_config.json names, or else config.json; that of BERT if
   * neither does.
   *
   * @throws io.blick.models.format.FormatException if it is another class
   */
  static TokenizerClass of(JsonFields config, JsonFields model) {
    for (JsonFields said : List.of(config, model)) {
      String name = said.text("tokenizer_class", "");
      String plain = name.endsWith("Fast") ? name.substring(0, name.length() - 4) : name;
      if (OF_NONE.contains(name)) {
        return AS_WRITTEN;
      }
      if (OF_BERT.contains(plain)) {
        return BERT;
      }
      if (!name.isEmpty()) {
        throw said.wrong(
            "tokenizer_class",
            "BertTokenizer, PreTrainedTokenizerFast or one that cuts as these",
            said.object().path("tokenizer_class"));
      }
    }
    return BERT;
  }
}
