package io.blick.core.nn;

import io.blick.core.kernel.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A rotary position embedding: pair i of a head's elements is turned by position · frequencies[i],
 * Su et al. 2021 (arXiv 2104.09864), section 3.4.2.
 *
 * <p>Cosines and sines are computed once for each position, when it is first asked for, and kept:
 * all layers and passes of a model should share one object. Any number of threads may use it.
 */
public final class Rotary {
  /** Which two elements of a head are turned together, of R that are turned. */
  public enum Pairs {
    /** Element i and element i + R/2, as in GPT-NeoX and the Llama of Hugging Face. */
    HALVES,
    /** Element 2i and element 2i + 1, as in the paper, GPT-J and the Llama of Meta. */
    INTERLEAVED
  }

  // 31 bits of a position: the group, the block within it, the position within that.
  private static final int POSITION_BITS = 6;
  private static final int BLOCK_BITS = 12;
  private static final int POSITIONS = 1 << POSITION_BITS;
  private static final int BLOCKS = 1 << BLOCK_BITS;
  private static final int GROUPS = 1 << (31 - POSITION_BITS - BLOCK_BITS);

  private final Pairs pairs;
  private final double[] frequencies;
  private final double factor;
  private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable MemorySegment>>
      groups = new AtomicReferenceArray<>(GROUPS);

  private Rotary(Pairs pairs, double[] frequencies, double factor) {
    this.pairs = pairs;
    this.frequencies = frequencies;
    this.factor = factor;
  }

  /**
   * Returns the embedding with given frequencies.
   *
   * @param pairs which elements are turned together
   * @param frequencies R/2 angles in radians a position, for the first R elements of a head
   * @param factor multiplies cosines and sines; 1, but in {@link RotaryScaling.Yarn}
   * @throws IllegalArgumentException if there is no frequency, or a number is not finite
   */
  public static Rotary of(Pairs pairs, double[] frequencies, double factor) {
    Shapes.present("rotary: pairs", pairs);
    Shapes.present("rotary: frequencies", frequencies);
    double[] own = frequencies.clone();
    if (own.length == 0) {
      throw new IllegalArgumentException(
          "rotary: there must be a frequency; got none; leave the rotation out");
    }
    for (int i = 0; i < own.length; i++) {
      if (!Double.isFinite(own[i])) {
        throw new IllegalArgumentException(
            "rotary: frequencies must be finite; got %s at place %d; check base and scaling"
                .formatted(own[i], i));
      }
    }
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException(
          "rotary: factor must be finite; got %s; give 1 for cosines and sines as they are"
              .formatted(factor));
    }
    return new Rotary(pairs, own, factor);
  }

  /**
   * Returns the embedding with the frequencies and the factor of a scaling.
   *
   * @param pairs which elements are turned together
   * @param rotated R, how many elements of a head are turned; even
   * @param base θ, 10000 in the paper
   * @param scaling how frequencies come of the base
   * @throws IllegalArgumentException if R is not positive and even, or a frequency is not finite
   */
  public static Rotary of(Pairs pairs, int rotated, double base, RotaryScaling scaling) {
    Shapes.present("rotary: scaling", scaling);
    return of(pairs, scaling.frequencies(rotated, base), scaling.attentionFactor());
  }

  /** Returns which elements are turned together. */
  public Pairs pairs() {
    return pairs;
  }

  /** Returns R, how many elements of a head are turned; the others stay. */
  public int rotated() {
    return 2 * frequencies.length;
  }

  /** Returns a copy of the R/2 angles in radians a position. */
  public double[] frequencies() {
    return frequencies.clone();
  }

  /** Returns what cosines and sines are multiplied by. */
  public double factor() {
    return factor;
  }

  /**
   * Returns the block in which a position has its R cosines and sines, as kernels read them; from
   * {@link #at} on.
   */
  MemorySegment table(int position) {
    int group = position >>> (POSITION_BITS + BLOCK_BITS);
    AtomicReferenceArray<@Nullable MemorySegment> blocks = groups.get(group);
    if (blocks == null) {
      AtomicReferenceArray<@Nullable MemorySegment> mine = new AtomicReferenceArray<>(BLOCKS);
      AtomicReferenceArray<@Nullable MemorySegment> other =
          groups.compareAndExchange(group, null, mine);
      blocks = other == null ? mine : other;
    }
    int block = (position >>> POSITION_BITS) % BLOCKS;
    MemorySegment made = blocks.get(block);
    if (made == null) {
      made = make(position & -POSITIONS);
      // Two threads may make one block: both have the same numbers.
      blocks.set(block, made);
    }
    return made;
  }

  /** Returns where a position begins in its block, in elements. */
  long at(int position) {
    return (long) (position % POSITIONS) * rowLength();
  }

  private int rowLength() {
    return switch (pairs) {
      case HALVES -> rotated();
      case INTERLEAVED -> 2 * rotated();
    };
  }

  private MemorySegment make(int first) {
    MemorySegment block = Arena.ofAuto().allocate((long) POSITIONS * rowLength() * Float.BYTES, 64);
    for (int p = 0; p < POSITIONS; p++) {
      for (int i = 0; i < frequencies.length; i++) {
        double angle = (first + p) * frequencies[i];
        float cos = (float) (StrictMath.cos(angle) * factor);
        float sin = (float) (StrictMath.sin(angle) * factor);
        put(block, at(p), i, cos, sin);
      }
    }
    return block;
  }

  /** Puts what pair i is turned by where {@code RowKernels} wants it. */
  private void put(MemorySegment block, long at, int i, float cos, float sin) {
    switch (pairs) {
      case HALVES -> {
        Memory.set(block, at + i, cos);
        Memory.set(block, at + frequencies.length + i, sin);
      }
      case INTERLEAVED -> {
        Memory.set(block, at + 2L * i, cos);
        Memory.set(block, at + 2L * i + 1, cos);
        Memory.set(block, at + rotated() + 2L * i, -sin);
        Memory.set(block, at + rotated() + 2L * i + 1, sin);
      }
    }
  }
}
