package io.blick.cli;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Memory that was not enough, as one sentence: what was needed, what there was, what to set. */
final class Shortage {
  private static final long MEGABYTE = 1 << 20;

  // As the JDK words it: java.nio.Bits, and the JVM on an error in a class that it had to prepare.
  private static final Pattern DIRECT = Pattern.compile(
      "Cannot reserve (\\d+) bytes of direct buffer memory \\(allocated: (\\d+), limit: (\\d+)\\)");
  private static final Pattern EARLIER =
      Pattern.compile("Exception java\\.lang\\.OutOfMemoryError: (.*) \\[in thread .*");

  private static final String FREE = "JAVA_TOOL_OPTIONS";
  private static final int DEEPEST = 100;

  private Shortage() {}

  /**
   * Returns the sentence, if a shortage of memory is what an error comes from: pools of threads and
   * the first use of a class wrap what was thrown.
   */
  static Optional<String> in(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .flatMap(cause -> message(cause).stream())
        .reduce((outer, inner) -> inner.isEmpty() ? outer : inner)
        .map(message ->
            of(message, Runtime.getRuntime().maxMemory(), new JvmOption(System.getenv())));
  }

  /** Returns what the JVM said of the memory, nothing perhaps, if that is what this is about. */
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
   * @param heapBytes how large the heap may become
   * @param option says where options stand
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
          + " " + option.set("-Xmx", doubled(heapBytes) + "m or more", FREE);
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
                    FREE));
  }

  private static long doubled(long bytes) {
    return 2 * Math.ceilDiv(bytes, MEGABYTE);
  }

  private static String megabytes(long bytes) {
    return "%d MB".formatted(Math.ceilDiv(bytes, MEGABYTE));
  }
}
