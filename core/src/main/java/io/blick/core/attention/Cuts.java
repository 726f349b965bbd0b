package io.blick.core.attention;

import io.blick.core.tensor.ShapeException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Edges of attention that are taken out; an edge is one query and one key of one head. Rows without
 * a cut keep their bits.
 *
 * <p>Cuts combine: {@link #and} takes out what either takes out. An edge that one of them takes out
 * as if the key were masked is masked, whatever the other says of it.
 */
public final class Cuts {
  private static final CutRows NO_ROWS = new CutRows(new Edge[0]);
  private static final Cuts NONE = new Cuts(NO_ROWS, NO_ROWS);

  /** The other weights of a row of which an edge is cut. */
  public enum Rest {
    /** They grow to a sum of 1, as if the key were masked. */
    RENORMALIZED,
    /** They stay as they are: the part of the output that the edge contributed is missing. */
    KEPT
  }

  /**
   * One query and one key of one head.
   *
   * @param b batch entry
   * @param head query head
   * @param query position that looks
   * @param key position looked at
   */
  public record Edge(int b, int head, int query, int key) {
    /** An odd multiplier that spreads bits: 2⁶⁴ divided by the golden ratio. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /**
     * Returns a hash code that spreads neighbouring edges, so that large hash sets of them are
     * fast.
     */
    @Override
    public int hashCode() {
      long all = ((b * SPREAD + head) * SPREAD + query) * SPREAD + key;
      return (int) ((all * SPREAD) >>> 32);
    }
  }

  private final CutRows hidden;
  private final CutRows dropped;

  private Cuts(CutRows hidden, CutRows dropped) {
    this.hidden = hidden;
    this.dropped = dropped;
  }

  private static Edge[] sorted(Collection<Edge> edges) {
    Edge[] sorted = edges.toArray(Edge[]::new);
    for (Edge edge : sorted) {
      Objects.requireNonNull(edge, "cuts: each edge must be one; got null among them");
    }
    Arrays.sort(sorted, CutRows::compare);
    int count = 0;
    for (Edge edge : sorted) {
      if (count == 0 || !sorted[count - 1].equals(edge)) {
        sorted[count++] = edge;
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  /** Returns no cuts. */
  public static Cuts none() {
    return NONE;
  }

  /**
   * Returns the cuts of some edges.
   *
   * @param rest what becomes of the other weights of their rows
   * @param edges in any order; one that is named twice is cut once
   */
  public static Cuts of(Rest rest, Collection<Edge> edges) {
    CutRows own = new CutRows(sorted(edges));
    return switch (rest) {
      case RENORMALIZED -> new Cuts(own, NO_ROWS);
      case KEPT -> new Cuts(NO_ROWS, own);
    };
  }

  /** Returns the cuts of some edges. */
  public static Cuts of(Rest rest, Edge... edges) {
    return of(rest, Arrays.asList(edges));
  }

  /** Returns these cuts and others: what either takes out is taken out. */
  public Cuts and(Cuts other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    CutRows masked = hidden.and(other.hidden);
    return new Cuts(masked, dropped.and(other.dropped).without(masked));
  }

  private boolean isEmpty() {
    return hidden.isEmpty() && dropped.isEmpty();
  }

  /** Returns the edges, each once, by batch entry, head, query and key. */
  public List<Edge> edges() {
    return hidden.and(dropped).edges().toList();
  }

  /** Returns the edges that are cut in one of the two ways. */
  public List<Edge> edges(Rest rest) {
    return rows(rest).edges().toList();
  }

  /** Whether an edge is cut. */
  public boolean contains(int b, int head, int query, int key) {
    return hidden.contains(b, head, query, key) || dropped.contains(b, head, query, key);
  }

  /** Whether an edge is cut as if by a mask. */
  boolean hides(int b, int head, int query, int key) {
    return hidden.contains(b, head, query, key);
  }

  /** Returns the edges that are cut in one of the two ways, row by row. */
  CutRows rows(Rest rest) {
    return switch (rest) {
      case RENORMALIZED -> hidden;
      case KEPT -> dropped;
    };
  }

  /** Checks that all edges lie inside attention of these sizes. */
  void check(int batch, int heads, int queries, int keys) {
    if (hidden.fits(batch, heads, queries, keys) && dropped.fits(batch, heads, queries, keys)) {
      return;
    }
    for (Edge edge : edges()) {
      boolean inside = isIndex(edge.b, batch)
          && isIndex(edge.head, heads)
          && isIndex(edge.query, queries)
          && isIndex(edge.key, keys);
      if (!inside) {
        throw new ShapeException("attention: a cut must lie inside B=%d, H=%d, T=%d, S=%d; got %s"
            .formatted(batch, heads, queries, keys, edge));
      }
    }
  }

  private static boolean isIndex(int index, int size) {
    return index >= 0 && index < size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cuts that && hidden.equals(that.hidden) && dropped.equals(that.dropped);
  }

  @Override
  public int hashCode() {
    return 31 * hidden.hashCode() + dropped.hashCode();
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "no cuts";
    }
    List<String> each = Arrays.stream(Rest.values())
        .filter(rest -> !edges(rest).isEmpty())
        .map(rest -> rest + " " + edges(rest))
        .toList();
    return String.join(", ", each);
  }
}
