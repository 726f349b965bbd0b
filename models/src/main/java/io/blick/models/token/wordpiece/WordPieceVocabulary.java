package io.blick.models.token.wordpiece;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.token.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The word pieces of a model: by row, and their rows by spelling. All spellings are in one array,
 * and a piece is looked up by a part of a word, so that lookup allocates nothing. Of two rows with
 * the same spelling the later one is found, as in the Hugging Face tokenizer.
 */
public final class WordPieceVocabulary implements Vocabulary {
  /** With what a piece begins that continues a word. */
  public static final String CONTINUED = "##";

  /** No such piece; not an optional, since looking up words must allocate nothing. */
  static final int NONE = -1;

  private static final int MULTIPLIER = 0x9E3779B1;
  private static final int INVERSE = inverse(MULTIPLIER);
  // Without an attack no run of occupied slots comes near this length.
  private static final int LONGEST_RUN = 1000;

  private final char[] spellings;
  private final int[] ends;
  // The row of each piece, ascending.
  private final int[] rows;
  // A hash table: index + 1, or 0 where free; its size is a power of two, at least twice the
  // pieces.
  private final int[] slots;
  private final int longest;
  private final int spelt;
  private final int continuedHash = hash(CONTINUED);

  /**
   * Builds the table.
   *
   * @param file the file of the pieces, for errors
   * @param spellings the spellings of all pieces, concatenated
   * @param ends the end of each piece in them, exclusive
   */
  public WordPieceVocabulary(Path file, char[] spellings, int[] ends) {
    this(file, spellings, ends, IntStream.range(0, ends.length).toArray());
  }

  /**
   * Builds the table of pieces whose rows have gaps.
   *
   * @param file the file of the pieces, for errors
   * @param spellings the spellings of all pieces, concatenated
   * @param ends the end of each piece in them, exclusive
   * @param rows the row of each piece, ascending
   */
  public WordPieceVocabulary(Path file, char[] spellings, int[] ends, int[] rows) {
    this.spellings = spellings;
    this.ends = ends;
    this.rows = rows;
    this.slots = new int[Integer.highestOneBit(Math.max(1, ends.length)) << 2];
    int most = 0;
    int different = 0;
    for (int i = 0; i < ends.length; i++) {
      different += put(file, i) ? 1 : 0;
      most = Math.max(most, ends[i] - start(i));
    }
    this.longest = most;
    this.spelt = different;
  }

  @Override
  public int count() {
    return ends.length;
  }

  @Override
  public int spellings() {
    return spelt;
  }

  @Override
  public int size() {
    return rows.length == 0 ? 0 : rows[rows.length - 1] + 1;
  }

  @Override
  public String piece(int row) {
    int i = Arrays.binarySearch(rows, row);
    return i < 0 ? "" : spelling(i);
  }

  private String spelling(int i) {
    return new String(spellings, start(i), ends[i] - start(i));
  }

  @Override
  public OptionalInt row(String spelling) {
    int[] codes = spelling.codePoints().toArray();
    int row = row(codes, 0, codes.length, false);
    return row == NONE ? OptionalInt.empty() : OptionalInt.of(row);
  }

  /**
   * Returns the end of the longest piece that begins at {@code at}, or {@code at} if none does.
   *
   * @param codes the code points of a word
   * @param to the end of the word, exclusive
   * @param continued whether the piece continues a word, so that its spelling begins with
   *     {@code ##}
   */
  int longestFrom(int[] codes, int at, int to, boolean continued) {
    int end = Math.min(to, at + longest);
    int hash = hash(codes, at, end, continued);
    while (end > at && find(hash, codes, at, end, continued) == NONE) {
      end--;
      // The hash of one code point less: the last step is undone.
      hash = (hash - codes[end]) * INVERSE;
    }
    return end;
  }

  /** Returns the row of the piece that equals a part of a word, or {@link #NONE}. */
  int row(int[] codes, int from, int to, boolean continued) {
    int found = find(hash(codes, from, to, continued), codes, from, to, continued);
    return found == NONE ? NONE : rows[found];
  }

  private int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  /** Adds a piece to the hash table; returns whether its spelling is new. */
  private boolean put(Path file, int i) {
    int from = start(i);
    int slot = slot(hash(from, ends[i]));
    int run = 0;
    while (slots[slot] != 0 && !same(slots[slot] - 1, i)) {
      slot = (slot + 1) & (slots.length - 1);
      run++;
      if (run > LONGEST_RUN) {
        throw new FormatException(
            WordPiece.FORMAT,
            file,
            0,
            "pieces must be words; got %d made to collide, the last %s"
                .formatted(run, Escaped.quoted(spelling(i))));
      }
    }
    boolean isNew = slots[slot] == 0;
    slots[slot] = i + 1;
    return isNew;
  }

  private boolean same(int one, int other) {
    return Arrays.equals(spellings, start(one), ends[one], spellings, start(other), ends[other]);
  }

  /** Returns the index of a piece, or {@link #NONE}. */
  private int find(int hash, int[] codes, int from, int to, boolean continued) {
    int slot = slot(hash);
    while (slots[slot] != 0) {
      int i = slots[slot] - 1;
      if (spells(i, codes, from, to, continued)) {
        return i;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return NONE;
  }

  private boolean spells(int piece, int[] codes, int from, int to, boolean continued) {
    int at = start(piece);
    int end = ends[piece];
    if (continued) {
      if (end - at < 2 || spellings[at] != '#' || spellings[at + 1] != '#') {
        return false;
      }
      at += CONTINUED.length();
    }
    int i = from;
    while (i < to && at < end) {
      int code = Character.codePointAt(spellings, at, end);
      if (code != codes[i]) {
        return false;
      }
      at += Character.charCount(code);
      i++;
    }
    return i == to && at == end;
  }

  private int slot(int hash) {
    int mixed = (hash ^ hash >>> 15) * 0x2C1B3C6D;
    return (mixed ^ mixed >>> 16) & (slots.length - 1);
  }

  private static int hash(String spelling) {
    int[] codes = spelling.codePoints().toArray();
    return hash(0, codes, 0, codes.length);
  }

  private int hash(int[] codes, int from, int to, boolean continued) {
    return hash(continued ? continuedHash : 0, codes, from, to);
  }

  private static int hash(int before, int[] codes, int from, int to) {
    int hash = before;
    for (int i = from; i < to; i++) {
      hash = hash * MULTIPLIER + codes[i];
    }
    return hash;
  }

  private int hash(int from, int to) {
    int hash = 0;
    int at = from;
    while (at < to) {
      int code = Character.codePointAt(spellings, at, to);
      hash = hash * MULTIPLIER + code;
      at += Character.charCount(code);
    }
    return hash;
  }

  /** Returns the inverse of an odd number modulo 2^32, by Newton's method. */
  private static int inverse(int odd) {
    int inverse = odd;
    for (int bits = 3; bits < Integer.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
