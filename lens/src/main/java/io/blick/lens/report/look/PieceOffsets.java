package io.blick.lens.report.look;

import io.blick.models.token.Piece;
import java.util.OptionalLong;

/** The offsets of a piece in its text; a piece that the model adds has none. */
final class PieceOffsets {
  private PieceOffsets() {}

  /** Returns the UTF-16 index of the first character. */
  static OptionalLong start(Piece piece) {
    return switch (piece) {
      case Piece.InText in -> OptionalLong.of(in.start());
      case Piece.Added _ -> OptionalLong.empty();
    };
  }

  /** Returns the UTF-16 index after the last character. */
  static OptionalLong end(Piece piece) {
    return switch (piece) {
      case Piece.InText in -> OptionalLong.of(in.end());
      case Piece.Added _ -> OptionalLong.empty();
    };
  }
}
