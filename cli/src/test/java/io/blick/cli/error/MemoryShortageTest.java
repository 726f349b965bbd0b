package io.blick.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryShortageTest {
  private static final long HEAP = 31 << 20;
  private static final JvmOption FREE = new JvmOption(Map.of());

  @Test
  void a_heap_that_is_full_is_said_with_its_size() {
    String sentence = "memory: the heap must have room for more than the 31 MB that it may have;"
        + " set JAVA_TOOL_OPTIONS=-Xmx62m or more";

    assertThat(MemoryShortage.of("Java heap space", HEAP, FREE)).isEqualTo(sentence);
    assertThat(MemoryShortage.of("GC overhead limit exceeded", HEAP, FREE)).isEqualTo(sentence);
  }

  @Test
  void weights_that_do_not_fit_outside_the_heap_are_said_with_what_there_was() {
    String message = "Cannot reserve 9437232 bytes of direct buffer memory"
        + " (allocated: 255186048, limit: 259522560)";

    assertThat(MemoryShortage.of(message, HEAP, FREE))
        .isEqualTo("memory: outside the heap, where the weights are, there must be room for 10 MB"
            + " more; got 5 MB of 248 MB; set JAVA_TOOL_OPTIONS=-XX:MaxDirectMemorySize=496m or"
            + " more");
  }

  @Test
  void a_limit_is_raised_in_the_variable_that_sets_it() {
    JvmOption set =
        new JvmOption(Map.of("JAVA_TOOL_OPTIONS", "-Xmx29m", "JDK_JAVA_OPTIONS", "-Da=b -Xmx31m"));
    JvmOption last = new JvmOption(
        Map.of("_JAVA_OPTIONS", "-XX:MaxDirectMemorySize=7m", "JDK_JAVA_OPTIONS", "-Xmx31m"));
    String direct = "Cannot reserve 3 bytes of direct buffer memory (allocated: 5, limit: 7)";

    assertThat(MemoryShortage.of("Java heap space", HEAP, set))
        .endsWith("; set -Xmx62m or more in JDK_JAVA_OPTIONS");
    assertThat(MemoryShortage.of(direct, HEAP, last))
        .endsWith("; set -XX:MaxDirectMemorySize=2m or more in _JAVA_OPTIONS");
  }

  @Test
  void one_array_that_is_too_long_is_the_texts_fault() {
    assertThat(MemoryShortage.of("Requested array size exceeds VM limit", HEAP, FREE))
        .isEqualTo("memory: one array must have fewer than 2147483647 elements; a shorter text"
            + " needs less");
  }

  @Test
  void room_for_classes_is_named() {
    assertThat(MemoryShortage.of("Metaspace", HEAP, FREE))
        .isEqualTo("memory: classes must have more room; set a larger -XX:MaxMetaspaceSize in"
            + " JAVA_TOOL_OPTIONS, or none");
    assertThat(MemoryShortage.of("Compressed class space", HEAP, FREE))
        .isEqualTo("memory: classes must have more room; set a larger"
            + " -XX:CompressedClassSpaceSize in JAVA_TOOL_OPTIONS, or none");
  }

  @Test
  void a_system_that_gives_no_more_is_said() {
    assertThat(MemoryShortage.of("unable to create native thread", HEAP, FREE))
        .isEqualTo("memory: the system must give more of it (unable to create native thread); end"
            + " other programs, or raise the limit that ulimit -a shows");
    assertThat(MemoryShortage.of("", HEAP, FREE))
        .isEqualTo("memory: the system must give more of it (the JVM says nothing more); end other"
            + " programs, or raise the limit that ulimit -a shows");
  }

  @Test
  void a_class_that_could_not_be_prepared_says_what_was_missing() {
    ExceptionInInitializerError earlier = new ExceptionInInitializerError(
        "Exception java.lang.OutOfMemoryError: Metaspace [in thread \"main\"]");
    NoClassDefFoundError later = new NoClassDefFoundError("Could not initialize class Digits");
    later.initCause(earlier);

    assertThat(MemoryShortage.in(later)).contains(MemoryShortage.of("Metaspace", HEAP, FREE));
  }

  @Test
  void what_is_no_shortage_is_left_to_others() {
    assertThat(MemoryShortage.in(new IllegalStateException("odd", new Error("odder"))))
        .isEmpty();
  }
}
