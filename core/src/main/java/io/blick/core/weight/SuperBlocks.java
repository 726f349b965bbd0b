package io.blick.core.weight;

import static io.blick.core.weight.HalfPrecision.f16;

import io.blick.core.kernel.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Blocks of 256 numbers in groups, each with a whole-number scale s of its own, and for some a
 * whole-number least l: x = (d · s) · q − (e · l), where d and e are halves. Arguments are those of
 * {@link BlockFormat#write}.
 */
final class SuperBlocks {
  /** Numbers of a block. */
  static final int NUMBERS = 256;

  /** Numbers of a group with a least number. */
  private static final int GROUP = 32;

  /** Bytes of eight scales and eight leasts of six bits. */
  private static final int SCALES = 12;

  private SuperBlocks() {}

  /**
   * d, e, 12 bytes of scales and leasts, 128 bytes. Each 32 of these have the groups 2n in their
   * lower and 2n + 1 in their upper halves.
   */
  static void q4(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    long scales = first + 4;
    long nibbles = scales + SCALES;
    for (int group = 0; group < NUMBERS / GROUP; group++) {
      float d = f16(block, first) * scale(block, scales, group);
      float least = f16(block, first + 2) * least(block, scales, group);
      for (int i = 0; i < GROUP; i++) {
        int q = nibble(block, nibbles, group, i);
        Memory.set(to, at + (long) (group * GROUP + i) * stride, d * q - least);
      }
    }
  }

  /**
   * d, e, 12 bytes of scales and leasts, 32 bytes of fifth bits, 128 bytes as in {@link #q4}. Bit g
   * of byte i is the fifth bit of number i of group g.
   */
  static void q5(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    long scales = first + 4;
    long fifths = scales + SCALES;
    long nibbles = fifths + GROUP;
    for (int group = 0; group < NUMBERS / GROUP; group++) {
      float d = f16(block, first) * scale(block, scales, group);
      float least = f16(block, first + 2) * least(block, scales, group);
      for (int i = 0; i < GROUP; i++) {
        int fifth = (unsigned(block, fifths + i) >> group) & 1;
        int q = nibble(block, nibbles, group, i) | (fifth << 4);
        Memory.set(to, at + (long) (group * GROUP + i) * stride, d * q - least);
      }
    }
  }

  /**
   * 128 bytes of lower halves, 64 bytes of two upper bits, 16 signed bytes of scales, d; q is
   * counted from 32, and a group has 16 numbers. Of each 128 numbers, i and i + 64 share a byte of
   * lower halves, and i, i + 32, i + 64 and i + 96 one of upper bits.
   */
  static void q6(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    long uppers = first + 128;
    long scales = uppers + 64;
    float d = f16(block, scales + 16);
    for (int i = 0; i < NUMBERS; i++) {
      int part = i / 128;
      int within = i % 128;
      int lower = unsigned(block, first + part * 64L + within % 64) >> (within / 64 * 4);
      int upper = unsigned(block, uppers + part * 32L + within % 32) >> (within / 32 * 2);
      int q = ((lower & 0xf) | ((upper & 3) << 4)) - 32;
      int scale = block.get(ValueLayout.JAVA_BYTE, scales + i / 16);
      Memory.set(to, at + (long) i * stride, d * scale * q);
    }
  }

  /** Returns s + 256 l of a group. */
  static int scaleAndLeast(MemorySegment block, long scales, int group) {
    return scale(block, scales, group) | (least(block, scales, group) << 8);
  }

  private static int nibble(MemorySegment block, long nibbles, int group, int i) {
    int both = unsigned(block, nibbles + (long) (group / 2) * GROUP + i);
    return group % 2 == 0 ? both & 0xf : both >> 4;
  }

  /**
   * Returns a scale: that of group g below 4 is the lower six bits of byte g; that of g + 4 has its
   * lower four bits in the lower half of byte 8 + g, and its upper two on top of byte g.
   */
  private static int scale(MemorySegment block, long scales, int group) {
    if (group < 4) {
      return unsigned(block, scales + group) & 0x3f;
    }
    int upper = unsigned(block, scales + group - 4) >> 6;
    return (unsigned(block, scales + 4 + group) & 0xf) | (upper << 4);
  }

  /**
   * Returns a least: that of group g below 4 is the lower six bits of byte 4 + g; that of g + 4 has
   * its lower four bits in the upper half of byte 8 + g, and its upper two on top of byte 4 + g.
   */
  private static int least(MemorySegment block, long scales, int group) {
    if (group < 4) {
      return unsigned(block, scales + 4 + group) & 0x3f;
    }
    int upper = unsigned(block, scales + group) >> 6;
    return (unsigned(block, scales + 4 + group) >> 4) | (upper << 4);
  }

  private static int unsigned(MemorySegment block, long at) {
    return block.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }
}
