package io.blick.models.token.wordpiece;

import io.blick.models.format.Escaped;
import io.blick.models.format.file.Folder;
import io.blick.models.token.added.AddedPiece;
import io.blick.models.token.added.AddedTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokenizer of a folder, by the rule of Hugging Face's transformers: what tokenizer_config.json
 * or special_tokens_map.json says counts, otherwise tokenizer.json, and where no file says it, what
 * BERT does.
 */
final class TokenizerFolder {
  private final TokenizerSettings settings;
  private final ListedTokens tokens = new ListedTokens();

  private TokenizerFolder(TokenizerSettings settings) {
    this.settings = settings;
  }

  /** Opens the tokenizer. */
  static WordPiece open(Path path) {
    Folder folder = new Folder(path);
    TokenizerFolder opening = new TokenizerFolder(TokenizerSettings.read(folder));
    Optional<Path> json = folder.file("tokenizer.json");
    if (json.isPresent()) {
      return opening.tokenizer(TokenizerJson.read(json.get()));
    }
    Path lines = folder
        .file("vocab.txt")
        .orElseThrow(() -> new IllegalArgumentException(
            "wordpiece: the folder must hold vocab.txt or tokenizer.json; got neither in "
                + Escaped.path(path)));
    return opening.tokenizer(lines);
  }

  private WordPiece tokenizer(TokenizerJson json) {
    TokenizerClass kind = settings.tokenizerClass();
    WordPieceRules own = json.rules();
    WordPieceRules rules = switch (kind) {
      case BERT, DISTILBERT -> {
        json.checkPair(TextPair.ONE_BETWEEN);
        yield settings.applyTo(own);
      }
      case MPNET -> {
        json.checkPair(TextPair.TWO_BETWEEN);
        yield settings.applyTo(own).with(Template.MPNET.offsets());
      }
      case AS_WRITTEN, BACKEND -> settings.applyNamesTo(own);
    };
    if (settings.listsTokens() && kind.isAsWritten()) {
      json.list(tokens);
    }
    settings.listPlaced(tokens);
    if (!settings.listsTokens()) {
      json.list(tokens);
    }
    Pieces pieces = pieces(json.vocabulary(), rules, kind);
    json.checkTemplate(pieces);
    return switch (kind) {
      case BERT, DISTILBERT, MPNET -> tokenizer(json.file(), pieces, rules, List.of());
      case AS_WRITTEN, BACKEND ->
        tokenizer(json.file(), pieces, rules.withPaddingIn(pieces), List.of());
    };
  }

  private WordPiece tokenizer(Path lines) {
    WordPieceVocabulary vocabulary = VocabularyFile.read(lines);
    TokenizerClass kind = settings.tokenizerClass();
    Casing casing = Casing.of(vocabulary);
    WordPieceRules own = switch (kind) {
      case BERT, DISTILBERT, AS_WRITTEN, BACKEND -> WordPieceRules.bert(casing.normalisation());
      case MPNET -> WordPieceRules.mpnet(casing.normalisation());
    };
    WordPieceRules rules = settings.applyTo(own);
    settings.listPlaced(tokens);
    List<String> notes = settings.saysCasing() ? List.of() : List.of(casing.note());
    return tokenizer(lines, pieces(vocabulary, rules, kind), rules, notes);
  }

  private WordPiece tokenizer(Path file, Pieces pieces, WordPieceRules rules, List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(tokens.notes());
    return new WordPiece(file, pieces, rules, settings.tellsSegments(), all);
  }

  private Pieces pieces(WordPieceVocabulary vocabulary, WordPieceRules rules, TokenizerClass kind) {
    settings.named().list(tokens);
    if (!kind.isAsWritten()) {
      settings.listSpecial(rules, vocabulary, tokens);
    }
    tokens.checkNormalised(rules.normalisation());
    List<AddedPiece> added = tokens.pieces(vocabulary, settings.rows());
    return new Pieces(vocabulary, new AddedTokens(added, rules.normalisation()::codePoints));
  }
}
