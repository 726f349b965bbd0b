package io.blick.models.token.pipeline;

import io.blick.models.token.Decoding;
import io.blick.models.token.vocabulary.FallbackBytes;
import io.blick.models.token.vocabulary.Pieces;
import java.nio.charset.StandardCharsets;

/**
 * How text is made of pieces whose blanks are spelled {@code ▁}.
 *
 * @param first what becomes of blanks at the beginning of a text
 * @param bytes whether a piece such as {@code <0x0A>} is that byte
 */
public record BlankSpelling(First first, Bytes bytes) {

  /** What becomes of blanks at the beginning of a text, which were put there when it was cut. */
  public enum First {
    /** They are text. */
    KEPT,
    /** One is left out. */
    ONE_LEFT_OUT,
    /** All blanks of the first piece are. */
    LEFT_OUT
  }

  /** What a piece such as {@code <0x0A>} is. */
  public enum Bytes {
    /** Its spelling. */
    SPELLED,
    /** That byte. */
    MEANT
  }

  /** Begins a text that is made of pieces. */
  Decoding decoding(Pieces pieces) {
    return new Decoding(id -> first(id, pieces), id -> following(id, pieces));
  }

  private byte[] first(int id, Pieces pieces) {
    String piece = pieces.spelled(id);
    if (isText(id, pieces)) {
      switch (first) {
        case KEPT -> {}
        case ONE_LEFT_OUT -> {
          if (piece.startsWith(String.valueOf(Metaspace.BLANK))) {
            return bytes(piece.substring(1));
          }
        }
        case LEFT_OUT -> {
          return bytes(piece.replace(String.valueOf(Metaspace.BLANK), ""));
        }
      }
    }
    return following(id, pieces);
  }

  private byte[] following(int id, Pieces pieces) {
    String piece = pieces.spelled(id);
    return isText(id, pieces) ? bytes(piece) : piece.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isText(int id, Pieces pieces) {
    return pieces.added().spelling(id).isEmpty();
  }

  private byte[] bytes(String piece) {
    if (bytes == Bytes.MEANT && FallbackBytes.value(piece).isPresent()) {
      return new byte[] {(byte) FallbackBytes.value(piece).getAsInt()};
    }
    return piece.replace(Metaspace.BLANK, ' ').getBytes(StandardCharsets.UTF_8);
  }
}
