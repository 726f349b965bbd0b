package io.blick.models.token.gguf;

import io.blick.models.token.Tokenizer;
import io.blick.models.token.added.AddedTokens;
import io.blick.models.token.bpe.BpeRules;
import io.blick.models.token.bpe.BytePieces;
import io.blick.models.token.bpe.CharacterBpe;
import io.blick.models.token.pipeline.AddedOffsets;
import io.blick.models.token.pipeline.BlankOffsets;
import io.blick.models.token.pipeline.BlankSpelling;
import io.blick.models.token.pipeline.Metaspace;
import io.blick.models.token.pipeline.NamedPieces;
import io.blick.models.token.pipeline.Pipeline;
import io.blick.models.token.pipeline.Subwords;
import io.blick.models.token.pipeline.TextRules;
import io.blick.models.token.unicode.Charsmap;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.unicode.RewriteStep;
import io.blick.models.token.unicode.Rewritten;
import io.blick.models.token.unigram.Unigram;
import io.blick.models.token.unigram.UnigramPieces;
import io.blick.models.token.vocabulary.FallbackBytes;
import io.blick.models.token.vocabulary.FoundPieces;
import io.blick.models.token.vocabulary.PieceCutter;
import io.blick.models.token.vocabulary.Pieces;
import io.blick.models.token.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A tokenizer of SentencePiece out of a GGUF file: by pairs of characters, where
 * {@code tokenizer.ggml.model} is llama, or by a unigram model, where it is t5.
 */
final class GgufSpaced {
  private static final String PREFIX = "add_space_prefix";
  private static final String TABLE = "precompiled_charsmap";

  private GgufSpaced() {}

  /** Returns the tokenizer of pairs: the one whose piece has the largest score comes first. */
  static Tokenizer pairs(GgufKeys keys) {
    GgufTokens tokens = GgufTokens.read(keys);
    BytePieces vocabulary = tokens.pieces(keys);
    double[] scores = keys.numbers("scores", tokens.size());
    NamedPieces named = GgufNamed.read(keys, tokens.size());
    BpeRules rules = new BpeRules(
        named.unknown().stream().mapToInt(row -> row).findFirst(),
        BpeRules.Unknowns.TOGETHER,
        BpeRules.Whole.MERGED);
    CharacterBpe kind = new CharacterBpe(
        vocabulary,
        keys.made("tokens", () -> ScoredPairs.of(tokens, scores, vocabulary)),
        rules,
        FallbackBytes.of(vocabulary::row));
    boolean prefix = keys.flag(PREFIX, true);
    List<RewriteStep> steps = new ArrayList<>();
    addBlanks(prefix, steps);
    return tokenizer(keys, tokens, new Kind(vocabulary, kind::into, prefix, true, false), steps);
  }

  /** Returns the tokenizer of a unigram model. */
  static Tokenizer unigram(GgufKeys keys) {
    GgufTokens tokens = GgufTokens.read(keys);
    double[] scores = keys.numbers("scores", tokens.size());
    double lowest = IntStream.range(0, scores.length)
        .filter(tokens::isOfWords)
        .mapToDouble(row -> scores[row])
        .min()
        .orElse(0);
    UnigramPieces vocabulary = keys.made(
        "tokens",
        () -> new UnigramPieces(tokens.spellings().toArray(String[]::new), scores, lowest));
    int unknown = GgufNamed.read(keys, tokens.size())
        .unknown()
        .orElseThrow(() -> keys.wrong(
            "tokenizer.ggml.unknown_token_id must be there for a unigram model; got none"));
    Unigram kind = new Unigram(vocabulary, unknown, FallbackBytes.of(vocabulary::row));
    boolean prefix = keys.flag(PREFIX, false);
    List<RewriteStep> steps = new ArrayList<>();
    if (keys.has(TABLE)) {
      steps.add(new RewriteStep.Mapped(keys.made(TABLE, () -> Charsmap.of(keys.bytes(TABLE)))));
    }
    if (keys.flag("remove_extra_whitespaces", false)) {
      steps.add(new RewriteStep.Strip(true, true));
      steps.add(new RewriteStep.BlankRuns(' '));
    }
    addBlanks(prefix, steps);
    return tokenizer(keys, tokens, new Kind(vocabulary, kind::into, prefix, false, true), steps);
  }

  private static void addBlanks(boolean prefix, List<RewriteStep> steps) {
    if (prefix) {
      steps.add(new RewriteStep.Prepend(Metaspace.BLANK));
    }
    steps.add(new RewriteStep.Blanks(Metaspace.BLANK));
  }

  /** A kind of pieces; the flags say what holds where the file does not. */
  private record Kind(
      Vocabulary vocabulary,
      Function<FoundPieces, PieceCutter> cut,
      boolean prefix,
      boolean beginning,
      boolean end) {}

  private static Tokenizer tokenizer(
      GgufKeys keys, GgufTokens tokens, Kind kind, List<RewriteStep> steps) {
    keys.requireUnset("add_sep_token");
    Normaliser normaliser = new Rewritten(steps);
    NamedPieces named = GgufNamed.read(keys, tokens.size());
    BlankSpelling spelling = new BlankSpelling(
        kind.prefix() ? BlankSpelling.First.ONE_LEFT_OUT : BlankSpelling.First.KEPT,
        BlankSpelling.Bytes.MEANT);
    return new Pipeline(
        new Pieces(kind.vocabulary(), new AddedTokens(tokens.added(), normaliser::codePoints)),
        new TextRules(normaliser, AddedOffsets.WITH_WHITE_SPACE, false),
        new Subwords.Spaced(kind.cut(), Metaspace.WHOLE, BlankOffsets.KEPT, spelling),
        GgufNamed.template(keys, named, kind.beginning(), kind.end()),
        named,
        keys.notes());
  }
}
