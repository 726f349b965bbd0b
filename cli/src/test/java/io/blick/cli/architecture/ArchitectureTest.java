package io.blick.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.blick.violations.Clock;
import io.blick.violations.Counter;
import io.blick.violations.Sine;
import io.blick.violations.cli.Reckoning;
import io.blick.violations.core.kernel.Upwards;
import io.blick.violations.core.nn.Lanes;
import io.blick.violations.core.tensor.Loader;
import io.blick.violations.cycle.left.Left;
import io.blick.violations.lens.Report;
import io.blick.violations.lens.Timed;
import io.blick.violations.lens.senses.Meaning;
import io.blick.violations.models.bert.Borrower;
import io.blick.violations.models.electra.Twin;
import io.blick.violations.models.encoder.Layered;
import io.blick.violations.models.sentence.Guesser;
import io.blick.violations.models.token.Chooser;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private final JavaClasses house = House.all();
  private final JavaClasses violations = House.violations();

  /** Each rule, and a class that was written to break it. */
  static Stream<Arguments> rules() {
    return Stream.of(
        arguments(Arrows.CORE, Upwards.class),
        arguments(Arrows.MODELS, Chooser.class),
        arguments(Arrows.MODELS, Layered.class),
        arguments(Arrows.MODELS, Guesser.class),
        arguments(Arrows.MODULES, Upwards.class),
        arguments(Arrows.MODULES, Timed.class),
        arguments(Arrows.ARCHITECTURES_APART, Borrower.class),
        arguments(Arrows.ARCHITECTURES_APART, Twin.class),
        arguments(Arrows.MEASURES_APART, Meaning.class),
        arguments(Arrows.NO_PACKAGE_CYCLES, Left.class),
        arguments(Doors.ONLY_KERNEL_USES_VECTORS, Lanes.class),
        arguments(Doors.ONLY_CLI_USES_PICOCLI, Report.class),
        arguments(Doors.ONLY_CLI_USES_STANDARD_STREAMS, Report.class),
        arguments(Doors.ONLY_CLI_ENDS_THE_PROCESS, Report.class),
        arguments(Doors.ONLY_HUB_KNOWS_THE_NETWORK, Loader.class),
        arguments(Doors.ONLY_FILES_AND_RESULTS_USE_JSON, Report.class),
        arguments(Doors.COMMANDS_ASK_AND_PRINT, Reckoning.class),
        arguments(Doors.CORE_NEEDS_THE_JDK_ALONE, Upwards.class),
        arguments(Doors.MODELS_NEED_THE_JDK_AND_JACKSON_ALONE, Chooser.class),
        arguments(Doors.CORE_DOES_NO_IO, Loader.class),
        arguments(Habits.SAME_BITS_ON_EVERY_MACHINE, Sine.class),
        arguments(Habits.SAME_BITS_ON_EVERY_MACHINE, Lanes.class),
        arguments(Habits.STATIC_FIELDS_ARE_FINAL, Counter.class),
        arguments(Habits.STATIC_FIELDS_HOLD_NO_STATE, Clock.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_house_keeps_each_rule(ArchRule rule) {
    rule.check(house);
  }

  @Test
  void no_package_is_crowded() {
    Packages.NO_CROWDED_PACKAGE.check(house);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void each_rule_fails_on_a_class_that_breaks_it(ArchRule rule, Class<?> breaker) {
    var failures = rule.evaluate(violations).getFailureReport().getDetails();

    assertThat(failures).anyMatch(failure -> failure.contains(breaker.getName()));
  }

  @Test
  void the_rules_saw_the_whole_house() {
    assertThat(house.size()).isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "models", "hub", "lens", "cli"})
  void the_rules_saw_classes_in_each_room(String room) {
    assertThat(House.ROOMS).contains(room);
    assertThat(House.room(room)).isNotEmpty();
  }
}
