package io.blick.models.token.unigram;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.vocabulary.FallbackBytes;
import io.blick.models.token.vocabulary.FoundPieces;
import io.blick.models.token.vocabulary.PieceCutter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts words into the pieces whose product of probabilities is largest: best(i) = max over pieces
 * that end at i of best(i − length) + score, by the algorithm of Viterbi. A character that is no
 * piece by itself costs the smallest score less 10; such characters in a row are one unknown piece,
 * or the pieces of their bytes where all of those are there.
 *
 * <p>The offsets of a piece that is a byte cover all characters that are spelled in bytes with it.
 *
 * @see <a href="https://aclanthology.org/P18-1007/">Kudo 2018, section 3.2</a>
 */
public final class Unigram {
  private static final double UNKNOWN_PENALTY = 10;
  private static final int UNKNOWN = -1;
  private static final int UNREACHED = -2;

  private final UnigramPieces vocabulary;
  private final int unknown;
  private final FallbackBytes bytes;

  /**
   * Puts it together.
   *
   * @param vocabulary its pieces
   * @param unknown the row of the piece for characters that are none
   * @param bytes the pieces of bytes
   */
  public Unigram(UnigramPieces vocabulary, int unknown, FallbackBytes bytes) {
    this.vocabulary = vocabulary;
    this.unknown = unknown;
    this.bytes = bytes;
  }

  /** Begins to cut words; the pieces go where they are found. */
  public PieceCutter into(FoundPieces found) {
    return new Words(found);
  }

  /** The words of a text, one after another, and memory that they share. */
  private final class Words implements PieceCutter {
    private final FoundPieces found;
    // Of each place in the word: the best score up to it, the piece that ends there, and where that
    // begins.
    private double[] best = new double[64];
    private int[] rows = new int[64];
    private int[] starts = new int[64];
    // Of each place on the best way where the next piece ends.
    private int[] ends = new int[64];

    Words(FoundPieces found) {
      this.found = found;
    }

    @Override
    public void cut(AlignedText text, int from, int to) {
      clear(to - from);
      for (int at = 0; at < to - from; at++) {
        reach(text, from, at, to - from);
      }
      for (int end = to - from; end > 0; end = starts[end]) {
        ends[starts[end]] = end;
      }
      place(text, from, to - from);
    }

    private void clear(int length) {
      if (length >= best.length) {
        int capacity = Math.max(length + 1, 2 * best.length);
        best = new double[capacity];
        rows = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
      }
      Arrays.fill(rows, 0, length + 1, UNREACHED);
      best[0] = 0;
    }

    private void reach(AlignedText text, int from, int at, int length) {
      PieceTrie trie = vocabulary.trie();
      boolean single = false;
      int node = PieceTrie.ROOT;
      for (int end = at + 1; end <= length; end++) {
        node = trie.child(node, text.code(from + end - 1));
        if (node == PieceTrie.NONE) {
          break;
        }
        int row = trie.piece(node);
        if (row != PieceTrie.NONE) {
          offer(at, end, row, vocabulary.score(row));
          single |= end == at + 1;
        }
      }
      if (!single) {
        offer(at, at + 1, UNKNOWN, vocabulary.least() - UNKNOWN_PENALTY);
      }
    }

    private void offer(int start, int end, int row, double score) {
      double sum = score + best[start];
      if (rows[end] == UNREACHED || sum > best[end]) {
        best[end] = sum;
        rows[end] = row;
        starts[end] = start;
      }
    }

    private void place(AlignedText text, int from, int length) {
      int end;
      for (int at = 0; at < length; at = end) {
        end = ends[at];
        int row = rows[end];
        if (row != UNKNOWN) {
          found.add(row, text.start(from + at), text.end(from + end - 1));
          continue;
        }
        while (end < length && rows[ends[end]] == UNKNOWN) {
          end = ends[end];
        }
        placeUnknown(text, from + at, from + end);
      }
    }

    private void placeUnknown(AlignedText text, int from, int to) {
      byte[] spelled = new String(text.codes(), from, to - from).getBytes(StandardCharsets.UTF_8);
      boolean whole = true;
      for (byte letter : spelled) {
        whole &= bytes.row(letter & 0xFF) != FallbackBytes.NONE;
      }
      if (!whole) {
        found.add(unknown, text.start(from), text.end(to - 1));
        return;
      }
      for (byte letter : spelled) {
        found.add(bytes.row(letter & 0xFF), text.start(from), text.end(to - 1));
      }
    }
  }
}
