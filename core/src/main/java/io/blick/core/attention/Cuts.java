package io.blick.core.attention;

import io.blick.core.tensor.ShapeException;
import java.util.List;
import java.util.Set;

/**
 * Edges of attention that are taken out, one query and one key of one head each: what a head does
 * without them. Rows without a cut keep their bits.
 */
public final class Cuts {
  private static final Cuts NONE = new Cuts(Rest.RENORMALIZED, List.of());

  /** What becomes of a row's other weights. */
  public enum Rest {
    /** They grow to a sum of 1, as if the key were masked. */
    RENORMALIZED,
    /** They stay as they are: what the edge brought is missing. */
    KEPT
  }

  /**
   * What is cut.
   *
   * @param b batch entry
   * @param head query head
   * @param query position that looks
   * @param key position looked at
   */
  public record Edge(int b, int head, int query, int key) {}

  private final Rest rest;
  private final List<Edge> edges;
  private final Set<Edge> all;

  private Cuts(Rest rest, List<Edge> edges) {
    this.rest = rest;
    this.all = Set.copyOf(edges);
    this.edges = List.copyOf(all);
  }

  /** Returns no cuts. */
  public static Cuts none() {
    return NONE;
  }

  /** Returns the cuts of some edges. */
  public static Cuts of(Rest rest, List<Edge> edges) {
    return new Cuts(rest, edges);
  }

  /** Returns the cuts of some edges. */
  public static Cuts of(Rest rest, Edge... edges) {
    return new Cuts(rest, List.of(edges));
  }

  /** Returns what becomes of the other weights. */
  public Rest rest() {
    return rest;
  }

  /** Returns the edges, each once, in no order. */
  public List<Edge> edges() {
    return edges;
  }

  /** Whether an edge is cut. */
  public boolean contains(int b, int head, int query, int key) {
    return !edges.isEmpty() && all.contains(new Edge(b, head, query, key));
  }

  /** Whether an edge is cut as if by a mask. */
  boolean hides(int b, int head, int query, int key) {
    return rest == Rest.RENORMALIZED && contains(b, head, query, key);
  }

  /** Checks that there are such edges in attention of these sizes. */
  void check(int batch, int heads, int queries, int keys) {
    for (int n = 0; n < edges.size(); n++) {
      Edge edge = edges.get(n);
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
    return other instanceof Cuts that && rest == that.rest && all.equals(that.all);
  }

  @Override
  public int hashCode() {
    return 31 * rest.hashCode() + all.hashCode();
  }

  @Override
  public String toString() {
    return edges.isEmpty() ? "no cuts" : rest + " " + edges;
  }
}
