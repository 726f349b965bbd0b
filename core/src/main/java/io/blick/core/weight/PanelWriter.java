package io.blick.core.weight;

import io.blick.core.kernel.PanelFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Brings the blocks of 64 outputs into the order of a panel, {@link PanelFormat}: bits move, and no
 * number is computed. The code is scalar, which is compiled sooner than vector code: a model packs
 * once, when it is opened.
 */
final class PanelWriter {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Ints of a row, of halves of a row, and of bytes of a row. */
  private static final int ROW = Weight.PANEL;

  private static final int HALVES = ROW / 2;
  private static final int BYTES = ROW / 4;

  private final Blocked weight;
  private final BlockFormat format;
  private final MemorySegment blocks;
  private final int[] piece;

  PanelWriter(Blocked weight) {
    this.weight = weight;
    this.format = weight.format();
    this.blocks = weight.stored().data();
    this.piece = new int[ints(Weight.PIECE)];
  }

  /** Returns how many ints 64 outputs of so many inputs have. */
  private int ints(int inputs) {
    return (int) (format.panels().bytes(inputs) / Integer.BYTES);
  }

  /** Writes the panel that begins with an output, and zeros for outputs that W has not. */
  void write(int output, MemorySegment to, long at) {
    for (int from = 0; from < weight.inputs(); from += Weight.PIECE) {
      int depth = Math.min(Weight.PIECE, weight.inputs() - from);
      Arrays.fill(piece, 0);
      write(output, from, depth);
      MemorySegment.copy(piece, 0, to, INT, at + format.panels().bytes(from), ints(depth));
    }
  }

  private void write(int output, int from, int depth) {
    int columns = Math.min(Weight.PANEL, weight.outputs() - output);
    int step = ints(format.numbers());
    for (int i = 0; i < depth / format.numbers(); i++) {
      for (int o = 0; o < columns; o++) {
        block(weight.place(output + o, from + i * format.numbers()), i * step, o);
      }
    }
  }

  private void block(long first, int at, int o) {
    switch (format) {
      case Q4_0 -> {
        half(first, at, o);
        nibbles(first + 2, at + HALVES, o, 0x88888888);
      }
      case Q4_1 -> {
        half(first, at, o);
        half(first + 2, at + HALVES, o);
        nibbles(first + 4, at + ROW, o, 0);
      }
      case Q5_0 -> {
        half(first, at, o);
        piece[at + HALVES + o] = blocks.get(INT, first + 2);
        nibbles(first + 6, at + HALVES + ROW, o, 0);
      }
      case Q5_1 -> {
        half(first, at, o);
        half(first + 2, at + HALVES, o);
        piece[at + ROW + o] = blocks.get(INT, first + 4);
        nibbles(first + 8, at + 2 * ROW, o, 0);
      }
      case Q8_0 -> {
        half(first, at, o);
        for (int i = 0; i < 8; i++) {
          piece[at + HALVES + i * ROW + o] = blocks.get(INT, first + 2 + 4L * i);
        }
      }
      case Q4_K -> q4(first, at, o);
      case Q5_K -> q5(first, at, o);
      case Q6_K -> q6(first, at, o);
      case F16, BF16 -> half(first, at, o);
    }
  }

  /** Writes 16 bits into the lower or upper half of an int. */
  private void half(long from, int at, int o) {
    half(blocks.get(SHORT, from) & 0xffff, at, o);
  }

  private void half(int bits, int at, int o) {
    piece[at + o / 32 * 16 + o % 16] |= bits << (o & 16);
  }

  /** Writes 32 numbers of four bits, i and i + 16 of which share a byte, with some bits flipped. */
  private void nibbles(long from, int at, int o, int flipped) {
    long first = blocks.get(LONG, from);
    long second = blocks.get(LONG, from + Long.BYTES);
    piece[at + o] = lower(first) ^ flipped;
    piece[at + ROW + o] = lower(second) ^ flipped;
    piece[at + 2 * ROW + o] = lower(first >>> 4) ^ flipped;
    piece[at + 3 * ROW + o] = lower(second >>> 4) ^ flipped;
  }

  /** Returns the lower four bits of each of eight bytes. */
  private static int lower(long bytes) {
    long pairs = bytes & 0x0f0f0f0f0f0f0f0fL;
    pairs = (pairs | (pairs >>> 4)) & 0x00ff00ff00ff00ffL;
    pairs = (pairs | (pairs >>> 8)) & 0x0000ffff0000ffffL;
    return (int) (pairs | (pairs >>> 16));
  }

  /** Writes d, e, and eight groups of 32 numbers: see {@link SuperBlocks#q4}. */
  private void q4(long first, int at, int o) {
    half(first, at, o);
    half(first + 2, at + HALVES, o);
    for (int group = 0; group < 8; group++) {
      int to = at + ROW + group * (HALVES + 4 * ROW);
      half(SuperBlocks.scaleAndLeast(blocks, first + 4, group), to, o);
      group(first + 16, group, to + HALVES, o);
    }
  }

  /** Writes d, e, and eight groups of 32 numbers: see {@link SuperBlocks#q5}. */
  private void q5(long first, int at, int o) {
    half(first, at, o);
    half(first + 2, at + HALVES, o);
    for (int group = 0; group < 8; group++) {
      int to = at + ROW + group * (HALVES + 5 * ROW);
      half(SuperBlocks.scaleAndLeast(blocks, first + 4, group), to, o);
      for (int i = 0; i < 4; i++) {
        long bits = (blocks.get(LONG, first + 16 + 8L * i) >>> group) & 0x0101010101010101L;
        piece[to + HALVES + o] |= (int) ((bits * 0x0102040810204080L) >>> 56) << (8 * i);
      }
      group(first + 48, group, to + HALVES + ROW, o);
    }
  }

  /** Writes the lower four bits of a group, which shares its bytes with another. */
  private void group(long nibbles, int group, int at, int o) {
    for (int i = 0; i < 4; i++) {
      long bytes = blocks.get(LONG, nibbles + group / 2 * 32L + 8L * i);
      piece[at + i * ROW + o] = lower(bytes >>> (group % 2 * 4));
    }
  }

  /** Writes d, and sixteen groups of 16 numbers: see {@link SuperBlocks#q6}. */
  private void q6(long first, int at, int o) {
    half(first + 208, at, o);
    for (int group = 0; group < 16; group++) {
      int to = at + HALVES + group * (BYTES + 3 * ROW);
      int scale = blocks.get(ValueLayout.JAVA_BYTE, first + 192 + group) & 0xff;
      piece[to + o % 16] |= scale << (o / 16 * 8);
      int part = group / 8;
      int within = group % 8 * 16;
      long uppers = first + 128 + part * 32L + within % 32;
      long lowers = first + part * 64L + within % 64;
      for (int i = 0; i < 2; i++) {
        long pairs = blocks.get(LONG, uppers + 8L * i) >>> (within / 32 * 2);
        piece[to + BYTES + o] |= pairs(pairs) << (16 * i);
        long bytes = blocks.get(LONG, lowers + 8L * i) >>> (within / 64 * 4);
        piece[to + BYTES + ROW + i * ROW + o] = lower(bytes);
      }
    }
  }

  /** Returns the lower two bits of each of eight bytes. */
  private static int pairs(long bytes) {
    long pairs = bytes & 0x0303030303030303L;
    pairs = (pairs | (pairs >>> 6)) & 0x000f000f000f000fL;
    pairs = (pairs | (pairs >>> 12)) & 0x000000ff000000ffL;
    return (int) (pairs | (pairs >>> 24)) & 0xffff;
  }
}
