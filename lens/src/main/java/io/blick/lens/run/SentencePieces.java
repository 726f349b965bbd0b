package io.blick.lens.run;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The pieces of a sentence whose words are known, which stand between the pieces that the model
 * adds to a text.
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
    return tokenizer.encodeWords(forms);
  }
}
