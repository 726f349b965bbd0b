package io.blick.models.token.unicode;

import java.text.Normalizer;
import java.util.BitSet;

/** Removal of accents: canonical decomposition (NFD), then removal of nonspacing marks. */
final class Accents {
  private static final int FIRST_THAT_DECOMPOSES = 0xC0;

  private Accents() {}

  /** Returns the text decomposed and without its nonspacing marks. */
  static AlignedText strip(AlignedText text) {
    AlignedText parts = new AlignedText(text.size());
    BitSet following = new BitSet();
    for (int i = 0; i < text.size(); i++) {
      if (text.code(i) < FIRST_THAT_DECOMPOSES || !Unicode16.isAssigned(text.code(i))) {
        parts.add(text.code(i), text.start(i), text.end(i));
      } else {
        decompose(text, i, parts, following);
      }
    }
    CanonicalOrder.restore(parts, following);
    return withoutMarks(parts);
  }

  /**
   * Adds the decomposition of one code point; its parts after the first are marked as following.
   */
  private static void decompose(AlignedText text, int i, AlignedText parts, BitSet following) {
    String all = Normalizer.normalize(Character.toString(text.code(i)), Normalizer.Form.NFD);
    int next;
    for (int at = 0; at < all.length(); at = next) {
      int part = all.codePointAt(at);
      next = at + Character.charCount(part);
      following.set(parts.size(), at > 0);
      parts.add(part, text.start(i), text.end(i));
    }
  }

  private static AlignedText withoutMarks(AlignedText text) {
    AlignedText kept = new AlignedText(text.size());
    for (int i = 0; i < text.size(); i++) {
      if (!CharacterKinds.isNonspacingMark(text.code(i))) {
        kept.add(text.code(i), text.start(i), text.end(i));
      }
    }
    return kept;
  }
}
