package io.blick.models.token.pipeline;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.unicode.CharacterKinds;
import io.blick.models.token.unicode.RewriteStep;
import io.blick.models.token.vocabulary.PieceCutter;

/**
 * How text is cut into words whose blanks are spelled {@code ▁}: at white space, then with a blank
 * put before, then before each blank; of each of these steps there may be none.
 *
 * @param whiteSpace what becomes of white space first
 * @param prefix before what a blank is put
 * @param words what a word is
 */
public record Metaspace(WhiteSpace whiteSpace, Prefix prefix, Words words) {
  /** The spelling of a blank. */
  public static final char BLANK = '\u2581';

  /** Text that is not cut. */
  public static final Metaspace WHOLE = new Metaspace(WhiteSpace.KEPT, Prefix.NEVER, Words.WHOLE);

  /** What becomes of white space. */
  public enum WhiteSpace {
    KEPT,
    /** Text is cut there, and it is left out. */
    REMOVED
  }

  /** Before what a blank is put, where none stands there. */
  public enum Prefix {
    NEVER,
    /** Before what begins the caller's text. */
    FIRST,
    /** Before each part between white space that is left out, and between added tokens. */
    ALWAYS
  }

  /** What a word is. */
  public enum Words {
    WHOLE,
    /** Each blank begins one. */
    EACH
  }

  /** Cuts a part of a text, without added tokens. */
  void cut(AlignedText plain, int from, int to, PieceCutter cutter) {
    if (whiteSpace == WhiteSpace.KEPT) {
      cutPart(plain, from, to, cutter);
      return;
    }
    int end;
    for (int at = from; at < to; at = end) {
      end = at;
      while (end < to && !CharacterKinds.isWhiteSpace(plain.code(end))) {
        end++;
      }
      cutPart(plain, at, end, cutter);
      end++;
    }
  }

  private void cutPart(AlignedText plain, int from, int to, PieceCutter cutter) {
    if (from >= to) {
      return;
    }
    if (equals(WHOLE)) {
      cutter.cut(plain, from, to);
      return;
    }
    AlignedText part = new RewriteStep.Blanks(BLANK).apply(plain.part(from, to));
    boolean begins = prefix == Prefix.ALWAYS || (prefix == Prefix.FIRST && part.start(0) == 0);
    if (begins && part.code(0) != BLANK) {
      part = new RewriteStep.Prepend(BLANK).apply(part);
    }
    if (words == Words.WHOLE) {
      cutter.cut(part, 0, part.size());
      return;
    }
    int end;
    for (int at = 0; at < part.size(); at = end) {
      end = at + 1;
      while (end < part.size() && part.code(end) != BLANK) {
        end++;
      }
      cutter.cut(part, at, end);
    }
  }
}
