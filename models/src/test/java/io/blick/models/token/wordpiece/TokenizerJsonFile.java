package io.blick.models.token.wordpiece;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tokenizer.json that Hugging Face makes of a BERT vocabulary. */
public final class TokenizerJsonFile {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private TokenizerJsonFile() {}

  /** Writes the file into a folder. */
  public static Path write(Path folder, List<String> vocabulary, boolean lowerCase)
      throws IOException {
    return Files.write(folder.resolve("tokenizer.json"), json(vocabulary, lowerCase));
  }

  /** Returns the tokenizer.json that Hugging Face makes of a BERT vocabulary. */
  static byte[] json(List<String> vocabulary, boolean lowerCase) throws IOException {
    JsonMapper mapper = new JsonMapper();
    ObjectNode root = (ObjectNode) mapper.readTree(
        """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
                 "normalizer": {"type": "BertNormalizer", "clean_text": true,
                   "handle_chinese_chars": true, "strip_accents": null, "lowercase": %s},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": {"type": "TemplateProcessing",
                   "single": [
                     {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                     {"Sequence": {"id": "A", "type_id": 0}},
                     {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                   "pair": [
                     {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                     {"Sequence": {"id": "A", "type_id": 0}},
                     {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 1}},
                     {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
                   "special_tokens": {
                     "[CLS]": {"id": "[CLS]", "ids": [%d], "tokens": ["[CLS]"]},
                     "[SEP]": {"id": "[SEP]", "ids": [%d], "tokens": ["[SEP]"]}}},
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]",
                   "continuing_subword_prefix": "##", "max_input_chars_per_word": 100}}
                """.formatted(lowerCase, vocabulary.indexOf("[CLS]"), vocabulary.indexOf("[SEP]")));
    for (String special : SPECIAL) {
      root.withArray("added_tokens")
          .addObject()
          .put("id", vocabulary.indexOf(special))
          .put("content", special)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    ObjectNode rows = ((ObjectNode) root.get("model")).putObject("vocab");
    for (int row = 0; row < vocabulary.size(); row++) {
      rows.put(vocabulary.get(row), row);
    }
    return mapper.writeValueAsBytes(root);
  }
}
