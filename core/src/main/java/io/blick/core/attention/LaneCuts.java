package io.blick.core.attention;

/** Which keys are cut from the queries that stand side by side. */
final class LaneCuts {
  private final int[] first = new int[Lanes.MOST];
  private final int[] end = new int[Lanes.MOST];
  private CutRows rows = Cuts.none().rows(Cuts.Rest.KEPT);
  private boolean any;

  /** Turns to other queries. */
  void begin(CutRows newRows, Lanes lanes) {
    rows = newRows;
    any = false;
    for (int i = 0; i < lanes.count() && !rows.isEmpty(); i++) {
      first[i] = rows.from(lanes.b(), lanes.head(i), lanes.position(i), 0);
      end[i] = rows.from(lanes.b(), lanes.head(i), lanes.position(i) + 1, 0);
      any |= first[i] < end[i];
    }
  }

  /** Whether any edge of these queries is cut. */
  boolean any() {
    return any;
  }

  /** Returns the place of query {@code i}'s first cut whose key is not before {@code s}. */
  int from(int i, int s) {
    return first[i] == end[i] ? end[i] : rows.from(first[i], end[i], s);
  }

  /** Returns the place behind query {@code i}'s last cut. */
  int end(int i) {
    return end[i];
  }

  /** Returns the key that is cut at a place. */
  int key(int place) {
    return rows.key(place);
  }
}
