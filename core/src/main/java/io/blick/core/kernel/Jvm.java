package io.blick.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What decides which kernels are fast on a virtual machine.
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
   * @param advice what to do
   */
  private record Reason(String fact, int times, String advice) {}

  /** Returns the virtual machine that runs this. */
  static Jvm running() {
    Compiler compiler =
        Compiler.of(System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""));
    boolean hasVectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return new Jvm(compiler, hasVectors, Fma.INSTRUCTION);
  }

  /**
   * Whether vectors are faster than scalar code: without C2 each is an object, and without the
   * instruction each multiply-add is one in BigDecimal.
   */
  boolean vectorsAreFast() {
    return compiler == Compiler.OPTIMIZING && hasVectors && hasFma;
  }

  /** Returns one line that says what is slow, how slow and what helps, or nothing if nothing is. */
  Optional<String> warning() {
    List<Reason> reasons = reasons();
    if (reasons.isEmpty()) {
      return Optional.empty();
    }
    int times = reasons.stream().mapToInt(Reason::times).max().orElseThrow();
    return Optional.of("blick: %s, so attention is about %d times slower; %s"
        .formatted(
            String.join(" and ", reasons.stream().map(Reason::fact).toList()),
            times,
            String.join(" and ", reasons.stream().map(Reason::advice).toList())));
  }

  private List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>();
    switch (compiler) {
      case OPTIMIZING -> {}
      case QUICK ->
        reasons.add(new Reason(
            "this JVM compiles without C2 (-XX:TieredStopAtLevel=1)",
            400,
            "leave that option out"));
      case NONE ->
        reasons.add(new Reason("this JVM only interprets (-Xint)", 4000, "leave that option out"));
    }
    if (!hasFma) {
      reasons.add(new Reason(
          "this processor has no fused multiply-add, or the JVM may not use it (-XX:UseAVX=0)",
          100,
          "take one with AVX2, or leave that option out"));
    }
    if (!hasVectors) {
      reasons.add(new Reason(
          "the module jdk.incubator.vector is not there",
          40,
          "start java with --add-modules jdk.incubator.vector"));
    }
    return reasons;
  }
}
