package io.blick.models.token.bpe;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.vocabulary.FallbackBytes;
import io.blick.models.token.vocabulary.FoundPieces;
import io.blick.models.token.vocabulary.PieceCutter;
import java.util.OptionalInt;

/**
 * Byte pair encoding of characters, as SentencePiece does: a word is cut into its characters, and
 * these are merged as the list of merges says. A character without a piece becomes the pieces of
 * its bytes, or the unknown one where those are not all there.
 *
 * <p>The offsets of a piece that is a byte cover the character.
 *
 * @see <a href="https://aclanthology.org/D18-2012/">Kudo and Richardson 2018</a>
 */
public final class CharacterBpe {
  private static final int NONE = -1;

  private final BytePieces vocabulary;
  private final Merges merges;
  private final BpeRules rules;
  private final FallbackBytes bytes;
  private final CharacterRows characters;

  /**
   * Puts it together.
   *
   * @param vocabulary its pieces
   * @param merges which pairs of them are put together
   * @param rules what else its file says
   * @param bytes the pieces of bytes
   */
  public CharacterBpe(BytePieces vocabulary, Merges merges, BpeRules rules, FallbackBytes bytes) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.rules = rules;
    this.bytes = bytes;
    this.characters = new CharacterRows(vocabulary);
  }

  /** Begins to cut words; the pieces go where they are found. */
  public PieceCutter into(FoundPieces found) {
    return new Words(found);
  }

  /** The words of a text, one after another, and memory that they share. */
  private final class Words implements PieceCutter {
    private final FoundPieces found;
    private final Symbols symbols = new Symbols(merges);
    private final Utf8Word word = new Utf8Word();
    // Where the unknown characters before the current one begin.
    private int open = NONE;

    Words(FoundPieces found) {
      this.found = found;
    }

    @Override
    public void cut(AlignedText text, int from, int to) {
      if (rules.whole() == BpeRules.Whole.FIRST) {
        OptionalInt whole = vocabulary.row(new String(text.codes(), from, to - from));
        if (whole.isPresent()) {
          found.add(whole.getAsInt(), text.start(from), text.end(to - 1));
          return;
        }
      }
      word.set(text, from, to);
      symbols.clear();
      fill(text);
      symbols.merge();
      for (int i = symbols.isEmpty() ? NONE : 0; i >= 0; i = symbols.next(i)) {
        found.add(
            symbols.row(i),
            text.start(word.code(symbols.start(i))),
            text.end(word.code(symbols.end(i) - 1)));
      }
    }

    private void fill(AlignedText text) {
      open = NONE;
      int end;
      for (int i = 0; i < word.size(); i = end) {
        end = i + 1;
        while (end < word.size() && word.code(end) == word.code(i)) {
          end++;
        }
        int row = characters.row(text.code(word.code(i)));
        if (row != NONE) {
          close(i);
          symbols.add(row, i, end);
        } else if (hasBytes(i, end)) {
          close(i);
          for (int at = i; at < end; at++) {
            symbols.add(bytes.row(word.value(at)), at, at + 1);
          }
        } else if (rules.unknown().isPresent()) {
          if (rules.unknowns() == BpeRules.Unknowns.EACH) {
            close(i);
          }
          open = open == NONE ? i : open;
        }
      }
      close(word.size());
    }

    private boolean hasBytes(int from, int to) {
      for (int at = from; at < to; at++) {
        if (bytes.row(word.value(at)) == FallbackBytes.NONE) {
          return false;
        }
      }
      return true;
    }

    private void close(int end) {
      if (open != NONE) {
        symbols.add(rules.unknown().getAsInt(), open, end);
        open = NONE;
      }
    }
  }
}
