package io.blick.models.token.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.added.AddedTokens;
import io.blick.models.token.bpe.BpeRules;
import io.blick.models.token.pipeline.AddedOffsets;
import io.blick.models.token.pipeline.NamedPieces;
import io.blick.models.token.pipeline.Template;
import io.blick.models.token.pipeline.TextRules;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.vocabulary.Pieces;
import io.blick.models.token.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the tokenizers have in common whose tokenizer.json counts as it is written. */
final class FastFolder {
  private static final String FAST = "Fast";
  private static final Set<String> OF_WORD_PIECE = Set.of("bert", "distilbert", "electra", "mpnet");

  private final TokenizerSettings settings;
  private final TokenizerJson json;
  private final ListedTokens tokens = new ListedTokens();

  FastFolder(TokenizerSettings settings, TokenizerJson json) {
    this.settings = settings;
    this.json = json;
  }

  TokenizerJson json() {
    return json;
  }

  /** Returns a part of tokenizer.json. */
  JsonFields part(String name) {
    return json.whole().child(name);
  }

  /**
   * Checks that the class of the tokenizer, where a file says it, takes tokenizer.json as it is.
   *
   * @param classes those that do, without what Fast adds
   * @param expected which these are, for the error
   */
  void checkClass(Set<String> classes, String expected) {
    for (JsonFields said : List.of(settings.config(), settings.model())) {
      String name = said.text("tokenizer_class", "");
      String plain = name.endsWith(FAST) ? name.substring(0, name.length() - FAST.length()) : name;
      if (!name.isEmpty()) {
        if (!classes.contains(plain)) {
          throw said.wrong("tokenizer_class", expected, said.object().path("tokenizer_class"));
        }
        return;
      }
    }
    if (OF_WORD_PIECE.contains(settings.model().text("model_type", ""))) {
      throw json.whole()
          .wrong("model.type must be WordPiece, as the model_type of config.json says; got merges");
    }
  }

  /** Checks what the model of byte pairs says that is not followed. */
  void checkByteModel() {
    JsonFields model = part("model");
    if (model.object().has("type")) {
      model.require("type", "BPE");
    }
    JsonNode dropout = model.object().path("dropout");
    if (!JsonFields.isAbsent(dropout) && !(dropout.isNumber() && dropout.doubleValue() == 0)) {
      throw model.wrong("dropout", "0 or absent", dropout);
    }
    for (String affix : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      if (!model.text(affix, "").isEmpty()) {
        throw model.wrong(affix, "empty or absent", model.object().path(affix));
      }
    }
  }

  /** Returns all pieces. */
  Pieces pieces(Vocabulary vocabulary, Normaliser normaliser) {
    json.requireAdded();
    json.list(tokens);
    settings.listPlaced(tokens);
    settings.named().list(tokens);
    tokens.checkNormalised(normaliser);
    return new Pieces(
        vocabulary,
        new AddedTokens(tokens.pieces(vocabulary, settings.rows()), normaliser::codePoints));
  }

  /** Returns what the model of byte pairs says of unknown ones and whole words. */
  BpeRules rules(Pieces pieces) {
    JsonFields model = part("model");
    String unknown = model.text("unk_token", "");
    OptionalInt row = unknown.isEmpty() ? OptionalInt.empty() : pieces.row(unknown);
    if (!unknown.isEmpty() && row.isEmpty()) {
      throw model.wrong("unk_token", "a piece", model.object().path("unk_token"));
    }
    return new BpeRules(
        row,
        model.flag("fuse_unk", false) ? BpeRules.Unknowns.TOGETHER : BpeRules.Unknowns.EACH,
        model.flag("ignore_merges", false) ? BpeRules.Whole.FIRST : BpeRules.Whole.MERGED);
  }

  /** Returns the pieces with a task of their own. */
  NamedPieces named(Pieces pieces, OptionalInt unknown) {
    return new NamedPieces(
        unknown.stream().boxed().findFirst(),
        row(pieces, "mask_token"),
        row(pieces, "pad_token"),
        row(pieces, "bos_token"),
        row(pieces, "eos_token"));
  }

  private Optional<Integer> row(Pieces pieces, String key) {
    return settings.named(key).flatMap(name -> pieces.row(name).stream().boxed().findFirst());
  }

  TextRules text(Normaliser normaliser) {
    return new TextRules(normaliser, AddedOffsets.WITH_WHITE_SPACE, settings.tellsSegmentsIfSaid());
  }

  /** Checks that tokenizer_config.json asks for the same pieces at the ends as the template has. */
  void checkAround(Template template, NamedPieces named) {
    checkAdded("add_bos_token", template.single().getFirst(), named.beginning());
    checkAdded("add_eos_token", template.single().getLast(), named.end());
  }

  private void checkAdded(String key, Template.Part at, Optional<Integer> piece) {
    boolean has = at instanceof Template.Part.Added added
        && piece.filter(row -> row == added.row()).isPresent();
    checkSame(key, has, "post_processor");
  }

  /** Checks that tokenizer_config.json says the same of a flag as a part of tokenizer.json. */
  void checkSame(String key, boolean has, String part) {
    JsonFields config = settings.config();
    if (config.flag(key, has) != has) {
      throw config.wrong(
          key,
          "%s, as %s of tokenizer.json has it".formatted(has, part),
          config.object().path(key));
    }
  }

  /** Returns what was assumed. */
  List<String> notes() {
    return tokens.notes();
  }
}
