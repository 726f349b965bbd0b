package io.blick.bench.report;

import java.util.List;

/**
 * A row of a table of targets.
 *
 * @param work its name
 * @param ours Blick's figure
 * @param peer the peer's figure
 * @param ratio Blick's speedup over the peer
 * @param target what Blick should reach
 * @param verdict whether it does
 */
public record TargetRow(
    String work, String ours, String peer, String ratio, String target, Verdict verdict) {
  /** The cell of a figure that does not exist. */
  public static final String NO_FIGURE = "–";

  /** Returns a row of work that no peer does. */
  public static TargetRow withoutPeer(String work, String ours, String target, Verdict verdict) {
    return new TargetRow(work, ours, NO_FIGURE, NO_FIGURE, target, verdict);
  }

  /** Returns the table of these rows. */
  public static Table table(String title, List<TargetRow> rows) {
    return new Table(
        title,
        "",
        List.of("work", "Blick", "peer", "ratio", "target", "met"),
        rows.stream().map(TargetRow::cells).toList());
  }

  private List<String> cells() {
    return List.of(work, ours, peer, ratio, target, verdict.text());
  }
}
