package io.blick.lens.attribution;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextHead.PooledPieces;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The places at which an output is read from the last hidden states.
 *
 * @param pieces their indices, ascending
 * @param left which of them do not count for a unit
 */
public record ReadPlaces(List<Integer> pieces, LeftOut left) {
  private static final String OPERATION = "attribution";

  /** Copies the list. */
  public ReadPlaces {
    pieces = Required.all(OPERATION, "pieces", pieces);
    Required.of(OPERATION, "choice of what is left out", left);
  }

  /** The places that do not count for a unit, since the output of its own is not measured. */
  public enum LeftOut {
    /** None: all count. */
    NOTHING,
    /** Its own pieces. */
    PIECES,
    /** All pieces of its word. */
    WORD
  }

  /** Returns the first piece, at which classes are read. */
  public static ReadPlaces first() {
    return new ReadPlaces(List.of(0), LeftOut.NOTHING);
  }

  /**
   * Returns the pieces that a vector is made of.
   *
   * @param pooled which those are
   */
  public static ReadPlaces pooled(Reading text, PooledPieces pooled) {
    int size = Required.of(OPERATION, "text", text).encoding().pieces().size();
    return switch (Required.of(OPERATION, "choice of pieces", pooled)) {
      case FIRST -> first();
      case LAST -> new ReadPlaces(List.of(size - 1), LeftOut.NOTHING);
      case ALL -> where(text, LeftOut.NOTHING, _ -> true);
    };
  }

  /**
   * Returns the masks of a text, at which guesses are read.
   *
   * @param mask its row of the vocabulary
   */
  public static ReadPlaces masks(Reading text, int mask) {
    Encoding encoding = Required.of(OPERATION, "text", text).encoding();
    return where(text, LeftOut.NOTHING, i -> encoding.pieces().get(i).id() == mask);
  }

  /**
   * Returns the pieces of a text that have a loss; for a unit those of the others.
   *
   * @param mask its row of the vocabulary
   */
  public static ReadPlaces losses(Reading text, int mask) {
    Encoding encoding = Required.of(OPERATION, "text", text).encoding();
    return where(
        text,
        LeftOut.PIECES,
        i -> encoding.pieces().get(i) instanceof Piece.InText own && own.id() != mask);
  }

  /** Returns the first piece of each word, at which tags are read; for a unit other words'. */
  public static ReadPlaces tags(Reading text) {
    Encoding encoding = Required.of(OPERATION, "text", text).encoding();
    List<Integer> starts = encoding.words().stream()
        .map(Word::pieces)
        .map(List::getFirst)
        .filter(i -> encoding.pieces().get(i) instanceof Piece.InText)
        .toList();
    return new ReadPlaces(starts, LeftOut.WORD);
  }

  /** Returns the pieces among which an answer is looked for: those of the second text. */
  public static ReadPlaces answers(Reading text) {
    Encoding encoding = Required.of(OPERATION, "text", text).encoding();
    return where(
        text,
        LeftOut.NOTHING,
        i -> encoding.pieces().get(i) instanceof Piece.InText own && own.segment() == 2);
  }

  /** Returns all pieces of the text itself. */
  public static ReadPlaces own(Reading text) {
    Encoding encoding = Required.of(OPERATION, "text", text).encoding();
    return where(text, LeftOut.NOTHING, i -> encoding.pieces().get(i) instanceof Piece.InText);
  }

  private static ReadPlaces where(Reading text, LeftOut left, IntPredicate which) {
    return new ReadPlaces(
        IntStream.range(0, text.encoding().pieces().size())
            .filter(which)
            .boxed()
            .toList(),
        left);
  }

  /**
   * Returns the places that count for a unit.
   *
   * @param unit its pieces
   */
  public List<Integer> of(Reading text, List<Integer> unit) {
    Encoding encoding = Required.of(OPERATION, "text", text).encoding();
    List<Integer> own = Required.all(OPERATION, "pieces", unit);
    int word = encoding.pieces().get(own.getFirst()).word();
    return pieces.stream()
        .filter(i -> switch (left) {
          case NOTHING -> true;
          case PIECES -> !own.contains(i);
          case WORD -> encoding.pieces().get(i).word() != word;
        })
        .toList();
  }
}
