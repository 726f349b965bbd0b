package io.blick.models.token.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The letter that stands for each byte in the spelling of a piece: printable characters of Latin 1
 * stand for themselves, the other 68 bytes for U+0100 and following, so that a blank is {@code Ġ}.
 *
 * @see <a href="https://github.com/openai/gpt-2">bytes_to_unicode in GPT-2's encoder.py</a>
 */
public final class ByteLetters {
  /** The letter of a blank. */
  public static final char BLANK = '\u0120';

  private static final int BYTES = 256;
  private static final int NONE = -1;
  private static final char[] LETTERS = letters();
  private static final int[] VALUES = values();

  private ByteLetters() {}

  private static char[] letters() {
    char[] letters = new char[BYTES];
    char next = BYTES;
    for (int value = 0; value < BYTES; value++) {
      boolean printable = (value > ' ' && value < 0x7F) || (value > 0xA0 && value != 0xAD);
      letters[value] = printable ? (char) value : next++;
    }
    return letters;
  }

  private static int[] values() {
    int[] values = new int[LETTERS[0xAD] + 1];
    Arrays.fill(values, NONE);
    for (int value = 0; value < BYTES; value++) {
      values[LETTERS[value]] = value;
    }
    return values;
  }

  /** Returns the letter of a byte, from 0 to 255. */
  static char letter(int value) {
    return LETTERS[value];
  }

  /** Returns the bytes of a spelling; if not all its characters are letters of bytes, its UTF-8. */
  public static byte[] bytes(String spelling) {
    byte[] bytes = new byte[spelling.length()];
    for (int i = 0; i < bytes.length; i++) {
      char letter = spelling.charAt(i);
      if (letter >= VALUES.length || VALUES[letter] == NONE) {
        return spelling.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) VALUES[letter];
    }
    return bytes;
  }
}
