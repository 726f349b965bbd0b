package io.blick.core.attention;

import io.blick.core.kernel.Memory;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The mask of attention: which keys a query may look at, and what is added to its scores. Masks
 * combine: {@link #and} hides what either hides. Where a mask leaves each query one range of keys,
 * whole blocks outside it are never computed.
 */
public sealed interface Mask {
  /** The name that errors have for a table. */
  String TABLE = "attention: a mask's table";

  /** Every query may look at every key. */
  record None() implements Mask {}

  /**
   * A query may look at a window around its own position.
   *
   * @param alignment the key position of each query
   * @param left how far it may look back
   * @param right how far it may look ahead; not at all under a causal mask
   */
  record Window(Alignment alignment, Reach left, Reach right) implements Mask {}

  /**
   * In batch entry b every query may look at the first {@code lengths[b]} keys; the rest is
   * padding.
   */
  final class Padding implements Mask {
    private final int[] lengths;

    private Padding(int[] lengths) {
      this.lengths = lengths;
    }

    private void fit(int batch, int keys) {
      boolean inside = Arrays.stream(lengths).allMatch(length -> length >= 0 && length <= keys);
      if (lengths.length != batch || !inside) {
        throw new ShapeException(
            "attention: padding must give each of %d batch entries a length from 0 to %d; got %s"
                .formatted(batch, keys, Arrays.toString(lengths)));
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Padding that && Arrays.equals(lengths, that.lengths);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(lengths);
    }

    @Override
    public String toString() {
      return "Padding" + Arrays.toString(lengths);
    }
  }

  /**
   * A query may look at the keys for which a table says true.
   *
   * @param table BOOL (B, H, T, S), where B and H may be 1 for all
   */
  record Allowed(Tensor table) implements Mask {
    /** Checks that there is one. */
    public Allowed {
      Attention.present("a mask's table", table);
    }
  }

  /**
   * Numbers that are added to the scores, after a soft cap; −∞ hides a key.
   *
   * @param table F32 (B, H, T, S), where B and H may be 1 for all
   */
  record Bias(Tensor table) implements Mask {
    /** Checks that there is one. */
    public Bias {
      Attention.present("a mask's table", table);
    }
  }

  /**
   * Numbers that are added to the scores, after a soft cap, by how far the key is from the query:
   * scores[h][t][s] + table[h][s − t + R − 1]. Query t and key s are both counted from 0 at the
   * start of the call's queries and keys: query t is at the position of key t, whatever alignment
   * other masks have, and in every batch entry. −∞ hides the keys at this distance. Relative
   * positions of T5 (Raffel et al. 2019, arXiv 1910.10683, section 2.1) and MPNet, and ALiBi (Press
   * et al. 2021, arXiv 2108.12409, section 3), are such tables.
   *
   * @param table F32 (H, 2 R − 1), where H may be 1 for all; R is at least T and at least S
   */
  record Relative(Tensor table) implements Mask {
    /** Checks that there is one. */
    public Relative {
      Attention.present("a mask's table", table);
    }
  }

  /**
   * A query may look at the keys that both masks allow.
   *
   * @param one a mask
   * @param other another mask
   */
  record Both(Mask one, Mask other) implements Mask {
    /** Checks that both are there. */
    public Both {
      Attention.present("a mask", one);
      Attention.present("a mask", other);
    }
  }

  /** Returns the mask that hides nothing. */
  static Mask none() {
    return new None();
  }

  /** Returns the mask under which a query sees its own position and those before it. */
  static Mask causal(Alignment alignment) {
    return new Window(alignment, Reach.open(), Reach.of(0));
  }

  /** Returns the causal mask in which the last query is at the last key. */
  static Mask causal() {
    return causal(Alignment.bottomRight());
  }

  /** Returns the mask under which a query sees a window around its own position. */
  static Mask window(Alignment alignment, Reach left, Reach right) {
    return new Window(alignment, left, right);
  }

  /**
   * Returns the mask that hides the keys after each batch entry's length.
   *
   * @param lengths keys of each batch entry that may be looked at (B)
   */
  static Mask padding(int... lengths) {
    return new Padding(lengths.clone());
  }

  /**
   * Returns the mask that hides the keys for which a table, BOOL (B or 1, H or 1, T, S), says
   * false.
   */
  static Mask allowed(Tensor table) {
    return new Allowed(table);
  }

  /** Returns the mask that adds a table, F32 (B or 1, H or 1, T, S), to the scores. */
  static Mask bias(Tensor table) {
    return new Bias(table);
  }

  /**
   * Returns the mask that adds table[h][s − t + R − 1] to the score of query t and key s:
   * {@link Relative}.
   *
   * @param table F32 (H or 1, 2 R − 1)
   */
  static Mask relative(Tensor table) {
    return new Relative(table);
  }

  /**
   * Returns this mask and another: keys that either hides are hidden, and what both add is summed.
   */
  default Mask and(Mask other) {
    return new Both(this, other);
  }

  /** Returns the first key that a query may look at, or a later one if it may look at none. */
  default int firstKey(int b, int t, int queries, int keys) {
    return Math.clamp(first(b, t, queries, keysOf(b, keys)), 0, keys);
  }

  /** Returns the key after the last one that a query may look at. */
  default int endKey(int b, int t, int queries, int keys) {
    int own = keysOf(b, keys);
    return Math.clamp(end(t, queries, own), 0, own);
  }

  /** Returns how many of the keys batch entry {@code b} has: its length, or all of them. */
  default int keysOf(int b, int keys) {
    return switch (this) {
      case Padding own -> own.lengths[b];
      case Both(Mask one, Mask other) -> Math.min(one.keysOf(b, keys), other.keysOf(b, keys));
      case None _, Window _, Allowed _, Bias _, Relative _ -> keys;
    };
  }

  private long first(int b, int t, int queries, int keys) {
    return switch (this) {
      case Window(Alignment alignment, Reach left, Reach _) ->
        left.first(alignment.position(t, queries, keys));
      case Both(Mask one, Mask other) ->
        Math.max(one.first(b, t, queries, keys), other.first(b, t, queries, keys));
      case None _, Padding _, Allowed _, Bias _, Relative _ -> 0;
    };
  }

  private long end(int t, int queries, int keys) {
    return switch (this) {
      case Window(Alignment alignment, Reach _, Reach right) ->
        right.end(alignment.position(t, queries, keys));
      case Both(Mask one, Mask other) ->
        Math.min(one.end(t, queries, keys), other.end(t, queries, keys));
      case None _, Padding _, Allowed _, Bias _, Relative _ -> keys;
    };
  }

  /** Shows each table to {@code reader}, with the name that errors have for it. */
  default void eachTable(BiConsumer<String, Tensor> reader) {
    switch (this) {
      case Allowed(Tensor table) -> reader.accept(TABLE, table);
      case Bias(Tensor table) -> reader.accept(TABLE, table);
      case Relative(Tensor table) -> reader.accept(TABLE, table);
      case Both(Mask one, Mask other) -> {
        one.eachTable(reader);
        other.eachTable(reader);
      }
      case None _, Window _, Padding _ -> {}
    }
  }

  /** Whether the mask is more than one range of keys for each query. */
  default boolean hasTables() {
    return switch (this) {
      case Allowed _, Bias _, Relative _ -> true;
      case Both(Mask one, Mask other) -> one.hasTables() || other.hasTables();
      case None _, Window _, Padding _ -> false;
    };
  }

  /** Returns what the tables add to the score of one query and key; −∞ if they hide it. */
  default double tables(int b, int h, int t, int s) {
    return switch (this) {
      case Allowed(Tensor table) -> entry(table, b, h, t, s) != 0 ? 0 : Double.NEGATIVE_INFINITY;
      case Bias(Tensor table) -> entry(table, b, h, t, s);
      case Relative(Tensor table) -> table.get(relativeRowOf(table, h, t) + s);
      case Both(Mask one, Mask other) ->
        hideOrAdd(one.tables(b, h, t, s), other.tables(b, h, t, s));
      case None _, Window _, Padding _ -> 0;
    };
  }

  /** Whether a query may look at a key. */
  default boolean shows(int b, int h, int t, int s, int queries, int keys) {
    return s >= firstKey(b, t, queries, keys)
        && s < endKey(b, t, queries, keys)
        && tables(b, h, t, s) != Double.NEGATIVE_INFINITY;
  }

  /** Returns the sum, but −∞ if either is −∞, even where the other is NaN or +∞. */
  private static double hideOrAdd(double one, double other) {
    double hidden = Double.NEGATIVE_INFINITY;
    return one == hidden || other == hidden ? hidden : one + other;
  }

  /**
   * Adds the tables' entries for one query and the keys from s on to numbers that are
   * {@code stride} apart.
   */
  default void addTables(
      int b, int h, int t, int s, int keys, MemorySegment y, long yAt, int stride) {
    switch (this) {
      case Allowed(Tensor table) -> {
        long from = rowOf(table, b, h, t) + s;
        MemorySegment shown = table.data();
        for (int j = 0; j < keys; j++) {
          if (shown.get(ValueLayout.JAVA_BYTE, from + j) == 0) {
            Memory.set(y, yAt + (long) j * stride, Float.NEGATIVE_INFINITY);
          }
        }
      }
      case Bias(Tensor table) -> addRow(table, rowOf(table, b, h, t) + s, keys, y, yAt, stride);
      case Relative(Tensor table) ->
        addRow(table, relativeRowOf(table, h, t) + s, keys, y, yAt, stride);
      case Both(Mask one, Mask other) -> {
        one.addTables(b, h, t, s, keys, y, yAt, stride);
        other.addTables(b, h, t, s, keys, y, yAt, stride);
      }
      case None _, Window _, Padding _ -> {}
    }
  }

  private static void addRow(
      Tensor table, long from, int keys, MemorySegment y, long yAt, int stride) {
    MemorySegment addends = table.data();
    for (int j = 0; j < keys; j++) {
      long to = yAt + (long) j * stride;
      float sum = (float) hideOrAdd(Memory.get(y, to), Memory.get(addends, from + j));
      Memory.set(y, to, sum);
    }
  }

  /** Returns the offset of a query's row in a table. */
  private static long rowOf(Tensor table, int b, int h, int t) {
    int ofBatch = table.size(0) == 1 ? 0 : b;
    int ofHead = table.size(1) == 1 ? 0 : h;
    return (((long) ofBatch * table.size(1) + ofHead) * table.size(2) + t) * table.size(3);
  }

  /** Returns the offset of the entry for a query and key 0; those of other keys follow it. */
  private static long relativeRowOf(Tensor table, int h, int t) {
    int ofHead = table.size(0) == 1 ? 0 : h;
    return (long) ofHead * table.size(1) + (table.size(1) - 1) / 2 - t;
  }

  private static double entry(Tensor table, int b, int h, int t, int s) {
    return table.get(rowOf(table, b, h, t) + s);
  }

  /** Checks that the mask fits attention of these sizes. */
  default void check(int batch, int heads, int queries, int keys) {
    switch (this) {
      case None _, Window _ -> {}
      case Padding own -> own.fit(batch, keys);
      case Allowed(Tensor table) -> checkTable(table, DType.BOOL, batch, heads, queries, keys);
      case Bias(Tensor table) -> checkTable(table, DType.F32, batch, heads, queries, keys);
      case Relative(Tensor table) -> checkRelative(table, heads, queries, keys);
      case Both(Mask one, Mask other) -> {
        one.check(batch, heads, queries, keys);
        other.check(batch, heads, queries, keys);
      }
    }
  }

  private static void checkTable(
      Tensor table, DType type, int batch, int heads, int queries, int keys) {
    table.demandReadable(TABLE);
    boolean fits = table.type() == type
        && table.rank() == 4
        && (table.size(0) == batch || table.size(0) == 1)
        && (table.size(1) == heads || table.size(1) == 1)
        && table.size(2) == queries
        && table.size(3) == keys;
    if (!fits) {
      throw new ShapeException(
          "attention: a mask's table must be %s(%d or 1, %d or 1, %d, %d); got %s"
              .formatted(type, batch, heads, queries, keys, table));
    }
  }

  private static void checkRelative(Tensor table, int heads, int queries, int keys) {
    table.demandReadable(TABLE);
    int reach = Math.max(1, Math.max(queries, keys));
    boolean fits = table.type() == DType.F32
        && table.rank() == 2
        && (table.size(0) == heads || table.size(0) == 1)
        && table.size(1) % 2 == 1
        && table.size(1) >= 2L * reach - 1;
    if (!fits) {
      throw new ShapeException(
          ("attention: a table of relative positions must be F32(%d or 1, 2 R - 1) with R from %d"
                  + " on, the distances of %d queries and %d keys; got %s")
              .formatted(heads, reach, queries, keys, table));
    }
  }
}
