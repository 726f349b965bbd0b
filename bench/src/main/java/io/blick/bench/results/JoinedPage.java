package io.blick.bench.results;

import io.blick.bench.machine.MachineKind;
import io.blick.bench.report.Page;
import io.blick.bench.report.Table;
import io.blick.bench.report.TargetRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of a subject on all machines, side by side.
 *
 * @param subject the name of the file without its ending
 * @param pages those of the machines that have measured it, in the order of the columns
 * @param absent the machines that have not
 */
record JoinedPage(String subject, List<MachinePage> pages, List<MachineKind> absent) {

  JoinedPage {
    pages = List.copyOf(pages);
    absent = List.copyOf(absent);
  }

  String markdown() {
    Page newest = pages.stream()
        .max(Comparator.comparing(MachinePage::date))
        .orElseThrow()
        .page();
    StringBuilder text = new StringBuilder();
    text.append("# %s\n\n%s\n\n".formatted(newest.title(), newest.introduction()));
    text.append(
            "Made by `./blick bench join` from the machines' own pages, which have every column:\n")
        .append(links())
        .append(".\n\n");
    text.append(facts());
    for (MachineKind kind : absent) {
      text.append(
          "\nNot measured on %s: %s.\n".formatted(kind.title(), pages.getFirst().command()));
    }
    pages.forEach(machine -> machine
        .page()
        .picture()
        .map(picture -> new Page.Picture(
            picture.text() + ": " + machine.kind().title(),
            machine.kind().folder() + "/" + picture.file()))
        .ifPresent(picture -> text.append('\n').append(picture.markdown())));
    tables().forEach(table -> text.append('\n').append(table.markdown()));
    return text.toString();
  }

  private String links() {
    return pages.stream()
        .map(machine ->
            "[%s](%s/%s.md)".formatted(machine.kind().title(), machine.kind().folder(), subject))
        .collect(Collectors.joining(", "));
  }

  /** Returns the facts that are the same on all machines as a list, and the others as a table. */
  private String facts() {
    Set<String> names = new LinkedHashSet<>();
    pages.forEach(machine -> names.addAll(machine.page().facts().keySet()));
    StringBuilder text = new StringBuilder();
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      List<String> values = pages.stream()
          .map(machine -> machine.page().facts().getOrDefault(name, TargetRow.NO_FIGURE))
          .toList();
      if (values.stream().distinct().count() == 1) {
        text.append("- %s: %s\n".formatted(name, values.getFirst()));
      } else {
        rows.add(Stream.concat(Stream.of(name), values.stream()).toList());
      }
    }
    if (!rows.isEmpty()) {
      Stream<String> titles = pages.stream().map(machine -> machine.kind().title());
      List<String> columns = Stream.concat(Stream.of(""), titles).toList();
      text.append('\n').append(new Table("", "", columns, rows).grid());
    }
    return text.toString();
  }

  private List<Table> tables() {
    Set<String> titles = new LinkedHashSet<>();
    pages.forEach(machine -> machine.page().tables().forEach(table -> titles.add(table.title())));
    return titles.stream().flatMap(title -> tables(title).stream()).toList();
  }

  /** Returns the joined table of a title, or, where there are no targets, each machine's own. */
  private List<Table> tables(String title) {
    Map<MachineKind, Table> tables = new LinkedHashMap<>();
    Map<MachineKind, String> commands = new LinkedHashMap<>();
    pages.forEach(machine -> {
      commands.put(machine.kind(), machine.command());
      machine.page().tables().stream()
          .filter(table -> table.title().equals(title))
          .forEach(table -> tables.put(machine.kind(), table));
    });
    if (tables.values().stream().allMatch(JoinedTable::isPossible)) {
      return List.of(JoinedTable.of(tables, commands));
    }
    String missing = commands.entrySet().stream()
        .filter(command -> !tables.containsKey(command.getKey()))
        .map(command ->
            "\n\nNot run on %s: %s.".formatted(command.getKey().title(), command.getValue()))
        .collect(Collectors.joining());
    return tables.entrySet().stream()
        .map(entry -> alone(entry.getKey(), entry.getValue(), missing))
        .toList();
  }

  private static Table alone(MachineKind kind, Table table, String missing) {
    return new Table(
        table.title() + ": " + kind.title(),
        (table.note() + missing).strip(),
        table.columns(),
        table.rows());
  }
}
