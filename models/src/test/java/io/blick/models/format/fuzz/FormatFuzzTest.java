package io.blick.models.format.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.format.file.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files of every format. {@code -Dblick.soak=true} tries 200,000 of each instead of 5,000,
 * {@code -Dblick.seed=N} begins elsewhere.
 */
class FormatFuzzTest {
  private static final int INPUTS = Boolean.getBoolean("blick.soak") ? 200_000 : 5_000;
  private static final long SEED = Long.getLong("blick.seed", 1);
  private static final Duration HANGING = Duration.ofSeconds(30);

  @TempDir
  Path folder;

  static Stream<FuzzFormat> formats() {
    return Stream.of(
        new SafetensorsFuzz(),
        new IndexFuzz(),
        new CheckpointFuzz(),
        new OnnxFuzz(),
        new GgufFuzz());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void a_damaged_file_is_refused_by_a_rule_and_every_rule_is_reached(FuzzFormat format)
      throws InterruptedException {
    FuzzReport report = new Fuzzer(format, format.reader(), folder, HANGING).run(SEED, INPUTS);

    assertThat(report.failure()).isEmpty();
    assertThat(report.inputs()).isEqualTo(INPUTS);
    assertThat(report.reached()).containsExactlyInAnyOrderElementsOf(format.rules());
  }

  @Test
  void every_rule_is_one_of_a_format_that_is_fuzzed() {
    Set<Rule> fuzzed = new HashSet<>();
    formats().forEach(format -> fuzzed.addAll(format.rules()));

    assertThat(fuzzed).isEqualTo(AllRules.ofBytes());
  }

  @Test
  void the_rules_of_each_room_are_found() {
    assertThat(AllRules.enums())
        .extracting(Class::getSimpleName)
        .containsExactlyInAnyOrder(
            "CheckpointRule",
            "FileRule",
            "FolderRule",
            "GgufRule",
            "IndexRule",
            "JsonRule",
            "OnnxRule",
            "ProtobufRule",
            "SafetensorsRule",
            "TensorRule");
  }
}
