package io.blick.models.stack;

import io.blick.models.format.json.ConfigFile;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The keys of an architecture's config.json. Each known key is either used, or refused if its value
 * would change the result, or harmless. The meaning of any other key is unknown, and a note names
 * it.
 *
 * @param read keys whose values are used
 * @param refused keys that must have no value (absent, null, false or empty), and why
 * @param harmless keys without influence on pieces, hidden states, attention, predictions or
 *     vectors
 */
public record ConfigKeys(Set<String> read, Map<String, String> refused, Set<String> harmless) {

  /** Copies the sets. */
  public ConfigKeys {
    read = Set.copyOf(read);
    refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    harmless = Set.copyOf(harmless);
  }

  private static final Set<String> READ = Set.of(
      "model_type",
      "architectures",
      "vocab_size",
      "max_position_embeddings",
      "tokenizer_class",
      "tie_word_embeddings",
      // Of heads.
      "id2label",
      "problem_type");

  private static final Set<String> HARMLESS = Set.of(
      // Training.
      "initializer_range",
      "gradient_checkpointing",
      "classifier_dropout",
      "label2id",
      "num_labels",
      "_num_labels",
      "finetuning_task",
      // How another program shows the numbers of a head.
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
      "xla_device",
      "tf_legacy_loss",
      "use_cache",
      "output_attentions",
      "output_hidden_states",
      "output_past",
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
      "eos_token_ids",
      "sep_token_id",
      // For other models: two stacks, rotary positions.
      "cross_attention_hidden_size",
      "tie_encoder_decoder",
      "rope_scaling",
      "rope_theta");

  /** Keys of text generation, which older files contain. */
  private static final Set<String> GENERATION = Set.of(
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

  private static Map<String, String> refusedByAll() {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("add_cross_attention", "attention to a second model is not supported");
    refused.put("pruned_heads", "models with pruned heads are not supported");
    refused.put("per_layer_config", "layers that differ in their config are not supported");
    refused.put("quantization_config", "quantized weights are not supported");
    refused.put("auto_map", "a model with code of its own is another model, and code is never run");
    refused.put("adapters", "adapters are not supported; merge them into the weights");
    return refused;
  }

  /**
   * Returns the keys of all encoders and those of one architecture.
   *
   * @param own keys that are used here, besides those of all
   * @param harmlessOnes keys that have no influence here, besides those of all
   */
  public static ConfigKeys ofEncoder(Set<String> own, Set<String> harmlessOnes) {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("is_decoder", "only encoders are supported");
    refused.put("is_encoder_decoder", "only encoders are supported");
    return of(refused, own, harmlessOnes);
  }

  /**
   * Returns the keys of all decoders and those of one architecture.
   *
   * @param own keys that are used here, besides those of all
   * @param harmlessOnes keys that have no influence here, besides those of all
   */
  public static ConfigKeys ofDecoder(Set<String> own, Set<String> harmlessOnes) {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("is_encoder_decoder", "only decoders are supported");
    return of(refused, own, union(harmlessOnes, Set.of("is_decoder")));
  }

  /**
   * Returns the same keys and one that must have no value.
   *
   * @param key must be absent, null, false or empty
   * @param why what is not supported
   */
  public ConfigKeys refusing(String key, String why) {
    Map<String, String> more = new LinkedHashMap<>(refused);
    more.put(key, why);
    return new ConfigKeys(read, more, harmless);
  }

  private static ConfigKeys of(
      Map<String, String> refused, Set<String> own, Set<String> harmlessOnes) {
    refused.putAll(refusedByAll());
    return new ConfigKeys(union(READ, own), refused, union(HARMLESS, GENERATION, harmlessOnes));
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> all = new HashSet<>();
    for (Set<String> set : sets) {
      all.addAll(set);
    }
    return all;
  }

  /**
   * Checks that no key asks for what is not supported.
   *
   * @throws io.blick.models.format.FormatException if one does
   */
  public void check(ConfigFile file) {
    refused.forEach(file::requireNothing);
  }

  /** Returns a sentence that names unknown keys, if there are any. */
  public Optional<String> note(ConfigFile file) {
    // A key that is null asks for nothing: to transformers it is as absent.
    Predicate<String> known = key ->
        read.contains(key) || refused.containsKey(key) || harmless.contains(key) || !file.has(key);
    List<String> unknown = file.keys().stream().filter(known.negate()).toList();
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    String more = unknown.size() == 1 ? "" : " and %d more".formatted(unknown.size() - 1);
    return Optional.of("config.json asks for what is not known here, and gets nothing: %s%s"
        .formatted(unknown.getFirst(), more));
  }
}
