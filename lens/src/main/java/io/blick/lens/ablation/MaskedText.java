package io.blick.lens.ablation;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A text in which some pieces are masked.
 *
 * @param encoding with the mask in their place
 * @param masked indices of the masked pieces, ascending
 * @param truth the piece that stood at each of them, as its row of the vocabulary; the mask's own
 *     row where the text itself has a mask
 */
record MaskedText(Encoding encoding, List<Integer> masked, List<Integer> truth) {

  MaskedText {
    masked = List.copyOf(masked);
    truth = List.copyOf(truth);
  }

  /** Returns a text with the masks that stand in it. */
  static MaskedText asItIs(Encoding encoding, int mask) {
    return masked(
        encoding,
        IntStream.range(0, encoding.pieces().size())
            .filter(i -> encoding.pieces().get(i).id() == mask)
            .boxed()
            .toList());
  }

  private static MaskedText masked(Encoding encoding, List<Integer> masked) {
    return new MaskedText(
        encoding,
        masked,
        masked.stream().map(i -> encoding.pieces().get(i).id()).toList());
  }

  /** Returns the text again and again, each time with one of its own pieces masked. */
  static List<MaskedText> each(Encoding encoding, Tokenizer tokenizer, int mask) {
    return own(encoding, mask).stream()
        .map(i -> masked(encoding, List.of(i)).with(tokenizer, mask))
        .toList();
  }

  /**
   * Returns another version of the text, in which the same pieces are masked, too.
   *
   * @param other as many pieces, those of this text but for some
   */
  MaskedText in(Encoding other, Tokenizer tokenizer, int mask) {
    return new MaskedText(other, masked, truth).with(tokenizer, mask);
  }

  /**
   * Returns the text with a share of its own pieces masked, at least one: which ones, the seed
   * decides.
   */
  static MaskedText some(
      Encoding encoding, Tokenizer tokenizer, int mask, double share, long seed) {
    List<Integer> own = new ArrayList<>(own(encoding, mask));
    int count = Math.clamp(Math.round(share * own.size()), Math.min(1, own.size()), own.size());
    var random = new SplittableRandom(seed);
    // The first steps of Fisher and Yates: every choice is as likely as any other.
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, own.size());
      int chosen = own.get(other);
      own.set(other, own.get(i));
      own.set(i, chosen);
    }
    return masked(encoding, own.subList(0, count).stream().sorted().toList()).with(tokenizer, mask);
  }

  /** Returns the indices of the pieces that stand in the text and are not masks already. */
  static List<Integer> own(Encoding encoding, int mask) {
    return IntStream.range(0, encoding.pieces().size())
        .filter(i -> switch (encoding.pieces().get(i)) {
          case Piece.InText own -> own.id() != mask;
          case Piece.Added _ -> false;
        })
        .boxed()
        .toList();
  }

  private MaskedText with(Tokenizer tokenizer, int mask) {
    List<Piece> pieces = new ArrayList<>(encoding.pieces());
    for (int i : masked) {
      if (pieces.get(i) instanceof Piece.InText own) {
        pieces.set(
            i,
            new Piece.InText(
                mask, tokenizer.piece(mask), own.segment(), own.word(), own.start(), own.end()));
      }
    }
    return new MaskedText(new Encoding(pieces, encoding.words()), masked, truth);
  }

  /** Returns how many pieces the text has, those that the model adds included. */
  int size() {
    return encoding.pieces().size();
  }
}
