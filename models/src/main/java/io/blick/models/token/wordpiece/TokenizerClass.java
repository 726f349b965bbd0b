package io.blick.models.token.wordpiece;

import io.blick.models.format.json.JsonFields;
import java.util.List;
import java.util.Set;

/** Which of a folder's files count for its rules, by the class that Hugging Face would make. */
enum TokenizerClass {
  /** A BERT tokenizer: tokenizer_config.json counts before the rules of tokenizer.json. */
  BERT,
  /** tokenizer.json as it is. */
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
   * Returns what tokenizer_config.json says, or else config.json; without a word it is BERT's.
   *
   * @throws io.blick.models.format.FormatException if it is another tokenizer's
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
