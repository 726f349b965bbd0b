package io.blick.lens.trace;

import io.blick.lens.text.Graphemes;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.List;

/**
 * How words stand in a text, with what the model drops of them: an uncased one drops the marks of
 * letters, so that the last piece of {@code café} may end before the accent.
 */
final class Surfaces {
  private final Encoding encoding;
  private final List<String> segments;

  /**
   * Joins pieces to their texts.
   *
   * @param segments one or two texts
   */
  Surfaces(Encoding encoding, List<String> segments) {
    this.encoding = encoding;
    this.segments = List.copyOf(segments);
  }

  /** Returns a word to the end of its last character, its marks and joiners included. */
  String shown(Word word) {
    return word(word, Graphemes::end, 0);
  }

  /** Returns a word with all that sticks to it and is in no piece. */
  String whole(Word word) {
    Piece first = encoding.pieces().get(word.pieces().getFirst());
    int before = first instanceof Piece.InText in ? leading(in) : 0;
    return word(word, Surfaces::spaceFrom, before);
  }

  /** Says where what begins at an index ends. */
  @FunctionalInterface
  private interface End {
    int of(String text, int at);
  }

  private String word(Word word, End end, int before) {
    int lastPiece = word.pieces().getLast();
    if (encoding.pieces().get(word.pieces().getFirst()) instanceof Piece.InText first
        && encoding.pieces().get(lastPiece) instanceof Piece.InText last) {
      String text = segments.get(first.segment() - 1);
      int most = next(lastPiece, last, text);
      return text.substring(
          first.start() - before, Math.min(most, Math.max(last.end(), end.of(text, last.end()))));
    }
    return word.text();
  }

  /** Returns where the next piece of the same text begins, or the text ends. */
  private int next(int index, Piece.InText last, String text) {
    boolean follows = index + 1 < encoding.pieces().size();
    return follows
            && encoding.pieces().get(index + 1) instanceof Piece.InText next
            && next.segment() == last.segment()
        ? Math.max(last.end(), next.start())
        : text.length();
  }

  /** Returns how many characters stand between white space and a piece, if no piece has them. */
  private int leading(Piece.InText first) {
    String text = segments.get(first.segment() - 1);
    int at = first.start();
    while (at > 0 && !isSpace(text.codePointBefore(at)) && !claimed(first.segment(), at)) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at > 0 && !isSpace(text.codePointBefore(at)) ? 0 : first.start() - at;
  }

  private boolean claimed(int segment, int end) {
    return encoding.pieces().stream()
        .anyMatch(piece -> piece instanceof Piece.InText in
            && in.segment() == segment
            && in.start() < end
            && in.end() >= end);
  }

  private static int spaceFrom(String text, int from) {
    int at = from;
    while (at < text.length() && !isSpace(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
