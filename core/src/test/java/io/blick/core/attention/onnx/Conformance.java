package io.blick.core.attention.onnx;

import io.blick.core.tensor.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The results of all cases of a folder.
 *
 * @param cases how many there are
 * @param failed what is wrong, by the name of a case
 */
record Conformance(int cases, Map<String, List<String>> failed) {

  /** Runs every case of a folder: each folder in it is one. */
  static Conformance of(Path folder) throws IOException {
    Map<String, List<String>> failed = new TreeMap<>();
    List<Path> cases;
    try (Stream<Path> inside = Files.list(folder)) {
      cases = inside.filter(Files::isDirectory).sorted().toList();
    }
    try (Parallel parallel = new Parallel(2)) {
      AttentionOperator operator = new AttentionOperator(parallel);
      for (Path path : cases) {
        List<String> complaints = complaints(path, operator);
        if (!complaints.isEmpty()) {
          failed.put(path.getFileName().toString(), complaints);
        }
      }
    }
    return new Conformance(cases.size(), failed);
  }

  private static List<String> complaints(Path path, AttentionOperator operator) {
    try {
      return ConformanceCase.read(path).complaints(operator);
    } catch (IOException | RuntimeException e) {
      return List.of(e.toString());
    }
  }

  boolean passed() {
    return cases > 0 && failed.isEmpty();
  }

  /** A line a case that failed, and how many passed. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    failed.forEach((name, what) ->
        text.append("onnx-attention: %s failed: %s%n".formatted(name, String.join("; ", what))));
    int passed = cases - failed.size();
    return text + "onnx-attention: %d of %d passed".formatted(passed, cases);
  }
}
