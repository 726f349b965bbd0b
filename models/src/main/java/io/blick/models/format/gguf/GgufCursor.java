package io.blick.models.format.gguf;

import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.TensorRule;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over the numbers and texts at the beginning of a GGUF file. */
final class GgufCursor {
  /** Bytes of the longest text: templates of chats have some ten thousand. */
  private static final long LONGEST_TEXT = 1 << 24;

  private static final long LONGEST_NAME = 65_535;
  private static final char REPLACEMENT = '\uFFFD';

  private final MappedFile file;
  private long at;

  GgufCursor(MappedFile file, long at) {
    this.file = file;
    this.at = at;
  }

  MappedFile file() {
    return file;
  }

  /** Returns the offset of the next byte. */
  long at() {
    return at;
  }

  /** Returns the number of bytes that follow. */
  long left() {
    return file.size() - at;
  }

  /** Skips bytes, checked to be there, and returns the offset of the first. */
  long take(long bytes, String what) {
    if (bytes < 0 || bytes > left()) {
      throw GgufRule.CUT.broken(file, at, Long.toUnsignedString(bytes), what, left());
    }
    long start = at;
    at += bytes;
    return start;
  }

  int int32(String what) {
    return file.fixed32(take(Integer.BYTES, what));
  }

  long int64(String what) {
    return file.fixed64(take(Long.BYTES, what));
  }

  /** Skips a text and returns the offset of its length. */
  long skipText(String what) {
    return skipText(what, LONGEST_TEXT);
  }

  private long skipText(String what, long longest) {
    long start = at;
    long length = int64(what);
    if (length < 0 || length > longest) {
      throw GgufRule.TEXT_LENGTH.broken(file, start, what, longest, Long.toUnsignedString(length));
    }
    take(length, what);
    return start;
  }

  String text(String what) {
    return textAt(file, skipText(what));
  }

  /** Returns a key or a name. */
  String name(String what) {
    return textAt(file, skipText(what, LONGEST_NAME));
  }

  /** Returns the text whose length stands at an offset, checked by {@link #skipText}. */
  static String textAt(MappedFile file, long at) {
    long start = at + Long.BYTES;
    MemorySegment bytes = file.bytes(start, file.fixed64(at));
    String text = new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    // What is not UTF-8 became this character; a vocabulary has it rarely, and is read fast so.
    if (text.indexOf(REPLACEMENT) >= 0) {
      check(file, start, bytes);
    }
    return text;
  }

  private static void check(MappedFile file, long start, MemorySegment bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes.asByteBuffer());
    } catch (CharacterCodingException e) {
      throw TensorRule.TEXT.broken(file, start);
    }
  }
}
