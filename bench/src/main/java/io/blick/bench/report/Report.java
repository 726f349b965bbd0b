package io.blick.bench.report;

import java.util.List;
import java.util.Optional;

/**
 * What a benchmark found.
 *
 * @param title the page's
 * @param introduction how it was measured
 * @param facts what it was measured on, a line each
 * @param tables the figures
 * @param chart the most telling of them as a picture
 */
public record Report(
    String title,
    String introduction,
    List<String> facts,
    List<Table> tables,
    Optional<BarChart> chart) {

  /** Copies the lists. */
  public Report {
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
  }

  /**
   * Returns the page in Markdown.
   *
   * @param picture the file beside it that holds the chart, if there is one
   */
  public String markdown(String picture) {
    StringBuilder text = new StringBuilder("# " + title + "\n\n" + introduction.strip() + "\n\n");
    facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
    chart.ifPresent(bars -> text.append("\n![%s](%s)\n".formatted(bars.title(), picture)));
    tables.forEach(table -> text.append('\n').append(table.markdown()));
    return text.toString();
  }
}
