package io.blick.core.kernel;

/**
 * How a panel of 64 outputs has the numbers of blocks: in order of the inputs, those of the same
 * input side by side, so that outputs are in the lanes of vectors. The names are those of the
 * formats of files whose numbers they are. All is little-endian, in ints, of which a row has 64,
 * one an output:
 *
 * <ul>
 *   <li>A row of numbers of 4 or 8 bits has 8 or 4 inputs, the first in the lowest bits. Numbers of
 *       Q4_0 and Q8_0 are signed; those of Q5_0 and Q6_K are counted from 16 and 32.
 *   <li>Fifth bits are a row for 32 inputs, the first in the lowest bit; upper two bits of six are
 *       a row for 16 inputs.
 *   <li>16 ints have two halves of 32 outputs, or four bytes of 64: int i those of outputs i, i +
 *       16, …, the first in the lowest bits.
 * </ul>
 *
 * <p>In front of a group's numbers are its fifth or upper bits, and in front of these its scales:
 *
 * <table>
 *   <caption>Scales</caption>
 *   <tr><th>format</th><th>inputs of a group</th><th>scales</th></tr>
 *   <tr><td>Q4_0, Q5_0, Q8_0</td><td>32</td><td>halves d</td></tr>
 *   <tr><td>Q4_1, Q5_1</td><td>32</td><td>halves d, halves m</td></tr>
 *   <tr><td>Q4_K, Q5_K</td><td>32</td><td>s + 256 l in 16 bits; halves d and halves e before each
 *       eight groups</td></tr>
 *   <tr><td>Q6_K</td><td>16</td><td>bytes s; halves d before each sixteen groups</td></tr>
 *   <tr><td>F16, BF16</td><td>1</td><td>the number itself</td></tr>
 * </table>
 */
public enum PanelFormat {
  Q4_0(32, 0, 32, 128, 4),
  Q4_1(32, 0, 32, 256, 4),
  Q5_0(32, 0, 32, 128, 5),
  Q5_1(32, 0, 32, 256, 5),
  Q8_0(32, 0, 32, 128, 8),
  Q4_K(256, 256, 32, 128, 4),
  Q5_K(256, 256, 32, 128, 5),
  Q6_K(256, 128, 16, 64, 3),
  F16(1, 0, 1, 128, 0),
  BF16(1, 0, 1, 128, 0);

  /** Bytes of a row of ints, and of a half for each of 64 outputs. */
  static final int ROW = 256;

  static final int HALVES = 128;

  private final int numbers;
  private final int header;
  private final int group;
  private final int scales;
  private final int rows;

  PanelFormat(int numbers, int header, int group, int scales, int rows) {
    this.numbers = numbers;
    this.header = header;
    this.group = group;
    this.scales = scales;
    this.rows = rows;
  }

  /** Returns of how many numbers a block is: inputs are a multiple of it. */
  public int numbers() {
    return numbers;
  }

  /** Returns how many bytes 64 outputs of so many inputs have. */
  public long bytes(int inputs) {
    return (long) (inputs / numbers) * (header + numbers / group * (scales + ROW * rows));
  }

  /** Returns the bytes in front of the groups of a block. */
  int header() {
    return header;
  }

  /** Returns the inputs of a group. */
  int group() {
    return group;
  }

  /** Returns the bytes of scales in front of a group's rows. */
  int scales() {
    return scales;
  }

  /** Returns the rows of ints of a group. */
  int rows() {
    return rows;
  }
}
