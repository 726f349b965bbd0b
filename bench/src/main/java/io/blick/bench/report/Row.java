package io.blick.bench.report;

import java.util.List;

/**
 * A line of a table that compares.
 *
 * @param work what is done
 * @param ours what Blick reaches
 * @param peer what the peer reaches
 * @param ratio how much more Blick reaches
 * @param target what it should reach
 * @param verdict whether it does
 */
public record Row(
    String work, String ours, String peer, String ratio, String target, Verdict verdict) {
  /** What stands where there is nothing to say. */
  public static final String NOTHING = "–";

  /** Returns a line on something that no peer does. */
  public static Row alone(String work, String ours, String target, Verdict verdict) {
    return new Row(work, ours, NOTHING, NOTHING, target, verdict);
  }

  /** Returns a table of rows. */
  public static Table table(String title, List<Row> rows) {
    return new Table(
        title,
        List.of("work", "Blick", "peer", "ratio", "target", "met"),
        rows.stream().map(Row::cells).toList());
  }

  private List<String> cells() {
    return List.of(work, ours, peer, ratio, target, verdict.text());
  }
}
