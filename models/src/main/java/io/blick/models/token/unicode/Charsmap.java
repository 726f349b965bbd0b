package io.blick.models.token.unicode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
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
    AlignedText replaced = new AlignedText(text.size());
    // Made when the first cluster of several characters may be met.
    Graphemes graphemes = new Graphemes(text);
    int end;
    for (int i = 0; i < text.size(); i = end) {
      end = graphemes.end(i);
      if (end - i > 1 && bytes(text, i, end) <= MOST_BYTES_TOGETHER) {
        OptionalInt found = find(utf8(text, i, end));
        if (found.isPresent()) {
          add(found.getAsInt(), text, i, end, replaced);
          continue;
        }
      }
      for (int k = i; k < end; k++) {
        replace(text, k, replaced);
      }
    }
    return replaced;
  }

  private void replace(AlignedText text, int i, AlignedText replaced) {
    OptionalInt found = find(utf8(text, i, i + 1));
    if (found.isPresent()) {
      add(found.getAsInt(), text, i, i + 1, replaced);
    } else {
      replaced.add(text.code(i), text.start(i), text.end(i));
    }
  }

  /** Adds the text at a place instead of characters: one for one, the rest in the last's place. */
  private void add(int at, AlignedText text, int from, int to, AlignedText replaced) {
    int end = at;
    while (end < texts.length && texts[end] != 0) {
      end++;
    }
    String becomes = new String(texts, at, end - at, StandardCharsets.UTF_8);
    int place = from;
    for (int i = 0; i < becomes.length(); i += Character.charCount(becomes.codePointAt(i))) {
      replaced.add(becomes.codePointAt(i), text.start(place), text.end(place));
      place = Math.min(place + 1, to - 1);
    }
  }

  /** Returns the place of the text for the shortest beginning that the table has. */
  private OptionalInt find(byte[] key) {
    int node = offset(units[0]);
    for (byte letter : key) {
      node ^= letter & 0xFF;
      // The sign marks units that are leaves, whose labels no byte equals.
      if (node >= units.length || (units[node] & 0x8000_00FF) != (letter & 0xFF) || letter == 0) {
        return OptionalInt.empty();
      }
      boolean leaf = (units[node] & 0x100) != 0;
      node ^= offset(units[node]);
      if (leaf && node < units.length) {
        int at = units[node] & Integer.MAX_VALUE;
        return at < texts.length ? OptionalInt.of(at) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & 0x200) >>> 6);
  }

  private static int bytes(AlignedText text, int from, int to) {
    int bytes = 0;
    for (int i = from; i < to && bytes <= MOST_BYTES_TOGETHER; i++) {
      int code = text.code(i);
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    return bytes;
  }

  private static byte[] utf8(AlignedText text, int from, int to) {
    return new String(text.codes(), from, to - from).getBytes(StandardCharsets.UTF_8);
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
