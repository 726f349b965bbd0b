package io.blick.core.attention;

/** The keys that are cut from each query of a block. */
final class LaneCuts {
  private final int[] first = new int[QueryLanes.MAX];
  private final int[] end = new int[QueryLanes.MAX];
  private CutRows rows = Cuts.none().rows(Cuts.Rest.KEPT);
  private boolean any;

  /** Finds the cuts of other queries. */
  void find(CutRows newRows, QueryLanes lanes) {
    rows = newRows;
    any = false;
    for (int i = 0; i < lanes.count() && !rows.isEmpty(); i++) {
      first[i] = rows.from(lanes.b(), lanes.head(i), lanes.position(i), 0);
      end[i] = rows.from(lanes.b(), lanes.head(i), lanes.position(i) + 1, 0);
      any |= first[i] < end[i];
    }
  }

  /** Whether any edge of the queries is cut. */
  boolean any() {
    return any;
  }

  /** Returns the index of query {@code i}'s first cut at key {@code s} or later. */
  int from(int i, int s) {
    return first[i] == end[i] ? end[i] : rows.from(first[i], end[i], s);
  }

  /** Returns the index after query {@code i}'s last cut. */
  int end(int i) {
    return end[i];
  }

  /** Returns the key of a cut. */
  int key(int index) {
    return rows.key(index);
  }
}
