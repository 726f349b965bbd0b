package io.blick.models.token.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.Escaped;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.added.AddedToken;
import io.blick.models.token.unicode.Normalisation;
import io.blick.models.token.vocabulary.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a tokenizer in the files of a folder other than vocab.txt and tokenizer.json.
 *
 * @param config tokenizer_config.json
 * @param map special_tokens_map.json, which takes precedence over config; ignored if config has
 *     added_tokens_decoder
 * @param added added_tokens.json; ignored if config has added_tokens_decoder
 * @param model config.json
 */
record TokenizerSettings(JsonFields config, JsonFields map, JsonFields added, JsonFields model) {
  private static final String DECODER = "added_tokens_decoder";
  private static final String INPUTS = "model_input_names";

  /**
   * Reads the files that exist.
   *
   * @param format with which errors begin
   */
  static TokenizerSettings read(String format, Folder folder) {
    JsonFields config = read(format, folder, "tokenizer_config.json");
    boolean decoder = config.object().has(DECODER);
    TokenizerKeys.check(config);
    return new TokenizerSettings(
        config,
        decoder ? config.none() : read(format, folder, "special_tokens_map.json"),
        decoder ? config.none() : read(format, folder, "added_tokens.json"),
        read(format, folder, "config.json"));
  }

  private static JsonFields read(String format, Folder folder, String name) {
    return JsonFields.read(format, folder, name, VocabularyFile.LARGEST);
  }

  /** Returns the class of the tokenizer, which decides which files count. */
  TokenizerClass tokenizerClass() {
    return TokenizerClass.of(config, model);
  }

  /** Whether tokenizer_config.json lists the added tokens; then no other file is asked for them. */
  boolean listsTokens() {
    return config.object().has(DECODER);
  }

  /** Returns the number of rows of the embedding table, if config.json says it. */
  OptionalInt rows() {
    return model.number("vocab_size", 1, Integer.MAX_VALUE);
  }

  /** Returns the spelling of a special piece, or {@code otherwise} if no file has it. */
  private String special(String key, String otherwise) {
    return piece(named().where(key), key, otherwise);
  }

  /** Returns a piece in a field: a spelling, or an object with the spelling as its content. */
  private static String piece(JsonFields fields, String field, String otherwise) {
    return fields.object().path(field).isObject()
        ? fields.child(field).text("content", otherwise)
        : fields.text(field, otherwise);
  }

  /** Returns the spelling of a special piece that these files name, if they do. */
  Optional<String> named(String key) {
    return optional(key, Optional.empty());
  }

  /** Returns the spelling of an optional special piece: null in a file means that there is none. */
  private Optional<String> optional(String key, Optional<String> otherwise) {
    if (saysNone(key)) {
      return Optional.empty();
    }
    String said = special(key, "");
    return said.isEmpty() ? otherwise : Optional.of(said);
  }

  /** Whether the file that counts for the key has null for it: there is no such piece. */
  private boolean saysNone(String key) {
    return named().where(key).object().path(key).isNull();
  }

  /** Returns rules with the names of the padding and the mask replaced by those of these files. */
  WordPieceRules applyNamesTo(WordPieceRules own) {
    return new WordPieceRules(
        own.normalisation(),
        own.longestWord(),
        own.unknown(),
        own.template(),
        optional("pad_token", own.padding()),
        optional("mask_token", own.mask()));
  }

  /**
   * Adds the special pieces of rules to a list by their names, except those that these files deny.
   */
  void listSpecial(WordPieceRules rules, Vocabulary vocabulary, ListedTokens tokens) {
    Map<String, Optional<String>> names = new LinkedHashMap<>();
    names.put("unk_token", Optional.of(rules.unknown()));
    names.put("cls_token", Optional.of(rules.template().opening()));
    names.put("sep_token", Optional.of(rules.template().closing()));
    names.put("pad_token", rules.padding());
    names.put("mask_token", rules.mask());
    if (tokenizerClass() == TokenizerClass.MPNET) {
      names.put("bos_token", Optional.of(BertTemplate.MPNET.opening()));
      names.put("eos_token", Optional.of(BertTemplate.MPNET.closing()));
    }
    names.forEach((key, said) -> said.filter(
            name -> !saysNone(key) && !name.isEmpty() && vocabulary.row(name).isPresent())
        .ifPresent(name -> tokens.nameIfAbsent(AddedToken.typed(name), config)));
  }

  /** Returns rules with everything replaced that these files set. */
  WordPieceRules applyTo(WordPieceRules own) {
    return new WordPieceRules(
        applyTo(own.normalisation()),
        own.longestWord(),
        special("unk_token", own.unknown()),
        own.template()
            .with(
                special("cls_token", own.template().opening()),
                special("sep_token", own.template().closing())),
        optional("pad_token", own.padding()),
        optional("mask_token", own.mask()));
  }

  /**
   * Returns the normalisation of these files; accents are removed with capital letters unless the
   * file says otherwise.
   */
  private Normalisation applyTo(Normalisation own) {
    boolean lowerCase = config.flag("do_lower_case", own.lowerCase());
    return new Normalisation(
        own.clean(),
        config.flag("tokenize_chinese_chars", own.spaceIdeographs()),
        config.flag("strip_accents", saysCasing() ? lowerCase : own.stripAccents()),
        lowerCase);
  }

  /** Whether tokenizer_config.json says whether the model is cased. */
  boolean saysCasing() {
    return !JsonFields.isAbsent(config.object().path("do_lower_case"));
  }

  /** Whether the tokenizer gives the second text of a pair a segment of its own. */
  boolean tellsSegments() {
    return JsonFields.isAbsent(config.object().path(INPUTS))
        ? tokenizerClass().tellsSegments()
        : tellsSegmentsIfSaid();
  }

  /** Whether a file says that the second text of a pair has a segment of its own. */
  boolean tellsSegmentsIfSaid() {
    JsonNode inputs = config.object().path(INPUTS);
    for (JsonNode input : inputs) {
      if (input.asText().equals("token_type_ids")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the tokens that these files name. */
  NamedTokens named() {
    return new NamedTokens(config, map);
  }

  /** Adds the tokens with rows in these files to a list. */
  void listPlaced(ListedTokens tokens) {
    JsonFields decoder = config.child(DECODER);
    for (Map.Entry<String, JsonNode> entry : decoder.object().properties()) {
      JsonFields token = decoder.element(entry.getValue(), entry.getKey());
      tokens.add(AddedToken.read(token, false), row(decoder, entry.getKey()), token);
    }
    ListedTokens special = named().specialOfAdded();
    for (Map.Entry<String, JsonNode> entry : added.object().properties()) {
      String spelling = AddedToken.spelling(added, entry.getKey(), entry.getKey());
      boolean isSpecial = special.holds(spelling);
      tokens.add(
          new AddedToken(spelling, false, false, false, !isSpecial, isSpecial),
          AddedToken.row(added, spelling),
          added);
    }
  }

  /** Returns the row that is the name of a field. */
  private static int row(JsonFields fields, String field) {
    try {
      int row = Integer.parseInt(field);
      if (row >= 0 && row < Integer.MAX_VALUE) {
        return row;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that is no row.
    }
    throw fields.wrong(
        "%s must have rows as names; got %s".formatted(fields.name(), Escaped.quoted(field)));
  }
}
