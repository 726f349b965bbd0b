package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blick.cli.process.Checkout.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When ./blick builds, when it does not, and what it says where it cannot. */
@Tag("process")
class ScriptProcessTest {
  private static final int NOBODY = 65534;

  @TempDir
  private Path folder;

  private Checkout checkout;

  @BeforeEach
  void check_out() throws Exception {
    checkout = Checkout.in(folder.resolve("checkout"));
  }

  private void assertRuns(End end) {
    assertThat(end.said()).isEmpty();
    assertThat(end.out()).startsWith("blick ");
    assertThat(end.exit()).isZero();
  }

  @Test
  void what_is_not_built_is_built_once() throws Exception {
    End first = checkout.blick("--version");
    End second = checkout.blick("--version");

    assertThat(first.said()).containsExactly("blick: building what is new");
    assertThat(first.out()).startsWith("blick ");
    assertRuns(second);
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-100_000, 100_000})
  void a_source_of_another_day_is_built_once(long hours) throws Exception {
    checkout.blick("--version");
    checkout.age("core", Duration.ofHours(hours));

    checkout.blick("--version");
    assertRuns(checkout.blick("--version"));

    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void another_text_of_the_same_age_is_built() throws Exception {
    checkout.blick("--version");
    FileTime time = Files.getLastModifiedTime(checkout.source("cli"));
    Files.writeString(checkout.source("cli"), "a longer page");
    Files.setLastModifiedTime(checkout.source("cli"), time);

    checkout.blick("--version");

    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void a_source_that_comes_goes_or_moves_is_built() throws Exception {
    checkout.blick("--version");

    Path other = Files.copy(checkout.source("core"), checkout.source("core").resolveSibling("B"));
    checkout.blick("--version");
    Files.move(other, other.resolveSibling("C"));
    checkout.blick("--version");
    Files.delete(other.resolveSibling("C"));
    checkout.blick("--version");
    assertRuns(checkout.blick("--version"));

    assertThat(checkout.builds()).isEqualTo(4);
  }

  @Test
  void what_only_the_bench_needs_builds_no_command() throws Exception {
    checkout.blick("--version");
    Files.writeString(checkout.source("bench"), "a longer page");

    assertRuns(checkout.blick("--version"));

    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void the_order_of_a_folder_is_no_change() throws Exception {
    checkout.blick("--version");
    Path stamp = checkout.home().resolve("cli/target/blick/stamp");
    Files.write(stamp, Files.readAllLines(stamp).reversed());

    assertRuns(checkout.blick("--version"));

    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void a_build_that_fails_says_so_in_lines_of_its_own() throws Exception {
    Files.createFile(checkout.home().resolve("broken"));

    End end = checkout.blick("--version");

    assertThat(end.exit()).isEqualTo(1);
    assertThat(end.said())
        .containsExactly(
            "blick: building what is new",
            "blick: [ERROR] it is broken",
            "blick: the build failed; all of its output is in %s/.blick/build.log"
                .formatted(checkout.home()));
  }

  /** Makes all of the checkout another's, or takes the permission to write away from its owner. */
  private void close() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
      }
    }
    if (Files.isWritable(checkout.home())) {
      Found.command("setpriv");
      checkout.by("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
      End trial = checkout.run(folder, List.of("test", "-r", checkout.home() + "/blick"));
      assumeTrue(trial.exit() == 0, "skipped, since another user cannot come here");
    }
  }

  private void open() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  @Test
  void an_older_build_is_run_where_nothing_can_be_written() throws Exception {
    checkout.blick("--version");
    checkout.age("core", Duration.ofHours(1));
    close();

    End end = checkout.with("HOME").blick("--version");
    open();

    assertThat(end.said())
        .containsExactly(
            "blick: note: the sources in %1$s are others than those of the build, which is run as"
                    .formatted(checkout.home())
                + " it is: %s/.blick cannot be written by you, and whoever may write there must run"
                    .formatted(checkout.home())
                + " %s/blick once".formatted(checkout.home()));
    assertThat(end.out()).startsWith("blick ");
    assertThat(end.exit()).isZero();
  }

  @Test
  void without_a_build_and_where_nothing_can_be_written_one_sentence_says_so() throws Exception {
    close();

    End end = checkout.blick("--version");
    open();

    assertThat(end.exit()).isEqualTo(1);
    assertThat(end.out()).isEmpty();
    assertThat(end.said())
        .containsExactly("blick: nothing is built in %1$s, and %1$s cannot be written by you;"
                .formatted(checkout.home())
            + " whoever may write there must run %s/blick once, or you a copy of your own"
                .formatted(checkout.home()));
  }

  @Test
  void a_place_of_any_name_will_do() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("-an odd\nplace "));
    Checkout there = Checkout.in(odd.resolve("it's \"here\"\n"));
    Path link = Files.createSymbolicLink(odd.resolve("-link"), there.home().resolve("blick"));
    there.blick("--version");

    assertRuns(there.run(there.home(), List.of("sh", "blick", "--version")));
    assertRuns(there.run(odd, List.of("sh", "./-link", "--version")));
    assertRuns(there.run(Path.of("/"), List.of(link.toString(), "--version")));
    assertRuns(
        there.run(folder, List.of("sh", "-c", "cd -- '-an odd\nplace ' && ./-link --version")));
    assertThat(there.builds()).isEqualTo(1);
  }

  @Test
  void a_script_that_stands_alone_says_where_it_belongs() throws Exception {
    Path alone = Files.copy(checkout.home().resolve("blick"), folder.resolve("blick"));

    End end = checkout.run(folder, List.of("sh", alone.toString(), "--version"));

    assertThat(end.exit()).isEqualTo(1);
    assertThat(end.said())
        .containsExactly(
            "blick: the script must lie in a checkout of Blick; got %s; start it by its"
                    .formatted(alone)
                + " path, or by a link to it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void the_users_collector_is_the_one(String variable) throws Exception {
    checkout.blick("--version");

    End end = checkout.with(variable, "-Dx=y -XX:+UseParallelGC").blick("--version");

    assertThat(end.said()).allMatch(line -> line.contains("Picked up"));
    assertThat(end.out()).startsWith("blick ");
    assertThat(end.exit()).isZero();
  }

  @Test
  void the_jvm_goes_into_no_folder_for_counters_unless_its_user_wants_them() throws Exception {
    checkout.blick("--version");
    String print = "-XX:+PrintFlagsFinal";

    End end = checkout.with("JAVA_TOOL_OPTIONS", print).blick("--version");
    End theirs = checkout.with("JAVA_TOOL_OPTIONS", print + " -XX:+UsePerfData").blick("--version");

    assertThat(end.out()).containsPattern(" UsePerfData += false ");
    assertThat(theirs.out()).containsPattern(" UsePerfData += true ");
  }

  @Test
  void memory_outside_the_heap_is_three_quarters_of_the_machines() throws Exception {
    checkout.blick("--version");
    String print = "-XX:MaxRAM=1g -XX:+PrintFlagsFinal";

    End end = checkout.with("JAVA_TOOL_OPTIONS", print).blick("--version");
    End theirs = checkout
        .with("JAVA_TOOL_OPTIONS", print + " -XX:MaxDirectMemorySize=67m")
        .blick("--version");

    assertThat(end.out()).containsPattern(" MaxDirectMemorySize += 805306368 ");
    assertThat(theirs.out()).containsPattern(" MaxDirectMemorySize += 70254592 ");
  }
}
