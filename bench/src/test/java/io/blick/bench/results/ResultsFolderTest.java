package io.blick.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.bench.machine.MachineKind;
import io.blick.bench.report.BarChart;
import io.blick.bench.report.Page;
import io.blick.bench.report.Report;
import io.blick.bench.report.Table;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFolderTest {
  private static final Path COMMITTED = Path.of("../docs/results");
  private static final MachineKind INTEL = MachineKind.ofFolder("intel");
  private static final MachineKind AMD = MachineKind.ofFolder("amd");

  private final BarChart chart = new BarChart(
      "Bars",
      "GB/s",
      List.of("one"),
      List.of(new BarChart.Group("S", List.of(3.0))),
      new BarChart.Level("peak", 11));

  @TempDir
  private Path folder;

  @Test
  void the_committed_pages_are_those_made_of_the_machines() throws IOException {
    Map<String, String> joined = new ResultsFolder(COMMITTED).joined();

    assertThat(joined).containsKeys("attention", "bert", "embed", "linear", "minilm", "start");
    for (Map.Entry<String, String> page : joined.entrySet()) {
      assertThat(COMMITTED.resolve(page.getKey() + ".md"))
          .as("./blick bench join")
          .hasContent(page.getValue());
    }
  }

  @Test
  void the_committed_pages_of_machines_are_as_the_code_writes_them() throws IOException {
    for (String machine : List.of("intel", "amd")) {
      try (Stream<Path> files = Files.list(COMMITTED.resolve(machine))) {
        for (Path file : files.filter(name -> name.toString().endsWith(".md")).toList()) {
          assertThat(file).hasContent(Page.parse(Files.readString(file)).markdown());
        }
      }
    }
  }

  @Test
  void each_work_has_all_machines_in_a_row() throws IOException {
    ResultsFolder results = new ResultsFolder(folder);
    results.write(
        INTEL,
        "x",
        report(
            "2026-11-27",
            "Old.",
            List.of(
                new TargetRow("a", "1", "2", "0.50 ×", "≥ 1.00 ×", Verdict.MISSED),
                new TargetRow("a", "1", "2", "0.50 ×", "≥ 6 %", Verdict.MET),
                TargetRow.withoutPeer("b", "3", "≥ 2", Verdict.MET))));
    results.write(
        AMD,
        "x",
        report(
            "2026-11-29",
            "New.",
            List.of(
                new TargetRow("a", "4", "5", "0.80 ×", "≥ 1.00 ×", Verdict.MISSED),
                new TargetRow("a", "4", "5", "0.80 ×", "≥ 8 %", Verdict.MISSED),
                TargetRow.withoutPeer("c", "6", "≥ 5", Verdict.MET))));

    List<Path> files = results.join();

    assertThat(files).containsExactly(folder.resolve("x.md"));
    assertThat(folder.resolve("amd/x.svg")).hasContent(chart.svg());
    assertThat(folder.resolve("x.md")).content().isEqualTo("""
        # Title

        New.

        Made by `./blick bench join` from the machines' own pages, which have every column:
        [Intel](intel/x.md), [AMD](amd/x.md).

        - command: `x`

        |  | Intel | AMD |
        | --- | --- | --- |
        | date | 2026-11-27 | 2026-11-29 |

        ![Bars: Intel](intel/x.svg)

        ![Bars: AMD](amd/x.svg)

        ## Targets

        | work | target | Intel: Blick | Intel: ratio | AMD: Blick | AMD: ratio | met |
        | --- | --- | --- | --- | --- | --- | --- |
        | a | ≥ 1.00 × | 1 | 0.50 × | 4 | 0.80 × | **no** |
        | a | Intel: ≥ 6 %, AMD: ≥ 8 % | 1 | 0.50 × | 4 | 0.80 × | Intel: yes, AMD: **no** |
        | b | ≥ 2 | 3 | – | not run: `x` | – | Intel: yes, AMD: not run |
        | c | ≥ 5 | not run: `x` | – | 6 | – | Intel: not run, AMD: yes |
        """);
  }

  @Test
  void a_machine_that_has_not_measured_a_subject_is_named() throws IOException {
    ResultsFolder results = new ResultsFolder(folder);
    results.write(INTEL, "x", report("2026-11-27", "Old.", List.of()));
    results.write(AMD, "y", report("2026-11-29", "New.", List.of()));

    Map<String, String> joined = results.joined();

    assertThat(joined.get("x")).contains("\nNot measured on AMD: `x`.\n");
    assertThat(joined.get("y")).contains("\nNot measured on Intel: `x`.\n");
  }

  @Test
  void tables_without_targets_stand_one_below_the_other() throws IOException {
    ResultsFolder results = new ResultsFolder(folder);
    Table table = new Table("Errors", "How.", List.of("text"), List.of(List.of("one")));
    for (MachineKind kind : List.of(INTEL, AMD, MachineKind.ofFolder("aarch64"))) {
      List<Table> tables = kind.equals(AMD) ? List.of() : List.of(table);
      results.write(
          kind, "x", new Report("Title", "How.", facts("2026-11-29"), tables, Optional.empty()));
    }

    String page = results.joined().get("x");

    assertThat(page).endsWith("""

        ## Errors: Intel

        How.

        Not run on AMD: `x`.

        | text |
        | --- |
        | one |

        ## Errors: aarch64

        How.

        Not run on AMD: `x`.

        | text |
        | --- |
        | one |
        """);
  }

  @Test
  void where_nothing_was_measured_nothing_is_joined() throws IOException {
    assertThat(new ResultsFolder(folder.resolve("none")).join()).isEmpty();
  }

  private Report report(String date, String introduction, List<TargetRow> rows) {
    return new Report(
        "Title",
        introduction,
        facts(date),
        List.of(TargetRow.table("Targets", rows)),
        Optional.of(chart));
  }

  private static Map<String, String> facts(String date) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("command", "`x`");
    facts.put("date", date);
    return facts;
  }
}
