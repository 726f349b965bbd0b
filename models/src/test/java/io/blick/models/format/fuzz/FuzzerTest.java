package io.blick.models.format.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.models.format.file.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzzer itself: it finds a check that somebody has left out of the real readers. */
class FuzzerTest {
  private static final Duration HANGING = Duration.ofSeconds(30);

  // Thrown by a method that is handed the rule, so no throw follows their name.
  private static final Set<String> GIVEN_TO_OTHERS = Set.of("SHAPE", "OFFSETS");

  @TempDir
  Path folder;

  static Stream<Arguments> checksThatSaveFromHarm() {
    return Stream.of(
        harm(new SafetensorsFuzz(), "LENGTH", "IndexOutOfBoundsException"),
        harm(new SafetensorsFuzz(), "HEADER_FITS", "IndexOutOfBoundsException"),
        harm(new SafetensorsFuzz(), "CUT", "IndexOutOfBounds"),
        harm(new CheckpointFuzz(), "BLOCK_RANGE", "IndexOutOfBoundsException"),
        harm(new CheckpointFuzz(), "RESTARTS", "IndexOutOfBoundsException"),
        harm(new CheckpointFuzz(), "ENTRY", "IndexOutOfBoundsException"),
        harm(new CheckpointFuzz(), "KEY_TOTAL", "it must be cheap"),
        harm(new CheckpointFuzz(), "DATA_RANGE", "IndexOutOfBoundsException"),
        harm(new CheckpointFuzz(), "LENGTH", "it must name a file and a byte"),
        harm(new OnnxFuzz(), "LENGTH", "it must name a file and a byte"),
        harm(new OnnxFuzz(), "BYTES", "ShapeException"));
  }

  private static Arguments harm(FuzzFormat format, String rule, String harm) {
    return arguments(format, format.rule(rule), harm);
  }

  private static Arguments check(FuzzFormat format, String rule) {
    return arguments(format, format.rule(rule));
  }

  @ParameterizedTest
  @MethodSource("checksThatSaveFromHarm")
  void a_check_left_out_lets_a_file_do_harm_that_is_reported(
      FuzzFormat format, Rule rule, String harm) throws Exception {
    FuzzReport report = runWithout(rule, format, 5_000);

    assertThat(report.failure()).contains(harm).contains("seed " + report.inputs());
  }

  /** All checks in a soak run, otherwise some that do no harm when they are left out. */
  static Stream<Arguments> checks() {
    if (!Boolean.getBoolean("blick.soak")) {
      return Stream.of(
          check(new SafetensorsFuzz(), "NO_GAP"),
          check(new CheckpointFuzz(), "DATA_CHECKSUM"),
          check(new OnnxFuzz(), "RANGE"));
    }
    return FormatFuzzTest.formats()
        .flatMap(format -> format.rules().stream()
            .filter(rule -> !GIVEN_TO_OTHERS.contains(rule.toString()))
            .map(rule -> arguments(format, rule)));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void a_check_left_out_is_never_reached(FuzzFormat format, Rule rule) throws Exception {
    var loader = new CheckLeftOut(rule);

    FuzzReport report = runWithout(loader, format, 1_000);

    assertThat(report.reached()).doesNotContain(rule);
    assertThat(loader.throwsLeftOut()).isPositive();
  }

  @Test
  void a_rule_given_to_others_cannot_be_left_out_so() throws Exception {
    FuzzFormat format = new SafetensorsFuzz();
    for (String name : GIVEN_TO_OTHERS) {
      Rule rule = format.rule(name);
      var loader = new CheckLeftOut(rule);

      FuzzReport report = runWithout(loader, format, 1_000);

      assertThat(report.reached()).contains(rule);
      assertThat(loader.throwsLeftOut()).isZero();
    }
  }

  private FuzzReport runWithout(Rule rule, FuzzFormat format, int inputs) throws Exception {
    return runWithout(new CheckLeftOut(rule), format, inputs);
  }

  private FuzzReport runWithout(CheckLeftOut loader, FuzzFormat format, int inputs)
      throws Exception {
    Class<?> reader = loader.loadClass(format.reader().getName());
    return new Fuzzer(format, reader, folder, HANGING).run(1, inputs);
  }

  /** Reads for ever. */
  public static final class Endless {
    private Endless() {}

    /** Opens nothing. */
    public static Object open(Path path) throws InterruptedException {
      Thread.sleep(Duration.ofDays(1));
      return path;
    }
  }

  @Test
  void a_reader_that_does_not_end_is_reported() throws InterruptedException {
    Duration soon = Duration.ofMillis(100);

    FuzzReport report = new Fuzzer(new OnnxFuzz(), Endless.class, folder, soon).run(7, 5);

    assertThat(report.failure()).startsWith("model.onnx, seed 7: it must end soon; it hangs in");
  }
}
