package io.blick.models.task;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;

/**
 * How many pieces of a text a task takes, and what becomes of a longer one.
 *
 * @param operation with which errors begin
 * @param most the number of pieces, with those that the model adds
 * @param limit what sets it, in words
 * @param tooLong what becomes of a longer text
 */
record PieceLimit(String operation, int most, String limit, TooLong tooLong) {

  /**
   * A text as it is run.
   *
   * @param text all of it
   * @param encoding the pieces that are run
   * @param cut whether pieces were left out
   */
  record Fitted(InputText text, Encoding encoding, boolean cut) {}

  /**
   * Returns the pieces of a text that are run.
   *
   * @param index of the text among those of the call, for errors
   * @param all the encoding of the whole text
   * @throws UnfitTextException if it has no piece of its own, or too many
   */
  Fitted fit(int index, InputText text, Encoding all) {
    int[] own = requirePieces(operation, index, text, all);
    int pieces = all.pieces().size();
    if (pieces <= most) {
      return new Fitted(text, all, false);
    }
    int room = most - (pieces - own[0] - own[1]);
    if (tooLong == TooLong.REFUSE || room < text.segments()) {
      throw new UnfitTextException(
          operation,
          index,
          new UnfitTextException.TooManyPieces(text.segments(), pieces, most, limit));
    }
    return new Fitted(text, cut(text, all, longestFirst(own, room)), true);
  }

  /** Returns the number of pieces that each segment has of its own, at least 1 if it exists. */
  static int[] requirePieces(String operation, int index, InputText text, Encoding all) {
    int[] own = new int[2];
    for (Piece piece : all.pieces()) {
      if (piece instanceof Piece.InText in) {
        own[in.segment() - 1]++;
      }
    }
    for (int segment = 1; segment <= text.segments(); segment++) {
      if (own[segment - 1] == 0) {
        throw new UnfitTextException(operation, index, new UnfitTextException.NoPiece(segment));
      }
    }
    return own;
  }

  /** Returns how many pieces of each segment are kept, as the tokenizers library does. */
  private static int[] longestFirst(int[] own, int room) {
    int shorter = Math.min(own[0], own[1]);
    int longer = Math.max(shorter, room - shorter);
    if (shorter + longer > room) {
      shorter = room / 2;
      longer = room - shorter;
    }
    return own[0] > own[1] ? new int[] {longer, shorter} : new int[] {shorter, longer};
  }

  private static Encoding cut(InputText text, Encoding all, int[] kept) {
    int[] seen = new int[2];
    boolean[] stays = new boolean[all.pieces().size()];
    for (int i = 0; i < stays.length; i++) {
      stays[i] = switch (all.pieces().get(i)) {
        case Piece.InText in -> seen[in.segment() - 1]++ < kept[in.segment() - 1];
        case Piece.Added _ -> true;
      };
    }
    return KeptPieces.of(text, all, i -> stays[i]);
  }
}
