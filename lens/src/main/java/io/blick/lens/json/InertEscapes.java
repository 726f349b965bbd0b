package io.blick.lens.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/** The escapes of JSON texts: every character that a terminal or a page obeys, by its number. */
final class InertEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] escapes = standardAsciiEscapesForJSON();
    escapes['<'] = ESCAPE_STANDARD;
    escapes[0x7f] = ESCAPE_STANDARD;
    return escapes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    boolean acts = isC1(c) || isLineEnd(c) || changesDirection(c);
    return acts ? new SerializedString("\\u%04x".formatted(c)) : null;
  }

  private static boolean isC1(int c) {
    return c >= 0x80 && c <= 0x9f;
  }

  private static boolean isLineEnd(int c) {
    return c == 0x2028 || c == 0x2029;
  }

  // The embeddings, overrides and isolates of UAX 9, which reverse the characters after them.
  private static boolean changesDirection(int c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  }
}
