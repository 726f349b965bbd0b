package io.blick.bench.results;

import io.blick.bench.machine.MachineKind;
import io.blick.bench.report.Table;
import io.blick.bench.report.TargetRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A table of targets in which each work has the figures of all machines in one row. */
final class JoinedTable {
  private static final String TARGET = "target";
  private static final String MET = "met";
  private static final List<String> NO_COLUMNS_OF_A_MACHINE = List.of("peer", TARGET, MET);

  /** The cells of a row by the names of their columns; those of a machine by its kind. */
  private final Map<String, Map<MachineKind, Map<String, String>>> rows = new LinkedHashMap<>();

  private final Map<MachineKind, String> commands = new LinkedHashMap<>();
  private final Table first;

  private JoinedTable(Table first) {
    this.first = first;
  }

  /** Returns whether a table has targets, so that it can be joined. */
  static boolean isPossible(Table table) {
    return table.columns().contains(TARGET) && table.columns().contains(MET);
  }

  /**
   * Returns the joined table; each machine keeps the columns of its own figures, but not the
   * peer's.
   *
   * @param tables those of one title, by machine
   * @param commands how each machine's were measured
   */
  static Table of(Map<MachineKind, Table> tables, Map<MachineKind, String> commands) {
    JoinedTable joined = new JoinedTable(tables.values().iterator().next());
    joined.commands.putAll(commands);
    tables.forEach(joined::add);
    return joined.table();
  }

  private void add(MachineKind kind, Table table) {
    Map<String, Integer> seen = new HashMap<>();
    for (List<String> row : table.rows()) {
      // The same work may stand in several rows, each with another target.
      String work = row.getFirst();
      String key = work + '\n' + seen.merge(work, 1, Integer::sum);
      Map<String, String> cells = new HashMap<>();
      for (int c = 0; c < row.size(); c++) {
        cells.put(table.columns().get(c), row.get(c));
      }
      rows.computeIfAbsent(key, _ -> new LinkedHashMap<>()).put(kind, cells);
    }
  }

  private Table table() {
    List<String> figures =
        new ArrayList<>(first.columns().subList(1, first.columns().size()));
    figures.removeAll(NO_COLUMNS_OF_A_MACHINE);
    List<String> columns = new ArrayList<>(List.of(first.columns().getFirst(), TARGET));
    commands
        .keySet()
        .forEach(kind -> figures.forEach(name -> columns.add(kind.title() + ": " + name)));
    columns.add(MET);
    List<List<String>> lines = new ArrayList<>();
    rows.forEach((key, machines) -> {
      List<String> line = new ArrayList<>(List.of(key.substring(0, key.indexOf('\n'))));
      line.add(common(machines, machines.keySet(), cells -> cells.getOrDefault(TARGET, "")));
      commands.keySet().forEach(kind -> line.addAll(figures(figures, kind, machines)));
      line.add(common(machines, commands.keySet(), cells -> cells.getOrDefault(MET, "not run")));
      lines.add(line);
    });
    return new Table(first.title(), first.note(), columns, lines);
  }

  private List<String> figures(
      List<String> names, MachineKind kind, Map<MachineKind, Map<String, String>> machines) {
    Map<String, String> cells = machines.get(kind);
    if (cells != null) {
      return names.stream()
          .map(name -> cells.getOrDefault(name, TargetRow.NO_FIGURE))
          .toList();
    }
    List<String> empty = new ArrayList<>(Collections.nCopies(names.size(), TargetRow.NO_FIGURE));
    empty.set(0, "not run: " + commands.get(kind));
    return empty;
  }

  /** Returns the cell that all machines have, or each machine's with its title. */
  private static String common(
      Map<MachineKind, Map<String, String>> machines,
      Iterable<MachineKind> kinds,
      Function<Map<String, String>, String> cell) {
    Map<MachineKind, String> cells = new LinkedHashMap<>();
    kinds.forEach(kind -> cells.put(kind, cell.apply(machines.getOrDefault(kind, Map.of()))));
    return cells.values().stream().distinct().count() == 1
        ? cells.values().iterator().next()
        : cells.entrySet().stream()
            .map(entry -> entry.getKey().title() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
