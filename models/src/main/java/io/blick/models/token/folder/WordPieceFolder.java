package io.blick.models.token.folder;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.added.AddedPiece;
import io.blick.models.token.added.AddedTokens;
import io.blick.models.token.pipeline.NamedPieces;
import io.blick.models.token.pipeline.Pipeline;
import io.blick.models.token.pipeline.Subwords;
import io.blick.models.token.pipeline.Template;
import io.blick.models.token.pipeline.TextRules;
import io.blick.models.token.vocabulary.Pieces;
import io.blick.models.token.wordpiece.WordPiece;
import io.blick.models.token.wordpiece.WordPieceVocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tokenizer of BERT's kind out of the files of a folder. */
final class WordPieceFolder {
  private final TokenizerSettings settings;
  private final ListedTokens tokens = new ListedTokens();

  WordPieceFolder(TokenizerSettings settings) {
    this.settings = settings;
  }

  /** Returns the tokenizer of a folder with a tokenizer.json. */
  Tokenizer tokenizer(WordPieceJson json) {
    TokenizerClass kind = settings.tokenizerClass();
    WordPieceRules own = json.rules();
    WordPieceRules rules = switch (kind) {
      case BERT, DISTILBERT -> {
        json.checkPair(TextPair.ONE_BETWEEN);
        yield settings.applyTo(own);
      }
      case MPNET -> {
        json.checkPair(TextPair.TWO_BETWEEN);
        yield settings.applyTo(own).with(BertTemplate.MPNET.offsets());
      }
      case AS_WRITTEN, BACKEND -> settings.applyNamesTo(own);
    };
    if (settings.listsTokens() && kind.isAsWritten()) {
      json.json().list(tokens);
    }
    settings.listPlaced(tokens);
    if (!settings.listsTokens()) {
      json.json().list(tokens);
    }
    WordPieceVocabulary vocabulary = json.vocabulary();
    Pieces pieces = pieces(vocabulary, rules, kind);
    json.checkTemplate(pieces);
    WordPieceRules all = switch (kind) {
      case BERT, DISTILBERT, MPNET -> rules;
      case AS_WRITTEN, BACKEND -> rules.withPaddingIn(pieces);
    };
    return tokenizer(json.file(), vocabulary, pieces, all, List.of());
  }

  /** Returns the tokenizer of a folder with a vocab.txt. */
  Tokenizer tokenizer(Path lines) {
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
    return tokenizer(lines, vocabulary, pieces(vocabulary, rules, kind), rules, notes);
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

  private Tokenizer tokenizer(
      Path file,
      WordPieceVocabulary vocabulary,
      Pieces pieces,
      WordPieceRules rules,
      List<String> notes) {
    int unknown = required(file, pieces, rules.unknown());
    Template template = rules.template().around(name -> required(file, pieces, name));
    NamedPieces named = new NamedPieces(
        Optional.of(unknown),
        rules.mask().flatMap(name -> row(pieces, name)),
        rules.padding().map(name -> required(file, pieces, name)),
        settings.named("bos_token").flatMap(name -> row(pieces, name)),
        settings.named("eos_token").flatMap(name -> row(pieces, name)));
    List<String> all = new ArrayList<>(notes);
    all.addAll(tokens.notes());
    return new Pipeline(
        pieces,
        new TextRules(rules.normalisation(), rules.template().offsets(), settings.tellsSegments()),
        new Subwords.WordPieces(new WordPiece(vocabulary, unknown, rules.longestWord())),
        template,
        named,
        all);
  }

  private static Optional<Integer> row(Pieces pieces, String spelling) {
    return pieces.row(spelling).stream().boxed().findFirst();
  }

  private static int required(Path file, Pieces pieces, String spelling) {
    return pieces
        .row(spelling)
        .orElseThrow(() -> new FormatException(
            WordPiece.FORMAT,
            file,
            0,
            "the vocabulary must hold the piece %s; got %d pieces without it; fetch the file again"
                .formatted(Escaped.quoted(spelling), pieces.vocabulary().count())));
  }
}
