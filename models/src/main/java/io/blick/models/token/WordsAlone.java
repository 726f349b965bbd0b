package io.blick.models.token;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sentence whose words are known, each cut by itself: right for tokenizers whose pieces do not
 * tell whether a blank stands before them.
 */
final class WordsAlone {
  private final Tokenizer tokenizer;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();

  private WordsAlone(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static Encoding encode(Tokenizer tokenizer, List<String> forms) {
    WordsAlone all = new WordsAlone(tokenizer);
    List<Piece> after = new ArrayList<>();
    boolean passed = false;
    // Any text with a piece of its own shows what stands before and after those.
    for (Piece piece : tokenizer.encode("a").pieces()) {
      if (piece instanceof Piece.InText) {
        passed = true;
      } else if (passed) {
        after.add(piece);
      } else {
        all.add(piece.text(), List.of(piece));
      }
    }
    forms.forEach(form -> all.add(form, all.own(form)));
    after.forEach(piece -> all.add(piece.text(), List.of(piece)));
    return new Encoding(all.pieces, all.words);
  }

  private List<Piece> own(String form) {
    List<Piece> own = tokenizer.encode(form).pieces().stream()
        .filter(piece -> piece instanceof Piece.InText)
        .toList();
    return own.isEmpty() ? List.of(unknown(form)) : own;
  }

  private Piece unknown(String form) {
    int id = tokenizer
        .unknown()
        .orElseThrow(() -> new IllegalArgumentException(
            "sentence: a word must have a piece, or the vocabulary one for the unknown; got "
                + "neither"));
    return new Piece.InText(id, tokenizer.piece(id), 1, 0, 0, form.length());
  }

  private void add(String text, List<Piece> ofWord) {
    int from = pieces.size();
    for (Piece piece : ofWord) {
      pieces.add(numbered(piece, words.size()));
    }
    words.add(new Word(text, IntStream.range(from, pieces.size()).boxed().toList()));
  }

  private static Piece numbered(Piece piece, int word) {
    return switch (piece) {
      case Piece.InText in ->
        new Piece.InText(in.id(), in.text(), in.segment(), word, in.start(), in.end());
      case Piece.Added added -> new Piece.Added(added.id(), added.text(), added.segment(), word);
    };
  }
}
