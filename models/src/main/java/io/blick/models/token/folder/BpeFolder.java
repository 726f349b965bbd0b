package io.blick.models.token.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.added.AddedTokens;
import io.blick.models.token.bpe.BpeRules;
import io.blick.models.token.bpe.ByteLevelBpe;
import io.blick.models.token.bpe.BytePieces;
import io.blick.models.token.bpe.WordSteps;
import io.blick.models.token.pipeline.AddedOffsets;
import io.blick.models.token.pipeline.NamedPieces;
import io.blick.models.token.pipeline.Pipeline;
import io.blick.models.token.pipeline.Subwords;
import io.blick.models.token.pipeline.Template;
import io.blick.models.token.pipeline.TextRules;
import io.blick.models.token.unicode.Composed;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.unicode.Unchanged;
import io.blick.models.token.vocabulary.Pieces;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A tokenizer of byte pairs out of the files of a folder. */
final class BpeFolder {
  private static final String FAST = "Fast";
  private static final Set<String> CLASSES = Set.of(
      "BartTokenizer",
      "CodeGenTokenizer",
      "GPT2Tokenizer",
      "GPTNeoXTokenizer",
      "LlamaTokenizer",
      "PreTrainedTokenizer",
      "Qwen2Tokenizer",
      "RobertaTokenizer",
      "TokenizersBackend");
  private static final Set<String> OF_WORD_PIECE = Set.of("bert", "distilbert", "electra", "mpnet");

  private final TokenizerSettings settings;
  private final TokenizerJson json;
  private final ListedTokens tokens = new ListedTokens();

  BpeFolder(TokenizerSettings settings, TokenizerJson json) {
    this.settings = settings;
    this.json = json;
  }

  /** Returns the tokenizer. */
  Tokenizer tokenizer() {
    checkClass();
    checkModel();
    Normaliser normaliser = normaliser();
    BytePieces vocabulary = json.vocabulary().bytePieces();
    Pieces pieces = pieces(vocabulary, normaliser);
    PostProcessorJson post = PostProcessorJson.read(json.whole().child("post_processor"), pieces);
    BpeRules rules = rules(pieces);
    WordSteps steps = PreTokenizerJson.read(json.whole().child("pre_tokenizer"));
    checkSame("add_prefix_space", steps.prefix() == WordSteps.Prefix.BLANK, "pre_tokenizer");
    NamedPieces named = new NamedPieces(
        rules.unknown().stream().boxed().findFirst(),
        row(pieces, "mask_token"),
        row(pieces, "pad_token"),
        row(pieces, "bos_token"),
        row(pieces, "eos_token"));
    checkAdded("add_bos_token", post.template().single().getFirst(), named.beginning());
    checkAdded("add_eos_token", post.template().single().getLast(), named.end());
    return new Pipeline(
        pieces,
        new TextRules(normaliser, AddedOffsets.WITH_WHITE_SPACE, settings.tellsSegmentsIfSaid()),
        new Subwords.BytePairs(
            new ByteLevelBpe(vocabulary, json.merges().of(vocabulary), steps, rules),
            post.offsets()),
        post.template(),
        named,
        tokens.notes());
  }

  private Pieces pieces(BytePieces vocabulary, Normaliser normaliser) {
    json.requireAdded();
    json.list(tokens);
    settings.listPlaced(tokens);
    settings.named().list(tokens);
    tokens.checkNormalised(normaliser);
    return new Pieces(
        vocabulary,
        new AddedTokens(tokens.pieces(vocabulary, settings.rows()), normaliser::codePoints));
  }

  private Optional<Integer> row(Pieces pieces, String key) {
    return settings.named(key).flatMap(name -> pieces.row(name).stream().boxed().findFirst());
  }

  /**
   * Checks that the class of the tokenizer, where a file says it, takes tokenizer.json as it is.
   */
  private void checkClass() {
    for (JsonFields said : List.of(settings.config(), settings.model())) {
      String name = said.text("tokenizer_class", "");
      String plain = name.endsWith(FAST) ? name.substring(0, name.length() - FAST.length()) : name;
      if (!name.isEmpty()) {
        if (!CLASSES.contains(plain)) {
          throw said.wrong(
              "tokenizer_class",
              "PreTrainedTokenizerFast, GPT2Tokenizer or another of byte pairs",
              said.object().path("tokenizer_class"));
        }
        return;
      }
    }
    if (OF_WORD_PIECE.contains(settings.model().text("model_type", ""))) {
      throw json.whole()
          .wrong("model.type must be WordPiece, as the model_type of config.json says; got merges");
    }
  }

  private void checkModel() {
    JsonFields model = json.whole().child("model");
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
    if (model.flag("byte_fallback", false)) {
      throw model.wrong("byte_fallback", "false or absent", model.object().path("byte_fallback"));
    }
    JsonFields decoder = json.whole().child("decoder");
    if (!decoder.object().isMissingNode()) {
      decoder.require("type", "ByteLevel");
    }
  }

  private Normaliser normaliser() {
    Normaliser normaliser = new Unchanged();
    for (JsonFields step : JsonSteps.of(json.whole().child("normalizer"), "normalizers")) {
      step.require("type", "NFC");
      normaliser = new Composed();
    }
    return normaliser;
  }

  private BpeRules rules(Pieces pieces) {
    JsonFields model = json.whole().child("model");
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

  /** Checks that tokenizer_config.json asks for the same piece at an end as the template has. */
  private void checkAdded(String key, Template.Part at, Optional<Integer> piece) {
    boolean has = at instanceof Template.Part.Added added
        && piece.filter(row -> row == added.row()).isPresent();
    checkSame(key, has, "post_processor");
  }

  /** Checks that tokenizer_config.json says the same of a flag as a part of tokenizer.json. */
  private void checkSame(String key, boolean has, String part) {
    JsonFields config = settings.config();
    if (config.flag(key, has) != has) {
      throw config.wrong(
          key,
          "%s, as %s of tokenizer.json has it".formatted(has, part),
          config.object().path(key));
    }
  }
}
