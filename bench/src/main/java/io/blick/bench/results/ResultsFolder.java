package io.blick.bench.results;

import io.blick.bench.machine.MachineKind;
import io.blick.bench.report.Page;
import io.blick.bench.report.Report;
import io.blick.bench.run.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of results: a folder for each kind of machine, which holds what was measured there,
 * and beside them for each subject one page that is made of those.
 *
 * @param folder where all of them are
 */
public record ResultsFolder(Path folder) {
  private static final String ENDING = ".md";

  /** Returns the folder of a kind of machine. */
  public Path of(MachineKind kind) {
    return folder.resolve(kind.folder());
  }

  /**
   * Writes a report of this kind of machine, in place of an older one.
   *
   * @param subject the name of the files without their endings
   */
  public Page write(MachineKind kind, String subject, Report report) throws IOException {
    Files.createDirectories(of(kind));
    String picture = subject + ".svg";
    Page page = report.page(picture);
    Files.writeString(of(kind).resolve(subject + ENDING), page.markdown());
    if (report.chart().isPresent()) {
      Files.writeString(of(kind).resolve(picture), report.chart().get().svg());
    }
    return page;
  }

  /**
   * Writes the joined page of each subject, and returns the files.
   *
   * @throws BenchException if a machine's page cannot be read
   */
  public List<Path> join() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> page : joined().entrySet()) {
      files.add(Files.writeString(folder.resolve(page.getKey() + ENDING), page.getValue()));
    }
    return files;
  }

  /**
   * Returns the joined pages in Markdown, by subject.
   *
   * @throws BenchException if a machine's page cannot be read
   */
  SortedMap<String, String> joined() throws IOException {
    List<MachineKind> kinds = new ArrayList<>();
    SortedMap<String, List<MachinePage>> subjects = new TreeMap<>();
    for (Path machine : list(folder).filter(Files::isDirectory).toList()) {
      kinds.add(MachineKind.ofFolder(machine.getFileName().toString()));
    }
    kinds.sort(MachineKind.ORDER);
    for (MachineKind kind : kinds) {
      for (Path file : list(of(kind)).filter(ResultsFolder::isPage).toList()) {
        String name = file.getFileName().toString();
        subjects
            .computeIfAbsent(
                name.substring(0, name.length() - ENDING.length()), _ -> new ArrayList<>())
            .add(new MachinePage(kind, read(file)));
      }
    }
    SortedMap<String, String> joined = new TreeMap<>();
    subjects.forEach((subject, pages) -> {
      List<MachineKind> absent = new ArrayList<>(kinds);
      pages.forEach(page -> absent.remove(page.kind()));
      joined.put(subject, new JoinedPage(subject, pages, absent).markdown());
    });
    return joined;
  }

  private static Page read(Path file) throws IOException {
    try {
      return Page.parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new BenchException(
          "bench: %s: %s; run its benchmark again".formatted(file.normalize(), e.getMessage()));
    }
  }

  private static boolean isPage(Path file) {
    return file.getFileName().toString().endsWith(ENDING);
  }

  private static Stream<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    }
  }
}
