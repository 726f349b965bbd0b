package io.blick.models.token.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.added.AddedToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The added tokens that files name without a row, in the order in which Hugging Face's transformers
 * gives them rows: the usual names, names of a model's own, then the extra ones.
 *
 * @param config tokenizer_config.json
 * @param map special_tokens_map.json, which takes precedence for the usual names
 */
record NamedTokens(JsonFields config, JsonFields map) {
  private static final List<String> SPECIAL = List.of(
      "bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
  private static final String EXTRA = "extra_special_tokens";
  private static final String EXTRA_OF_OLD = "additional_special_tokens";

  /**
   * Returns the special tokens that added_tokens.json may give rows to: the usual and the extra
   * ones, of tokenizer_config.json those that are text. Tokens under a model's own names and those
   * of the older key of special_tokens_map.json are not special there.
   */
  ListedTokens specialOfAdded() {
    ListedTokens special = new ListedTokens();
    for (String key : SPECIAL) {
      JsonFields where = where(key);
      if (where.equals(map) || where.object().path(key).isTextual()) {
        nameOne(where, key, special);
      }
    }
    for (JsonNode value : config.object().path(holds(config, EXTRA) ? EXTRA : EXTRA_OF_OLD)) {
      if (value.isTextual() && !config.object().path(EXTRA).isObject()) {
        name(config, value, EXTRA, special);
      }
    }
    if (map.object().path(EXTRA).isArray()) {
      nameAll(map, EXTRA, special);
    }
    return special;
  }

  /** Adds all of them to a list. */
  void list(ListedTokens tokens) {
    nameUsual(tokens);
    nameOwn(tokens);
    nameAll(config, "model_specific_special_tokens", tokens);
    nameExtra(tokens);
  }

  private void nameUsual(ListedTokens tokens) {
    for (String key : SPECIAL) {
      nameOne(where(key), key, tokens);
    }
  }

  /**
   * Adds the tokens under a model's own names: first objects of tokenizer_config.json and all of
   * special_tokens_map.json, which counts before them, then text of tokenizer_config.json, which
   * counts before both.
   */
  private void nameOwn(ListedTokens tokens) {
    Map<String, JsonFields> own = new LinkedHashMap<>();
    keepOwn(config, value -> value.path("__type").asText().equals("AddedToken"), own);
    keepOwn(map, value -> value.isTextual() || value.isObject(), own);
    keepOwn(config, JsonNode::isTextual, own);
    own.forEach((key, where) -> nameOne(where, key, tokens));
  }

  private static void keepOwn(
      JsonFields fields, Predicate<JsonNode> named, Map<String, JsonFields> own) {
    fields.object().properties().stream()
        .filter(entry -> entry.getKey().endsWith("_token"))
        .filter(entry -> !SPECIAL.contains(entry.getKey()) && named.test(entry.getValue()))
        .forEach(entry -> own.put(entry.getKey(), fields));
  }

  /**
   * Adds the extra special tokens: a list under the newer key, or else one under the older; and of
   * the other file, that under the older only where no other key is there, even if it is empty.
   */
  private void nameExtra(ListedTokens tokens) {
    JsonNode newer = config.object().path(EXTRA);
    boolean lists = config.object().has(EXTRA) && !newer.isObject();
    nameAll(config, EXTRA, tokens);
    if (!lists || !holds(config, EXTRA)) {
      nameAll(config, EXTRA_OF_OLD, tokens);
    }
    nameAll(map, EXTRA, tokens);
    if (!lists && !config.object().has(EXTRA_OF_OLD) && !map.object().has(EXTRA)) {
      nameAll(map, EXTRA_OF_OLD, tokens);
    }
  }

  private static boolean holds(JsonFields fields, String key) {
    JsonNode value = fields.object().path(key);
    return !JsonFields.isAbsent(value) && !(value.isContainerNode() && value.isEmpty());
  }

  /** Returns the file that counts for a usual name. */
  JsonFields where(String key) {
    return map.object().has(key) ? map : config;
  }

  private void nameOne(JsonFields fields, String key, ListedTokens tokens) {
    JsonNode value = fields.object().path(key);
    if (!JsonFields.isAbsent(value)) {
      name(fields, value, key, tokens);
    }
  }

  private void nameAll(JsonFields fields, String key, ListedTokens tokens) {
    JsonNode values = fields.object().path(key);
    if (!JsonFields.isAbsent(values) && !values.isContainerNode()) {
      throw fields.wrong(key, "an array or an object", values);
    }
    List<JsonNode> all = new ArrayList<>();
    values.forEach(all::add);
    all.forEach(value -> name(fields, value, key, tokens));
  }

  private void name(JsonFields fields, JsonNode value, String key, ListedTokens tokens) {
    if (value.isTextual()) {
      tokens.name(AddedToken.typed(AddedToken.spelling(fields, key, value.textValue())), fields);
    } else {
      tokens.name(AddedToken.read(fields.element(value, key), fields.equals(map)), fields);
    }
  }
}
