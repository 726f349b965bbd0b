package io.blick.models.token.bpe;

import io.blick.models.token.unicode.AlignedText;
import java.util.Arrays;

/** A word as the bytes of its UTF-8, each with the code point that it is of. */
final class Utf8Word {
  private static final int MOST_OF_A_CODE_POINT = 4;

  private byte[] bytes = new byte[64];
  private int[] codes = new int[64];
  private int size;

  /** Takes the code points of a text from one place to another, none a surrogate. */
  void set(AlignedText text, int from, int to) {
    size = 0;
    for (int i = from; i < to; i++) {
      if (size + MOST_OF_A_CODE_POINT > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        codes = Arrays.copyOf(codes, 2 * codes.length);
      }
      int before = size;
      append(text.code(i));
      Arrays.fill(codes, before, size, i);
    }
  }

  private void append(int code) {
    if (code < 0x80) {
      bytes[size++] = (byte) code;
    } else if (code < 0x800) {
      bytes[size++] = (byte) (0xC0 | (code >> 6));
      bytes[size++] = (byte) (0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      bytes[size++] = (byte) (0xE0 | (code >> 12));
      bytes[size++] = (byte) (0x80 | ((code >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (code & 0x3F));
    } else {
      bytes[size++] = (byte) (0xF0 | (code >> 18));
      bytes[size++] = (byte) (0x80 | ((code >> 12) & 0x3F));
      bytes[size++] = (byte) (0x80 | ((code >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (code & 0x3F));
    }
  }

  int size() {
    return size;
  }

  /** Returns byte i, from 0 to 255. */
  int value(int i) {
    return bytes[i] & 0xFF;
  }

  /** Returns the index in the text of the code point that byte i is of. */
  int code(int i) {
    return codes[i];
  }

  /** Returns the word in letters of bytes. */
  String letters() {
    char[] letters = new char[size];
    for (int i = 0; i < size; i++) {
      letters[i] = ByteLetters.letter(value(i));
    }
    return new String(letters);
  }
}
