package io.blick.models.token;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Text out of pieces as they come, one after another. A piece may end inside a character; then the
 * character comes with the piece that ends it, so that what is given out never ends in half of one.
 * For one thread, and one text.
 */
public final class Decoding {
  private static final int LONGEST_CODE_POINT = 4;

  private final IntFunction<byte[]> first;
  private final IntFunction<byte[]> following;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8
      .newDecoder()
      .onMalformedInput(CodingErrorAction.REPLACE)
      .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer open = ByteBuffer.allocate(0);
  private boolean begun;

  /**
   * Begins a text.
   *
   * @param first returns the UTF-8 bytes of a piece, by its id, at the beginning of a text
   * @param following returns those of a piece that follows another
   */
  public Decoding(IntFunction<byte[]> first, IntFunction<byte[]> following) {
    this.first = first;
    this.following = following;
  }

  /**
   * Appends a piece and returns the text that is whole with it, which may be none. Bytes that are
   * no UTF-8 become U+FFFD, one for each part that no character begins with.
   *
   * @param id the piece
   * @throws IllegalArgumentException if there is no such piece
   */
  public String append(int id) {
    byte[] bytes = (begun ? following : first).apply(id);
    begun = true;
    ByteBuffer all = ByteBuffer.allocate(open.remaining() + bytes.length);
    open = all.put(open).put(bytes).flip();
    String text = decoded(false);
    open = open.slice();
    return text;
  }

  /** Appends several pieces and returns the text that is whole with them. */
  public String append(List<Integer> ids) {
    StringBuilder text = new StringBuilder();
    ids.forEach(id -> text.append(append(id)));
    return text.toString();
  }

  /** Ends the text: returns U+FFFD for a character that is not whole, otherwise nothing. */
  public String end() {
    String text = decoded(true);
    open = ByteBuffer.allocate(0);
    return text;
  }

  private String decoded(boolean atEnd) {
    CharBuffer text = CharBuffer.allocate(open.remaining() + LONGEST_CODE_POINT);
    decoder.reset();
    decoder.decode(open, text, atEnd);
    return text.flip().toString();
  }
}
