package io.blick.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportTest {
  private final BarChart chart = new BarChart(
      "Bars & more",
      "GFLOP/s",
      List.of("one", "other"),
      List.of(
          new BarChart.Group("S = 2", List.of(3.0, Double.NaN)),
          new BarChart.Group("S = 3", List.of(5.0, 7.0))),
      new BarChart.Level("peak", 11));

  @Test
  void a_report_is_a_page_of_markdown() {
    Report report = new Report(
        "Title",
        "How.\n",
        Map.of("machine", "this: one"),
        List.of(TargetRow.table(
            "Targets",
            List.of(
                new TargetRow("a", "1", "2", "0.50 ×", "≥ 1.00 ×", Verdict.of(false)),
                TargetRow.withoutPeer("b", "3", "≥ 2", Verdict.of(true)),
                TargetRow.withoutPeer("c", TargetRow.NO_FIGURE, "≥ 5", Verdict.NOT_RUN)))),
        Optional.of(chart));

    String page = report.page("x.svg").markdown();

    assertThat(page).isEqualTo("""
        # Title

        How.

        - machine: this: one

        ![Bars & more](x.svg)

        ## Targets

        | work | Blick | peer | ratio | target | met |
        | --- | --- | --- | --- | --- | --- |
        | a | 1 | 2 | 0.50 × | ≥ 1.00 × | **no** |
        | b | 3 | – | – | ≥ 2 | yes |
        | c | – | – | – | ≥ 5 | not run here |
        """);
  }

  @Test
  void a_page_is_read_back_as_it_was_written() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("machine", "this: one");
    facts.put("date", "2026-11-29");
    Table table = new Table("t", "Two\nlines.", List.of("", "b"), List.of(List.of("–", "")));
    Page alone = new Page("a", "One.\n\nTwo.", facts, Optional.empty(), List.of());
    Page full = new Page(
        "a",
        "One.",
        facts,
        Optional.of(new Page.Picture("x [1, 2]", "x.svg")),
        List.of(table, table));

    assertThat(Page.parse(alone.markdown())).isEqualTo(alone);
    assertThat(Page.parse(full.markdown())).isEqualTo(full);
    assertThat(Page.parse(full.markdown()).markdown()).isEqualTo(full.markdown());
  }

  @Test
  void a_text_of_another_form_is_no_page() {
    String head = "# a\n\nOne.\n\n- date: today\n";

    assertThatThrownBy(() -> Page.parse("# a\n\nOne.\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("page: before the tables must stand a title, an introduction and facts");
    assertThatThrownBy(() -> Page.parse(head + "\n## t\n\nno table\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table: a title must have a table below it; got t");
    assertThatThrownBy(() -> Page.parse(head + "\n## t\n\n| a |\n| --- |\n| 1\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table: a row must begin and end with |; got | 1");
  }

  @Test
  void a_figure_has_three_digits_or_all_before_the_point() {
    assertThat(Figures.threeDigits(2345.6)).isEqualTo("2346");
    assertThat(Figures.threeDigits(23.456)).isEqualTo("23.5");
    assertThat(Figures.threeDigits(2.3456)).isEqualTo("2.35");
    assertThat(Figures.threeDigits(0.23456)).isEqualTo("0.235");
    assertThat(Figures.millis(7_890_000)).isEqualTo("7.89 ms");
    assertThat(Figures.times(1.305)).isEqualTo("1.31 ×");
    assertThat(Figures.percent(0.816)).isEqualTo("82 %");
    assertThat(Figures.difference(0.0000123)).isEqualTo("1.2e-05");
  }

  @Test
  void a_row_has_a_cell_for_each_column() {
    assertThatThrownBy(() -> new Table("t", "", List.of("a", "b"), List.of(List.of("1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table: a row must have 2 cells; got [1]");
    assertThatThrownBy(() -> new Table("t", "", List.of("a|b"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table: a cell must be without |; got [a|b]");
  }

  @Test
  void a_chart_has_a_bar_for_each_number_and_none_where_there_is_none() throws Exception {
    byte[] svg = chart.svg().getBytes(StandardCharsets.UTF_8);

    Document document = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg));

    // The ground, two of the legend, three bars.
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 + 3);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("Bars & more, GFLOP/s", "S = 2", "S = 3", "peak 11");
  }
}
