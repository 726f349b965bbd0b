package io.blick.models.token.gguf;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.added.AddedTokens;
import io.blick.models.token.bpe.BpeRules;
import io.blick.models.token.bpe.ByteLevelBpe;
import io.blick.models.token.bpe.BytePieces;
import io.blick.models.token.bpe.Merges;
import io.blick.models.token.pipeline.AddedOffsets;
import io.blick.models.token.pipeline.BlankOffsets;
import io.blick.models.token.pipeline.NamedPieces;
import io.blick.models.token.pipeline.Pipeline;
import io.blick.models.token.pipeline.Subwords;
import io.blick.models.token.pipeline.TextRules;
import io.blick.models.token.vocabulary.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A byte-level tokenizer ({@code tokenizer.ggml.model} is gpt2) out of a GGUF file. */
final class GgufBytePairs {
  private GgufBytePairs() {}

  static Tokenizer tokenizer(GgufKeys keys) {
    keys.requireUnset("add_sep_token");
    GgufWords words = GgufWords.read(keys);
    GgufTokens tokens = GgufTokens.read(keys);
    BytePieces vocabulary = tokens.pieces(keys);
    NamedPieces named = GgufNamed.read(keys, tokens.size());
    // A byte without a piece is left out: unknown_token_id is for those who ask for its name.
    BpeRules rules = new BpeRules(OptionalInt.empty(), BpeRules.Unknowns.EACH, words.whole());
    ByteLevelBpe kind =
        new ByteLevelBpe(vocabulary, merges(keys, vocabulary), words.steps(keys), rules);
    return new Pipeline(
        new Pieces(vocabulary, new AddedTokens(tokens.added(), words.normaliser()::codePoints)),
        new TextRules(words.normaliser(), AddedOffsets.WITH_WHITE_SPACE, false),
        new Subwords.BytePairs(kind, BlankOffsets.KEPT),
        GgufNamed.template(keys, named, words.beginning(), false),
        named,
        keys.notes());
  }

  private static Merges merges(GgufKeys keys, BytePieces vocabulary) {
    List<String> lefts = new ArrayList<>();
    List<String> rights = new ArrayList<>();
    for (String both : keys.texts("merges")) {
      int blank = both.indexOf(' ');
      if (blank < 0 || both.indexOf(' ', blank + 1) >= 0) {
        throw wrongMerges(
            keys,
            "merges must be two pieces with a blank between them; got %s"
                .formatted(Escaped.quoted(both)));
      }
      lefts.add(both.substring(0, blank));
      rights.add(both.substring(blank + 1));
    }
    try {
      return Merges.of(vocabulary, lefts, rights);
    } catch (IllegalArgumentException e) {
      throw wrongMerges(keys, String.valueOf(e.getMessage()));
    }
  }

  private static FormatException wrongMerges(GgufKeys keys, String sentence) {
    return keys.wrong(GgufKeys.PREFIX + sentence);
  }
}
