package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With little memory it runs all the same, or one sentence says what there must be. */
@Tag("process")
class SmallMachineProcessTest {
  private static final String VARIABLE = "JDK_JAVA_OPTIONS";

  private static List<String> said(Ended ended) {
    return ended
        .err()
        .lines()
        .filter(line -> !line.startsWith("NOTE: Picked up "))
        .toList();
  }

  private static void assertSame(Start start, String options) {
    Ended small = start.with(VARIABLE, options).ended();

    assertThat(said(small)).isEmpty();
    assertThat(small.exit()).isZero();
    assertThat(small.out()).isEqualTo(start.ended().well().out());
  }

  private static void assertFailed(Ended ended, String sentence) {
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(said(ended)).singleElement().asString().matches(sentence);
  }

  @Test
  void the_first_command_of_the_readme_runs_in_a_gigabyte() {
    Found.model("bert-base-multilingual-cased");

    assertSame(Start.blick("look", "Katten som min granne äger jagade musen"), "-XX:MaxRAM=1g");
  }

  @Test
  void a_word_needs_no_heap_of_more_than_32_megabytes() {
    Found.model("all-MiniLM-L6-v2");

    assertSame(Start.blick("look", "cat", "--model=all-MiniLM-L6-v2"), "-Xmx32m");
  }

  @Test
  void a_heap_that_is_too_small_is_named_with_its_size() {
    Found.model("all-MiniLM-L6-v2");

    Ended ended = Start.blick(
            "look", "cat ".repeat(499), "--format=json", "--model=all-MiniLM-L6-v2")
        .with(VARIABLE, "-Xmx9m")
        .ended();

    assertFailed(
        ended,
        "blick: memory: the heap must have room for more than the \\d+ MB that it may"
            + " have; set -Xmx\\d+m or more in JDK_JAVA_OPTIONS");
  }

  @Test
  void memory_outside_the_heap_that_is_too_small_is_named_with_its_size() {
    Found.model("all-MiniLM-L6-v2");

    Ended ended = Start.blick("look", "cat ".repeat(307), "--model=all-MiniLM-L6-v2")
        .with(VARIABLE, "-XX:MaxDirectMemorySize=3m")
        .ended();

    assertFailed(
        ended,
        "blick: memory: outside the heap, where the weights are, there must be room for"
            + " \\d+ MB more; got \\d MB of 3 MB; set -XX:MaxDirectMemorySize=\\d+m or more in"
            + " JDK_JAVA_OPTIONS");
  }
}
