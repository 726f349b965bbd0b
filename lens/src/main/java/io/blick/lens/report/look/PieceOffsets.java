package io.blick.lens.report.look;

import io.blick.models.token.Piece;
import java.util.OptionalLong;

/** Where a piece stands in its text; one that the model adds stands nowhere. */
final class PieceOffsets {
  private PieceOffsets() {}

  /** Returns where it begins, a UTF-16 index. */
  static OptionalLong start(Piece piece) {
    return switch (piece) {
      case Piece.InText in -> OptionalLong.of(in.start());
      case Piece.Added _ -> OptionalLong.empty();
    };
  }

  /** Returns where it ends, exclusive. */
  static OptionalLong end(Piece piece) {
    return switch (piece) {
      case Piece.InText in -> OptionalLong.of(in.end());
      case Piece.Added _ -> OptionalLong.empty();
    };
  }
}
