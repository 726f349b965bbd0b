package io.blick.bench.machine;

import io.blick.core.nn.EagerOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a figure was measured on. */
public final class MachineFacts {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private MachineFacts() {}

  /** Returns the processor's name, as lscpu has it, and how many of its cores there are. */
  public static String processor() {
    String name = field("model name").orElse(System.getProperty("os.arch"));
    return "%s, %d cores".formatted(name, Runtime.getRuntime().availableProcessors());
  }

  /** Whether Intel made the processor: the targets are not the same for all. */
  public static boolean isIntel() {
    return field("vendor_id").orElse("").equals("GenuineIntel");
  }

  /** Returns the virtual machine and how many floats it computes at once. */
  public static String virtualMachine() {
    return "%s %s, %d lanes of float32"
        .formatted(
            System.getProperty("java.vendor"),
            System.getProperty("java.runtime.version"),
            EagerOps.lanes());
  }

  /** Returns the operating system. */
  public static String system() {
    return System.getProperty("os.name") + " " + System.getProperty("os.version");
  }

  private static Optional<String> field(String name) {
    return lines().stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static List<String> lines() {
    try {
      return Files.isReadable(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
