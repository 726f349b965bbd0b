package io.blick.bench.machine;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of machine, whose results stand in a folder of their own.
 *
 * @param folder the folder's name
 * @param title the name in tables
 */
public record MachineKind(String folder, String title) {
  private static final MachineKind INTEL = new MachineKind("intel", "Intel");
  private static final MachineKind AMD = new MachineKind("amd", "AMD");
  private static final List<MachineKind> KNOWN = List.of(INTEL, AMD);

  /** The order of columns: Intel, AMD, then others by the name of their folder. */
  public static final Comparator<MachineKind> ORDER = Comparator.comparing(
          (MachineKind kind) -> !kind.equals(INTEL))
      .thenComparing(kind -> !kind.equals(AMD))
      .thenComparing(MachineKind::folder);

  /**
   * Returns the kind of a processor: by its vendor, or by its architecture where no vendor is
   * known.
   *
   * @param vendor vendor_id of /proc/cpuinfo, which only x86 has
   * @param architecture os.arch of the JVM
   */
  static MachineKind of(Optional<String> vendor, String architecture) {
    String name = vendor.orElse(architecture);
    return switch (name) {
      case "GenuineIntel" -> INTEL;
      case "AuthenticAMD" -> AMD;
      default -> ofFolder(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    };
  }

  /** Returns the kind whose results stand in a folder of this name. */
  public static MachineKind ofFolder(String folder) {
    return KNOWN.stream()
        .filter(kind -> kind.folder().equals(folder))
        .findFirst()
        .orElseGet(() -> new MachineKind(folder, folder));
  }
}
