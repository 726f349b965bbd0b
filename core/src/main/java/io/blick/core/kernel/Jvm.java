package io.blick.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The properties of a virtual machine that decide which kernels are fast on it.
 *
 * @param compiler its best compiler
 * @param hasVectors whether the module jdk.incubator.vector is there
 * @param hasFma whether there is an instruction for the fused multiply-add
 */
record Jvm(Compiler compiler, boolean hasVectors, boolean hasFma) {
  /** The best compiler of a virtual machine. */
  enum Compiler {
    /** C2, or another that is not known to be slow. */
    OPTIMIZING,
    /** C1 alone. */
    QUICK,
    /** No compiler. */
    NONE;

    /**
     * Returns the compiler of a virtual machine by what it says of itself. Only what HotSpot says
     * is known; every other one is taken for optimizing, as OpenJ9 and GraalVM are, since a wrong
     * warning is worse than none.
     *
     * @param name java.vm.name, such as "OpenJDK 64-Bit Server VM"
     * @param info java.vm.info, such as "mixed mode, emulated-client, sharing"
     */
    static Compiler of(String name, String info) {
      if (info.contains("interpreted mode")) {
        return NONE;
      }
      // A Client or Minimal VM is built without C2.
      boolean quick = info.contains("emulated-client")
          || name.endsWith(" Client VM")
          || name.endsWith(" Minimal VM");
      return quick ? QUICK : OPTIMIZING;
    }
  }

  /**
   * A reason why attention is slow.
   *
   * @param fact what is so
   * @param times how many times slower attention is than with vectors, by docs/kernels.md
   * @param advice how to start java instead
   */
  private record Reason(String fact, int times, String advice) {}

  private static final Reason WITHOUT_C2 = new Reason(
      "this JVM compiles without C2 (-XX:TieredStopAtLevel=1)",
      400,
      "without that option, which some launchers add");
  private static final Reason WITHOUT_COMPILER =
      new Reason("this JVM only interprets (-Xint)", 30_000, "without that option");
  private static final Reason WITHOUT_FMA = new Reason(
      "this processor has no fused multiply-add, or java was told not to use it",
      130,
      "without -XX:UseAVX and -XX:-UseFMA, or on a processor with AVX2");
  private static final Reason WITHOUT_VECTORS = new Reason(
      "the module jdk.incubator.vector is not there",
      40,
      "with --add-modules jdk.incubator.vector");

  /** Returns the virtual machine that runs this. */
  static Jvm running() {
    Compiler compiler =
        Compiler.of(System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""));
    boolean hasVectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return new Jvm(compiler, hasVectors, Fma.INSTRUCTION);
  }

  /**
   * Whether vectors are there and not slower than scalar code. C1 makes an object of each vector;
   * the interpreter does so too, but spends more time on each step of scalar code. Without the
   * instruction, each lane of a fused multiply-add is one in BigDecimal.
   */
  boolean prefersVectors() {
    return hasVectors && hasFma && compiler != Compiler.QUICK;
  }

  /** Returns one line that says what is slow, how slow and what helps, or nothing if nothing is. */
  Optional<String> warning() {
    List<Reason> reasons = reasons();
    if (reasons.isEmpty()) {
      return Optional.empty();
    }
    int times = reasons.stream().mapToInt(Reason::times).max().orElseThrow();
    return Optional.of("blick: %s, so attention is %s %d times slower; start java %s"
        .formatted(
            String.join(" and ", reasons.stream().map(Reason::fact).toList()),
            reasons.size() == 1 ? "about" : "at least",
            times,
            String.join(", and ", reasons.stream().map(Reason::advice).toList())));
  }

  private List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>();
    switch (compiler) {
      case OPTIMIZING -> {}
      case QUICK -> reasons.add(WITHOUT_C2);
      case NONE -> reasons.add(WITHOUT_COMPILER);
    }
    if (!hasFma) {
      reasons.add(WITHOUT_FMA);
    }
    if (!hasVectors) {
      reasons.add(WITHOUT_VECTORS);
    }
    return reasons;
  }
}
