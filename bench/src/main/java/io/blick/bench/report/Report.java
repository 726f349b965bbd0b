package io.blick.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a benchmark on this machine.
 *
 * @param title the title of the page
 * @param introduction how it was measured
 * @param facts what it was measured on: values by their names, in their order
 * @param tables the figures
 * @param chart the most telling figures as a picture
 */
public record Report(
    String title,
    String introduction,
    Map<String, String> facts,
    List<Table> tables,
    Optional<BarChart> chart) {

  /** Copies the list. */
  public Report {
    tables = List.copyOf(tables);
  }

  /**
   * Returns the page.
   *
   * @param picture the file beside the page that holds the chart, if there is one
   */
  public Page page(String picture) {
    return new Page(
        title,
        introduction.strip(),
        facts,
        chart.map(bars -> new Page.Picture(bars.title(), picture)),
        tables);
  }
}
