package io.blick.models.token.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.wordpiece.WordPieceVocabulary;
import java.util.Map;
import java.util.Set;

/**
 * The keys of tokenizer_config.json that Hugging Face's tokenizers know. An unknown key is ignored:
 * only its author knows its meaning, and no tokenizer there uses it.
 */
final class TokenizerKeys {
  /** Keys that are used. */
  static final Set<String> USED = Set.of(
      "added_tokens_decoder",
      "additional_special_tokens",
      "bos_token",
      "cls_token",
      "do_lower_case",
      "eos_token",
      "extra_special_tokens",
      "mask_token",
      "model_input_names",
      "model_specific_special_tokens",
      "pad_token",
      "sep_token",
      "strip_accents",
      "tokenize_chinese_chars",
      "tokenizer_class",
      "unk_token");

  /** Keys with only one supported value; any other value would change the pieces. */
  static final Map<String, JsonNode> FIXED = Map.of(
      "add_special_tokens", BooleanNode.TRUE,
      "clean_text", BooleanNode.TRUE,
      "do_basic_tokenize", BooleanNode.TRUE,
      "split_special_tokens", BooleanNode.FALSE,
      "wordpieces_prefix", TextNode.valueOf(WordPieceVocabulary.CONTINUED));

  /** Keys that must be empty: a value would replace the vocabulary. */
  static final Set<String> EMPTY =
      Set.of("fast_tokenizer_files", "gguf_file", "init_inputs", "never_split", "vocab");

  /**
   * Keys that change no piece: for truncation, padding, decoding and chats, for the origin of
   * files, and keys that BERT's tokenizer does not use.
   */
  static final Set<String> HARMLESS = Set.of(
      "_commit_hash",
      "__slow_tokenizer",
      "_from_auto",
      "_from_pipeline",
      "_json_padding",
      "_json_truncation",
      "_spm_precompiled_charsmap",
      "add_bos_token",
      "add_eos_token",
      "add_prefix_space",
      "auto_map",
      "backend",
      "chat_control_tokens",
      "chat_template",
      "clean_up_tokenization_spaces",
      "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output",
      "files_loaded",
      "fix_mistral_regex",
      "from_slow",
      "is_local",
      "legacy",
      "local_files_only",
      "max_len",
      "max_length",
      "merges",
      "merges_file",
      "model_max_length",
      "name_or_path",
      "pad_to_multiple_of",
      "pad_token_type_id",
      "padding_side",
      "post_processor",
      "processor_class",
      "proxies",
      "response_schema",
      "response_template",
      "resume_download",
      "special_tokens_map_file",
      "stride",
      "subfolder",
      "tokenizer",
      "tokenizer_file",
      "tokenizer_object",
      "tokenizer_padding",
      "tokenizer_truncation",
      "truncation_side",
      "truncation_strategy",
      "unk_id",
      "use_auth_token",
      "use_fast",
      "verbose",
      "vocab_file");

  private TokenizerKeys() {}

  /** Checks that no key has an unsupported value. */
  static void check(JsonFields config) {
    FIXED.forEach((key, value) -> {
      JsonNode got = config.object().path(key);
      if (!JsonFields.isAbsent(got) && !got.equals(value)) {
        throw config.wrong(key, value.asText() + " or absent", got);
      }
    });
    for (String key : EMPTY) {
      JsonNode got = config.object().path(key);
      if (!JsonFields.isAbsent(got) && !(got.isContainerNode() && got.isEmpty())) {
        throw config.wrong(key, "empty or absent", got);
      }
    }
  }
}
