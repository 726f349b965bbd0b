package io.blick.models.token.unicode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of SentencePiece: characters, and the text that each becomes, such as NFKC and white
 * space by the rule {@code nmt_nfkc}. A double array holds the trie of their bytes; its leaves are
 * places among the texts, each of which ends in a zero byte.
 *
 * <p>It is applied as the Hugging Face tokenizer does: to a grapheme cluster of at most five bytes
 * as a whole, of which the shortest beginning that the table has counts, and otherwise to each
 * character. What becomes nothing takes its place with it.
 *
 * @see <a href="https://doi.org/10.1109/32.31365">Aoe 1989, the double array</a>
 * @see <a href="https://aclanthology.org/D18-2012/">Kudo and Richardson 2018</a>
 */
public final class Charsmap {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final int FIRST_THAT_JOINS = 0x300;
  private static final int MOST_BYTES_TOGETHER = 5;
  private static final int NONE = -1;

  private final int[] units;
  private final byte[] texts;

  private Charsmap(int[] units, byte[] texts) {
    this.units = units;
    this.texts = texts;
  }

  /**
   * Reads a table: the size of the array in bytes, the array, and the texts.
   *
   * @throws IllegalArgumentException if it is not whole
   */
  public static Charsmap of(byte[] table) {
    ByteBuffer buffer = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    long size = table.length < Integer.BYTES ? -1 : Integer.toUnsignedLong(buffer.getInt());
    if (size < Integer.BYTES || size % Integer.BYTES != 0 || size > buffer.remaining()) {
      throw new IllegalArgumentException(
          "the table must begin with the size of an array that it holds whole; got %d of %d bytes"
              .formatted(size, table.length));
    }
    int[] units = new int[(int) size / Integer.BYTES];
    buffer.asIntBuffer().get(units);
    byte[] texts = new byte[buffer.remaining() - (int) size];
    buffer.position(buffer.position() + (int) size).get(texts);
    return new Charsmap(units, texts);
  }

  /** Returns the text with its characters replaced. */
  AlignedText apply(AlignedText text) {
    Replaced replaced = new Replaced(text);
    Graphemes graphemes = new Graphemes(text);
    int end;
    for (int i = 0; i < text.size(); i = end) {
      end = graphemes.end(i);
      int together =
          end - i > 1 && bytes(text, i, end) <= MOST_BYTES_TOGETHER ? find(text, i, end) : NONE;
      if (together != NONE) {
        replaced.add(becomes(together), i, end);
        continue;
      }
      for (int k = i; k < end; k++) {
        int found = find(text, k, k + 1);
        if (found == NONE) {
          replaced.keep(k);
        } else {
          replaced.add(becomes(found), k, k + 1);
        }
      }
    }
    return replaced.all;
  }

  private int[] becomes(int at) {
    int end = at;
    while (end < texts.length && texts[end] != 0) {
      end++;
    }
    return new String(texts, at, end - at, StandardCharsets.UTF_8).codePoints().toArray();
  }

  /** Returns the place of the text for the shortest beginning that the table has, or none. */
  private int find(AlignedText text, int from, int to) {
    int node = offset(units[0]);
    for (int i = from; i < to; i++) {
      int code = text.code(i);
      int bytes = bytes(code);
      for (int k = 0; k < bytes; k++) {
        int letter = letter(code, k, bytes);
        node ^= letter;
        // The sign marks units that are leaves, whose labels no byte equals; no key has a zero.
        if (node >= units.length || (units[node] & 0x8000_00FF) != letter || letter == 0) {
          return NONE;
        }
        boolean leaf = (units[node] & 0x100) != 0;
        node ^= offset(units[node]);
        if (leaf && node < units.length) {
          int at = units[node] & Integer.MAX_VALUE;
          return at < texts.length ? at : NONE;
        }
      }
    }
    return NONE;
  }

  /** Returns one of the bytes of a character in UTF-8. */
  private static int letter(int code, int index, int bytes) {
    if (bytes == 1) {
      return code;
    }
    int bits = code >> (6 * (bytes - 1 - index));
    return index == 0 ? ((0xF00 >> bytes) & 0xFF) | bits : 0x80 | (bits & 0x3F);
  }

  private static int bytes(int code) {
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & 0x200) >>> 6);
  }

  private static int bytes(AlignedText text, int from, int to) {
    int bytes = 0;
    for (int i = from; i < to && bytes <= MOST_BYTES_TOGETHER; i++) {
      bytes += bytes(text.code(i));
    }
    return bytes;
  }

  /** The text that comes out. */
  private static final class Replaced {
    private final AlignedText text;
    private final AlignedText all;
    // Whether the last character is one more than those that it was put for.
    private boolean hasMore;

    Replaced(AlignedText text) {
      this.text = text;
      this.all = new AlignedText(text.size());
    }

    void keep(int i) {
      all.add(text.code(i), text.start(i), text.end(i));
      hasMore = false;
    }

    /**
     * Adds text instead of characters: one for one, and what is more in the last one's place. If
     * they become nothing, the last of what was more before them takes their place.
     */
    void add(int[] codes, int from, int to) {
      if (codes.length == 0 && hasMore) {
        int last = all.size() - 1;
        all.set(last, all.code(last), text.start(from), text.end(from));
      }
      for (int i = 0; i < codes.length; i++) {
        int place = Math.min(from + i, to - 1);
        all.add(codes[i], text.start(place), text.end(place));
      }
      hasMore = codes.length > to - from;
    }
  }

  /** The ends of grapheme clusters; the text is copied for those that are not simple alone. */
  private static final class Graphemes {
    private final AlignedText text;
    private final Matcher matcher = GRAPHEME.matcher("");
    // Of each character its beginning in the copy; empty until there is one.
    private int[] places = new int[0];

    Graphemes(AlignedText text) {
      this.text = text;
    }

    /** Returns the end of the cluster that begins at a place. */
    int end(int at) {
      int next = at + 1;
      if (next == text.size()) {
        return next;
      }
      boolean returns = text.code(at) == '\r' && text.code(next) == '\n';
      if (text.code(at) < FIRST_THAT_JOINS && text.code(next) < FIRST_THAT_JOINS && !returns) {
        return next;
      }
      if (places.length == 0) {
        copy();
      }
      matcher.region(places[at], places[text.size()]).lookingAt();
      while (places[next] < matcher.end()) {
        next++;
      }
      return next;
    }

    private void copy() {
      places = new int[text.size() + 1];
      for (int i = 0; i < text.size(); i++) {
        places[i + 1] = places[i] + Character.charCount(text.code(i));
      }
      matcher.reset(new String(text.codes(), 0, text.size()));
    }
  }
}
