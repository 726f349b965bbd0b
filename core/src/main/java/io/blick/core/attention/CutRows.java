package io.blick.core.attention;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Cut edges, sorted by row (batch entry, head and query) and key: the cuts of a row are found by
 * binary search.
 */
final class CutRows {
  private final Cuts.Edge[] edges;
  private final boolean anyNegative;
  private final int batch;
  private final int heads;
  private final int queries;
  private final int keys;

  /**
   * Creates the rows.
   *
   * @param edges sorted by batch entry, head, query and key, each once
   */
  CutRows(Cuts.Edge[] edges) {
    this.edges = edges;
    boolean negative = false;
    int b = -1;
    int head = -1;
    int query = -1;
    int key = -1;
    for (Cuts.Edge edge : edges) {
      negative |= edge.b() < 0 || edge.head() < 0 || edge.query() < 0 || edge.key() < 0;
      b = Math.max(b, edge.b());
      head = Math.max(head, edge.head());
      query = Math.max(query, edge.query());
      key = Math.max(key, edge.key());
    }
    anyNegative = negative;
    batch = b;
    heads = head;
    queries = query;
    keys = key;
  }

  /** Whether all edges lie inside attention of these sizes. */
  boolean fits(int inBatch, int inHeads, int inQueries, int inKeys) {
    return !anyNegative
        && batch < inBatch
        && heads < inHeads
        && queries < inQueries
        && keys < inKeys;
  }

  boolean isEmpty() {
    return edges.length == 0;
  }

  Stream<Cuts.Edge> edges() {
    return Arrays.stream(edges);
  }

  /** Compares by batch entry, head, query and key. */
  static int compare(Cuts.Edge one, Cuts.Edge other) {
    if (isBefore(one, other.b(), other.head(), other.query(), other.key())) {
      return -1;
    }
    return one.equals(other) ? 0 : 1;
  }

  /** Returns these edges and others, each once. */
  CutRows and(CutRows other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    Cuts.Edge[] both = new Cuts.Edge[Math.addExact(edges.length, other.edges.length)];
    int count = 0;
    int next = 0;
    for (Cuts.Edge edge : edges) {
      while (next < other.edges.length && compare(other.edges[next], edge) < 0) {
        both[count++] = other.edges[next++];
      }
      if (next < other.edges.length && other.edges[next].equals(edge)) {
        next++;
      }
      both[count++] = edge;
    }
    int left = other.edges.length - next;
    System.arraycopy(other.edges, next, both, count, left);
    return new CutRows(Arrays.copyOf(both, count + left));
  }

  /** Returns these edges without others. */
  CutRows without(CutRows others) {
    if (isEmpty() || others.isEmpty()) {
      return this;
    }
    return new CutRows(edges()
        .filter(edge -> !others.contains(edge.b(), edge.head(), edge.query(), edge.key()))
        .toArray(Cuts.Edge[]::new));
  }

  /** Returns the index of a row's first edge with a key from {@code key} on. */
  int from(int b, int head, int query, int key) {
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(edges[middle], b, head, query, key)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isBefore(Cuts.Edge edge, int b, int head, int query, int key) {
    if (edge.b() != b) {
      return edge.b() < b;
    }
    if (edge.head() != head) {
      return edge.head() < head;
    }
    return edge.query() != query ? edge.query() < query : edge.key() < key;
  }

  /**
   * Returns the index of the first edge with a key from {@code key} on, between two indices of one
   * row.
   */
  int from(int first, int end, int key) {
    int low = first;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edges[middle].key() < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the key of an edge. */
  int key(int index) {
    return edges[index].key();
  }

  boolean contains(int b, int head, int query, int key) {
    int place = edges.length == 0 ? 0 : from(b, head, query, key);
    return place < edges.length
        && !isBefore(edges[place], b, head, query, key)
        && edges[place].b() == b
        && edges[place].head() == head
        && edges[place].query() == query
        && edges[place].key() == key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CutRows that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }
}
