package io.blick.core.attention;

import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Some batch entries, queries and keys of an attention, so that each query looks at what it looks
 * at in the whole.
 *
 * @param entries which batch entries, in which order; one only where queries or keys are left out
 * @param from the first query
 * @param to the query behind the last one
 * @param keys how many of the keys, from the first one on
 */
record Excerpt(Configuration whole, List<Integer> entries, int from, int to, int keys) {

  /** Returns all of some batch entries. */
  static Excerpt of(Configuration whole, List<Integer> entries) {
    return new Excerpt(whole, entries, 0, whole.q().size(1), whole.k().size(1));
  }

  /** Returns some queries of one batch entry on all of its keys. */
  static Excerpt of(Configuration whole, int entry, int from, int to) {
    return new Excerpt(whole, List.of(entry), from, to, whole.k().size(1));
  }

  /** Returns one query on no key behind the last one that it sees. */
  static Excerpt ofSeen(Configuration whole, int entry, int t) {
    int queries = whole.q().size(1);
    int end = whole.options().mask().endKey(entry, t, queries, whole.k().size(1));
    return new Excerpt(whole, List.of(entry), t, t + 1, end);
  }

  Attention.Attended attend(Attention attention) {
    return attention.attend(
        cut(whole.q(), from, to),
        cut(whole.k(), 0, keys),
        cut(whole.v(), 0, keys),
        whole.options().withMask(cut(whole.options().mask())));
  }

  /** Returns some positions (B, position, H, D) of the chosen entries. */
  private Tensor cut(Tensor x, int first, int end) {
    Tensor cut = Tensor.zeros(entries.size(), end - first, x.size(2), x.size(3));
    long row = (long) x.size(2) * x.size(3) * Float.BYTES;
    for (int i = 0; i < entries.size(); i++) {
      long at = ((long) entries.get(i) * x.size(1) + first) * row;
      long bytes = (end - first) * row;
      MemorySegment.copy(x.data(), at, cut.data(), i * bytes, bytes);
    }
    return cut;
  }

  private Mask cut(Mask mask) {
    return switch (mask) {
      case Mask.None none -> none;
      case Mask.Window(Alignment alignment, Reach left, Reach right) ->
        Mask.window(cut(alignment), left, right);
      case Mask.Padding padding ->
        Mask.padding(
            entries.stream().mapToInt(b -> Math.min(keys, length(padding, b))).toArray());
      case Mask.Allowed(Tensor table) -> Mask.allowed(cutTable(table));
      case Mask.Bias(Tensor table) -> Mask.bias(cutTable(table));
      case Mask.Relative(Tensor table) -> Mask.bias(cutTable(writtenOut(table)));
      case Mask.Both(Mask one, Mask other) -> cut(one).and(cut(other));
    };
  }

  /** Positions are the whole's: they must not move with the end of the keys. */
  private Alignment cut(Alignment alignment) {
    int queries = whole.q().size(1);
    if (to - from == queries && keys == whole.k().size(1)) {
      return alignment;
    }
    int ownKeys = length(whole.options().mask(), entries.getFirst());
    return Alignment.at(Math.toIntExact(alignment.position(from, queries, ownKeys)));
  }

  /** Returns how many keys a batch entry has. */
  private int length(Mask mask, int b) {
    return switch (mask) {
      case Mask.Padding padding -> padding.endKey(b, 0, 1, whole.k().size(1));
      case Mask.Both(Mask one, Mask other) -> Math.min(length(one, b), length(other, b));
      case Mask.None _, Mask.Window _, Mask.Allowed _, Mask.Bias _, Mask.Relative _ ->
        whole.k().size(1);
    };
  }

  private Tensor writtenOut(Tensor table) {
    return Configuration.writtenOut(table, whole.q().size(1), whole.k().size(1));
  }

  /** Returns a table (B or 1, H or 1, T, S) for the chosen entries, queries and keys. */
  private Tensor cutTable(Tensor table) {
    int batch = table.size(0) == 1 ? 1 : entries.size();
    int heads = table.size(1);
    Tensor cut = Tensor.zeros(table.type(), batch, heads, to - from, keys);
    long bytes = (long) keys * table.type().bytes();
    long at = 0;
    for (int i = 0; i < batch; i++) {
      int b = table.size(0) == 1 ? 0 : entries.get(i);
      for (int h = 0; h < heads; h++) {
        for (int t = from; t < to; t++) {
          long row = ((long) b * heads + h) * table.size(2) + t;
          long start = row * table.size(3) * table.type().bytes();
          MemorySegment.copy(table.data(), start, cut.data(), at, bytes);
          at += bytes;
        }
      }
    }
    return cut;
  }
}
