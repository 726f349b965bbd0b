package io.blick.lens.run;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pieces of a sentence whose words are known: each word is cut into pieces by itself, and all
 * stand between the pieces that the model adds to a text.
 */
public final class SentencePieces {
  private final Tokenizer tokenizer;
  private final List<Piece> before = new ArrayList<>();
  private final List<Piece> after = new ArrayList<>();

  /** Asks a tokenizer what it adds. */
  public SentencePieces(Tokenizer tokenizer) {
    // Any text with a piece of its own shows what stands before and after those.
    this(tokenizer, tokenizer.encode("a"));
  }

  /**
   * Sees from a text what is added.
   *
   * @param text one text, cut by the same tokenizer, with a piece of its own
   */
  public SentencePieces(Tokenizer tokenizer, Encoding text) {
    this.tokenizer = tokenizer;
    boolean passed = false;
    for (Piece piece : text.pieces()) {
      switch (piece) {
        case Piece.InText _ -> passed = true;
        case Piece.Added added -> (passed ? after : before).add(added);
      }
    }
  }

  /** Returns the spelling of what the model adds before a text, pieces with spaces between. */
  public String beforeText() {
    return spelled(before);
  }

  /** Returns the spelling of what the model adds behind a text. */
  public String afterText() {
    return spelled(after);
  }

  private static String spelled(List<Piece> pieces) {
    return pieces.stream().map(Piece::text).collect(Collectors.joining(" "));
  }

  /** Returns the index in {@link Encoding#words()} of a sentence's first word. */
  public int first() {
    return before.size();
  }

  /** Returns the sentence; the offsets of own pieces count in their own word. */
  public Encoding encode(List<String> forms) {
    List<Piece> pieces = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    before.forEach(piece -> add(pieces, words, piece.text(), List.of(piece)));
    forms.forEach(form -> add(pieces, words, form, own(form)));
    after.forEach(piece -> add(pieces, words, piece.text(), List.of(piece)));
    return new Encoding(pieces, words);
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

  private static void add(List<Piece> pieces, List<Word> words, String text, List<Piece> ofWord) {
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
