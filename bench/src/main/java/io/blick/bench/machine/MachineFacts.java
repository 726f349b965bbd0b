package io.blick.bench.machine;

import io.blick.core.nn.EagerOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine that a figure was measured on. */
public final class MachineFacts {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private MachineFacts() {}

  /** Returns the name, family and model of the processor, as lscpu shows them, and its cores. */
  public static String processor() {
    String name = field("model name").orElse(System.getProperty("os.arch"));
    String model = field("cpu family")
        .flatMap(family ->
            field("model").map(number -> " (family %s model %s)".formatted(family, number)))
        .orElse("");
    return "%s%s, %d cores".formatted(name, model, Runtime.getRuntime().availableProcessors());
  }

  /** Returns the kind of this machine. */
  public static MachineKind kind() {
    return MachineKind.of(field("vendor_id"), System.getProperty("os.arch"));
  }

  /** Whether the processor is by Intel: some targets differ. */
  public static boolean isIntel() {
    return field("vendor_id").orElse("").equals("GenuineIntel");
  }

  /** Returns the JVM and the lanes of its vectors. */
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
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
        .map(parts -> parts[1].strip())
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
