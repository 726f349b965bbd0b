package io.blick.cli.error;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A shortage of memory, as one sentence: what was needed, what there was, and which option to set.
 */
final class MemoryShortage {
  private static final long MEGABYTE = 1 << 20;

  // The words of the JDK: of java.nio.Bits, and of the JVM for a class whose initializer failed.
  private static final Pattern DIRECT = Pattern.compile(
      "Cannot reserve (\\d+) bytes of direct buffer memory \\(allocated: (\\d+), limit: (\\d+)\\)");
  private static final Pattern EARLIER =
      Pattern.compile("Exception java\\.lang\\.OutOfMemoryError: (.*) \\[in thread .*");

  private static final String USUAL_VARIABLE = "JAVA_TOOL_OPTIONS";
  private static final int DEEPEST = 100;

  private MemoryShortage() {}

  /**
   * Returns the sentence, if an error comes from a shortage of memory. All its causes are searched,
   * since thread pools and class initializers wrap what was thrown.
   */
  static Optional<String> in(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .flatMap(cause -> message(cause).stream())
        .reduce((outer, inner) -> inner.isEmpty() ? outer : inner)
        .map(message ->
            of(message, Runtime.getRuntime().maxMemory(), new JvmOption(System.getenv())));
  }

  /** Returns what the JVM says of the memory, which may be nothing, if this is a shortage. */
  private static Optional<String> message(Throwable thrown) {
    String said = Objects.requireNonNullElse(thrown.getMessage(), "");
    return switch (thrown) {
      case OutOfMemoryError _ -> Optional.of(said.startsWith("java.lang.") ? "" : said);
      case ExceptionInInitializerError _ -> {
        Matcher earlier = EARLIER.matcher(said);
        yield earlier.matches() ? Optional.of(earlier.group(1)) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /**
   * Returns the sentence.
   *
   * @param message what the JVM says
   * @param heapBytes the largest size that the heap may have
   * @param option the environment in which options are set
   */
  static String of(String message, long heapBytes, JvmOption option) {
    Matcher direct = DIRECT.matcher(message);
    if (direct.matches()) {
      return outside(
          Long.parseLong(direct.group(1)),
          Long.parseLong(direct.group(2)),
          Long.parseLong(direct.group(3)),
          option);
    }
    if (message.startsWith("Requested array size")) {
      return "memory: one array must have fewer than 2147483647 elements; a shorter text"
          + " needs less";
    }
    if (message.startsWith("Java heap space") || message.startsWith("GC overhead")) {
      return "memory: the heap must have room for more than the %s that it may have; set"
              .formatted(megabytes(heapBytes))
          + " " + option.set("-Xmx", doubled(heapBytes) + "m or more", USUAL_VARIABLE);
    }
    if (message.startsWith("Metaspace")) {
      return "memory: classes must have more room; set a larger -XX:MaxMetaspaceSize in"
          + " %s, or none".formatted(option.variable("-XX:MaxMetaspaceSize="));
    }
    if (message.startsWith("Compressed class space")) {
      return "memory: classes must have more room; set a larger -XX:CompressedClassSpaceSize in"
          + " %s, or none".formatted(option.variable("-XX:CompressedClassSpaceSize="));
    }
    return "memory: the system must give more of it (%s); end other programs, or raise the limit"
            .formatted(message.isEmpty() ? "the JVM says nothing more" : message)
        + " that ulimit -a shows";
  }

  private static String outside(long needed, long used, long limit, JvmOption option) {
    return "memory: outside the heap, where the weights are, there must be room for %s more; got %s"
            .formatted(megabytes(needed), megabytes(limit - used))
        + " of %s; set %s"
            .formatted(
                megabytes(limit),
                option.set(
                    "-XX:MaxDirectMemorySize=",
                    Math.max(doubled(limit), doubled(needed)) + "m or more",
                    USUAL_VARIABLE));
  }

  private static long doubled(long bytes) {
    return 2 * Math.ceilDiv(bytes, MEGABYTE);
  }

  private static String megabytes(long bytes) {
    return "%d MB".formatted(Math.ceilDiv(bytes, MEGABYTE));
  }
}
