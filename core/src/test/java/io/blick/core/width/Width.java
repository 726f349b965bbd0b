package io.blick.core.width;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.blick.core.ClassRoot;
import io.blick.core.nn.EagerOps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A virtual machine of its own that computes so many floats at once. */
enum Width {
  LANES_16(16),
  LANES_8(8),
  LANES_4(4),
  SCALAR(1);

  private final int lanes;

  Width(int lanes) {
    this.lanes = lanes;
  }

  private List<String> options() {
    String vectors = "--add-modules=jdk.incubator.vector";
    return switch (this) {
      // Some Intel processors are not given their widest lanes unless asked for.
      case LANES_16 -> List.of(vectors, "-XX:UseAVX=3", "-XX:MaxVectorSize=64");
      case LANES_8 -> List.of(vectors, "-XX:MaxVectorSize=32");
      case LANES_4 -> List.of(vectors, "-XX:MaxVectorSize=16");
      case SCALAR -> List.of();
    };
  }

  /**
   * Runs {@link Digests} and returns what it prints below its first line, which must say that it
   * really ran so; skips the test where the processor lacks the lanes.
   */
  String run() throws IOException, InterruptedException {
    Process process = start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      fail("%s: the virtual machine failed; it printed %s".formatted(this, printed));
    }
    List<String> lines =
        printed.lines().filter(line -> !isOfTheVirtualMachine(line)).toList();
    String first = lines.getFirst();
    // Without being told, this virtual machine has as many lanes as the processor.
    if (EagerOps.lanes() < lanes && first.equals(line(EagerOps.lanes()))) {
      skip("skipped: this processor has no " + lanes + " lanes");
    }
    if (!first.equals(line(lanes))) {
      fail("%s: must compute with %s; got %s".formatted(this, line(lanes), first));
    }
    return String.join("\n", lines.subList(1, lines.size())) + "\n";
  }

  private static boolean isOfTheVirtualMachine(String line) {
    return line.startsWith("WARNING: Using incubator") || line.contains(" VM warning: ");
  }

  private static String line(int lanes) {
    return lanes + (lanes == 1 ? " ScalarKernels" : " VectorKernels");
  }

  private static void skip(String reason) {
    if ("1".equals(System.getenv("BLICK_EVERYTHING"))) {
      fail(reason);
    }
    abort(reason);
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // UseAVX is an option on x86 alone.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(options());
    command.add("--class-path");
    command.add(ClassRoot.of(EagerOps.class)
        + System.getProperty("path.separator")
        + ClassRoot.of(Digests.class));
    command.add(Digests.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    // They could add the module that one of the machines must do without.
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    return builder.redirectErrorStream(true).start();
  }
}
