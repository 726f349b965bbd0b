package io.blick.core.width;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blick.core.nn.EagerOps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A virtual machine on which Blick is slow says so in one line, and has the bits of one that is
 * not.
 */
class WarningTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";
  private static final String BEGINNING = Child.LOGGED + "WARNING io.blick blick: ";

  private static void assertOneLine(Child child, int lanes, String fact) {
    assertThat(child.logged()).hasSize(1);
    assertThat(child.logged().getFirst()).startsWith(BEGINNING + fact);
    assertThat(child.printed()).containsExactly(lanes + " lanes", Computes.results());
    assertThat(child.exit()).isZero();
  }

  private static void assertSilent(Child child, int lanes) {
    assertThat(child.logged()).isEmpty();
    assertThat(child.printed()).containsExactly(lanes + " lanes", Computes.results());
    assertThat(child.exit()).isZero();
  }

  @Test
  void it_says_once_that_the_module_is_missing() throws Exception {
    String fact = "the module jdk.incubator.vector is not there, so ";

    assertOneLine(Child.onClassPath(List.of(), Computes.class), 1, fact);
    assertOneLine(Child.onModulePath(List.of(), Computes.class), 1, fact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:CompilationMode=quick-only"})
  void it_says_once_that_c2_is_missing(String option) throws Exception {
    List<String> options = List.of(VECTORS, option);

    assertOneLine(Child.onClassPath(options, Computes.class), 1, "this JVM compiles without C2 ");
  }

  @Test
  void it_says_once_that_nothing_is_compiled() throws Exception {
    List<String> options = List.of(VECTORS, "-Xint");

    assertOneLine(
        Child.onClassPath(options, Computes.class), EagerOps.lanes(), "this JVM only interprets ");
  }

  @Test
  void it_says_once_that_the_instruction_is_missing() throws Exception {
    // On processors other than x86 there is no such option, or no JVM that lacks the instruction.
    assumeTrue(System.getProperty("os.arch").equals("amd64"));
    List<String> options = List.of(VECTORS, "-XX:UseAVX=0");

    assertOneLine(Child.onClassPath(options, Computes.class), 1, "this processor has no fused ");
  }

  @Test
  void it_says_once_that_two_things_are_missing() throws Exception {
    Child child = Child.onClassPath(List.of("-XX:TieredStopAtLevel=1"), Computes.class);

    assertOneLine(child, 1, "this JVM compiles without C2 ");
    assertThat(child.logged().getFirst()).contains(" and the module jdk.incubator.vector is not");
  }

  @Test
  void it_says_nothing_where_all_is_there() throws Exception {
    assertSilent(Child.onClassPath(List.of(VECTORS), Computes.class), EagerOps.lanes());
    assertSilent(Child.onModulePath(List.of(VECTORS), Computes.class), EagerOps.lanes());
  }

  @Test
  void it_says_nothing_before_something_is_computed() throws Exception {
    Child child = Child.onClassPath(List.of(), Touches.class);

    assertThat(child.lines()).containsExactly("2 0.57735026 2");
    assertThat(child.exit()).isZero();
  }

  @Test
  void logging_that_is_turned_off_stays_so(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("logging.properties"), """
        handlers=java.util.logging.ConsoleHandler
        io.blick.level=OFF
        """);
    List<String> options = List.of("-Djava.util.logging.config.file=" + file);

    assertSilent(Child.onClassPath(options, Computes.class), 1);
  }

  @Test
  void logging_that_fails_keeps_nothing_from_being_computed(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(System.LoggerFinder.class.getName()), BrokenLogging.class.getName());

    assertSilent(Child.onClassPath(List.of(), Computes.class, folder), 1);
    List<String> linkage = List.of("-Dblick.test.linkage=true");
    assertSilent(Child.onClassPath(linkage, Computes.class, folder), 1);
  }
}
