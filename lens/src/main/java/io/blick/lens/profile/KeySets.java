package io.blick.lens.profile;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.lang.foreign.ValueLayout;

/** The sets of keys whose weight a {@link HeadProfile} sums. */
final class KeySets {
  private KeySets() {}

  static boolean isOwn(Encoding text, int piece) {
    return switch (text.pieces().get(piece)) {
      case Piece.InText _ -> true;
      case Piece.Added _ -> false;
    };
  }

  /** Whether the model adds a piece before the text. */
  static boolean isBefore(Encoding text, int piece) {
    return !isOwn(text, piece) && piece == 0;
  }

  /** Whether the model adds a piece behind the text. */
  static boolean isBehind(Encoding text, int piece) {
    return !isOwn(text, piece) && piece > 0;
  }

  /** Whether a piece belongs to a word of nothing but punctuation marks and ASCII symbols. */
  static boolean isPunctuation(Encoding text, int piece) {
    int word = text.pieces().get(piece).word();
    return isOwn(text, piece) && text.words().get(word).isPunctuation();
  }

  /** A set of pieces of a text. */
  @FunctionalInterface
  interface Member {
    /** Returns whether a piece belongs to it. */
    boolean test(Encoding text, int piece);
  }

  /**
   * Returns a set of the pieces of a text, as keys.
   *
   * @return BOOL (1, S)
   */
  static Tensor of(Encoding text, Member member) {
    Tensor set = Tensor.zeros(DType.BOOL, 1, text.pieces().size());
    for (int s = 0; s < text.pieces().size(); s++) {
      byte value = (byte) (member.test(text, s) ? 1 : 0);
      set.data().set(ValueLayout.JAVA_BYTE, s, value);
    }
    return set;
  }
}
