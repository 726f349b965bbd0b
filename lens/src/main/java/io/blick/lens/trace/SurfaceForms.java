package io.blick.lens.trace;

import io.blick.lens.text.Graphemes;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.List;

/**
 * The surface forms of words: their characters in the text, with those that the model drops. An
 * uncased model drops the marks of letters, so that the last piece of {@code café} may end before
 * the accent.
 */
final class SurfaceForms {
  private final Encoding encoding;
  private final List<String> segments;

  SurfaceForms(Encoding encoding, List<String> segments) {
    this.encoding = encoding;
    this.segments = List.copyOf(segments);
  }

  /** Returns a word up to the end of its last character, with its marks and joiners. */
  String withMarks(Word word) {
    return form(word, Graphemes::end, 0);
  }

  /** Returns a word with all characters beside it, up to white space, that are in no piece. */
  String withNeighbours(Word word) {
    Piece first = encoding.pieces().get(word.pieces().getFirst());
    int before = first instanceof Piece.InText inText ? unclaimedBefore(inText) : 0;
    return form(word, SurfaceForms::nextSpace, before);
  }

  /** A function from the end of a word's last piece to the end of the word. */
  @FunctionalInterface
  private interface WordEnd {
    int of(String text, int pieceEnd);
  }

  private String form(Word word, WordEnd end, int before) {
    int lastPiece = word.pieces().getLast();
    if (encoding.pieces().get(word.pieces().getFirst()) instanceof Piece.InText first
        && encoding.pieces().get(lastPiece) instanceof Piece.InText last) {
      String text = segments.get(first.segment() - 1);
      int limit = nextStart(lastPiece, last, text);
      return stripped(text.substring(
          first.start() - before, Math.min(limit, Math.max(last.end(), end.of(text, last.end())))));
    }
    return word.text();
  }

  /** Returns a word without the white space that its first and last piece have, if any is left. */
  private static String stripped(String word) {
    int start = 0;
    while (start < word.length() && isSpace(word.codePointAt(start))) {
      start += Character.charCount(word.codePointAt(start));
    }
    int end = word.length();
    while (end > start && isSpace(word.codePointBefore(end))) {
      end -= Character.charCount(word.codePointBefore(end));
    }
    return start == end ? word : word.substring(start, end);
  }

  /** Returns the start of the next piece of the same text, or the end of the text. */
  private int nextStart(int index, Piece.InText last, String text) {
    boolean follows = index + 1 < encoding.pieces().size();
    return follows
            && encoding.pieces().get(index + 1) instanceof Piece.InText next
            && next.segment() == last.segment()
        ? Math.max(last.end(), next.start())
        : text.length();
  }

  /** Returns how many characters lie between white space and a piece; 0 if a piece has them. */
  private int unclaimedBefore(Piece.InText first) {
    String text = segments.get(first.segment() - 1);
    int at = first.start();
    while (at > 0 && !isSpace(text.codePointBefore(at)) && !claimed(first.segment(), at)) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at > 0 && !isSpace(text.codePointBefore(at)) ? 0 : first.start() - at;
  }

  private boolean claimed(int segment, int end) {
    return encoding.pieces().stream()
        .anyMatch(piece -> piece instanceof Piece.InText inText
            && inText.segment() == segment
            && inText.start() < end
            && inText.end() >= end);
  }

  private static int nextSpace(String text, int from) {
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
