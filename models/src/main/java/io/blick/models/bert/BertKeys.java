package io.blick.models.bert;

import io.blick.core.nn.Gelu;
import io.blick.models.format.json.ConfigFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of a BERT's config.json. Each known key is either used, or refused if its value would
 * change the result, or harmless. The meaning of any other key is unknown, and a note names it.
 */
public final class BertKeys {
  /** Keys whose values are used. */
  static final Set<String> READ = Set.of(
      "model_type",
      "architectures",
      "vocab_size",
      "max_position_embeddings",
      "type_vocab_size",
      "hidden_size",
      "num_hidden_layers",
      "num_attention_heads",
      "intermediate_size",
      "hidden_act",
      "layer_norm_eps",
      "position_embedding_type",
      "tokenizer_class",
      "tie_word_embeddings");

  /** Keys that must have no value (absent, null, false or empty), and why. */
  static final Map<String, String> REFUSED = refused();

  /** Keys without influence on pieces, hidden states, attention, predictions or vectors. */
  static final Set<String> HARMLESS = Set.of(
      // Training.
      "attention_probs_dropout_prob",
      "hidden_dropout_prob",
      "classifier_dropout",
      "initializer_range",
      "gradient_checkpointing",
      // Heads that are not supported; a note says so.
      "id2label",
      "label2id",
      "num_labels",
      "problem_type",
      "finetuning_task",
      "sbert_ce_default_activation_function",
      "sentence_transformers",
      // How the model is computed and what it returns, and the precision; Blick computes in
      // float32.
      "attn_implementation",
      "_attn_implementation",
      "_attn_implementation_autoset",
      "_attn_implementation_internal",
      "experts_implementation",
      "chunk_size_feed_forward",
      "dtype",
      "torch_dtype",
      "torchscript",
      "use_bfloat16",
      "tf_legacy_loss",
      "use_cache",
      "output_attentions",
      "output_hidden_states",
      "return_dict",
      "tie_last_hidden_states",
      "use_mtp",
      // Where the model comes from.
      "_name_or_path",
      "name_or_path",
      "_commit_hash",
      "transformers_version",
      // Pieces that are named in the files of the tokenizer.
      "pad_token_id",
      "bos_token_id",
      "eos_token_id",
      "sep_token_id",
      // For other models: two stacks, rotary positions.
      "cross_attention_hidden_size",
      "tie_encoder_decoder",
      "rope_scaling",
      "rope_theta",
      // In the first multilingual files, for a pooler that BERT never had.
      "directionality",
      "pooler_fc_size",
      "pooler_num_attention_heads",
      "pooler_num_fc_layers",
      "pooler_size_per_head",
      "pooler_type");

  /** Keys of text generation, which older files contain. */
  static final Set<String> GENERATION = Set.of(
      "assistant_confidence_threshold",
      "assistant_early_exit",
      "assistant_ensemble_weight",
      "assistant_lookbehind",
      "bad_words_ids",
      "begin_suppress_tokens",
      "cache_config",
      "cache_implementation",
      "compile_config",
      "constraints",
      "continuous_batching_config",
      "decoder_start_token_id",
      "disable_compile",
      "diversity_penalty",
      "do_sample",
      "dola_layers",
      "early_stopping",
      "encoder_no_repeat_ngram_size",
      "encoder_repetition_penalty",
      "epsilon_cutoff",
      "eta_cutoff",
      "exponential_decay_length_penalty",
      "force_words_ids",
      "forced_bos_token_id",
      "forced_eos_token_id",
      "guidance_scale",
      "is_assistant",
      "length_penalty",
      "low_memory",
      "max_cache_len",
      "max_length",
      "max_matching_ngram_size",
      "max_new_tokens",
      "max_time",
      "min_length",
      "min_new_tokens",
      "min_p",
      "no_repeat_ngram_size",
      "num_assistant_tokens",
      "num_assistant_tokens_schedule",
      "num_beam_groups",
      "num_beams",
      "num_return_sequences",
      "output_logits",
      "output_scores",
      "penalty_alpha",
      "prefill_chunk_size",
      "prefix",
      "prompt_lookup_num_tokens",
      "remove_invalid_values",
      "renormalize_logits",
      "repetition_penalty",
      "return_dict_in_generate",
      "return_legacy_cache",
      "sequence_bias",
      "speculation_type",
      "stop_strings",
      "suppress_tokens",
      "target_lookbehind",
      "task_specific_params",
      "temperature",
      "token_healing",
      "top_h",
      "top_k",
      "top_p",
      "typical_p",
      "watermarking_config");

  // Names of two functions: GELU by erf, and its approximation by tanh.
  private static final List<String> ERF = List.of("gelu", "gelu_python");
  private static final List<String> TANH =
      List.of("gelu_new", "gelu_pytorch_tanh", "gelu_python_tanh", "gelu_fast", "gelu_accurate");
  private static final List<String> TOKENIZERS =
      List.of("BertTokenizer", "BertTokenizerFast", "PreTrainedTokenizerFast", "TokenizersBackend");

  private BertKeys() {}

  private static Map<String, String> refused() {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("is_decoder", "only encoders are supported");
    refused.put("is_encoder_decoder", "only encoders are supported");
    refused.put("add_cross_attention", "attention to a second model is not supported");
    refused.put("pruned_heads", "models with pruned heads are not supported");
    refused.put("per_layer_config", "layers that differ in their config are not supported");
    refused.put("quantization_config", "quantized weights are not supported");
    refused.put("auto_map", "a model with code of its own is another model, and code is never run");
    refused.put("adapters", "adapters are not supported; merge them into the weights");
    return Collections.unmodifiableMap(refused);
  }

  /**
   * Returns the sizes and options of a config.
   *
   * @throws io.blick.models.format.FormatException if a key asks for what is not supported
   */
  public static BertConfig config(ConfigFile file) {
    if (file.has("position_embedding_type")) {
      file.choice("position_embedding_type", List.of("absolute"));
    }
    REFUSED.forEach(file::requireNothing);
    if (file.has("tokenizer_class")) {
      file.choice("tokenizer_class", TOKENIZERS);
    }
    file.requireMultiple("hidden_size", "num_attention_heads");
    return new BertConfig(
        file.size("vocab_size"),
        file.size("max_position_embeddings"),
        file.size("type_vocab_size"),
        file.size("hidden_size"),
        file.size("num_hidden_layers"),
        file.size("num_attention_heads"),
        file.size("intermediate_size"),
        activation(file),
        file.positive("layer_norm_eps", 1e-12),
        file.isTrue("tie_word_embeddings", true));
  }

  private static Gelu activation(ConfigFile file) {
    List<String> all = Stream.concat(ERF.stream(), TANH.stream()).toList();
    return ERF.contains(file.choice("hidden_act", all)) ? Gelu.ERF : Gelu.TANH;
  }

  /** Returns a sentence that names unknown keys, if there are any. */
  public static Optional<String> note(ConfigFile file) {
    List<String> unknown = file.keys().stream()
        .filter(key -> !READ.contains(key) && !REFUSED.containsKey(key))
        .filter(key -> !HARMLESS.contains(key) && !GENERATION.contains(key))
        .toList();
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    String more = unknown.size() == 1 ? "" : " and %d more".formatted(unknown.size() - 1);
    return Optional.of("config.json asks for what is not known here, and gets nothing: %s%s"
        .formatted(unknown.getFirst(), more));
  }
}
