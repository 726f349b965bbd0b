package io.blick.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.kernel.Jvm.Compiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What virtual machines say of themselves, and what Blick says of them. */
class JvmTest {
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "OpenJDK 64-Bit Server VM, 'mixed mode, sharing', OPTIMIZING",
    "OpenJDK 64-Bit Server VM, 'compiled mode, sharing', OPTIMIZING",
    "Java HotSpot(TM) 64-Bit Server VM, 'mixed mode, sharing', OPTIMIZING",
    "OpenJDK 64-Bit Server VM, 'mixed mode, emulated-client, sharing', QUICK",
    "OpenJDK 64-Bit Server VM, 'compiled mode, emulated-client', QUICK",
    "OpenJDK Client VM, mixed mode, QUICK",
    "OpenJDK Minimal VM, mixed mode, QUICK",
    "OpenJDK 64-Bit Server VM, 'interpreted mode, sharing', NONE",
    "OpenJDK 64-Bit Zero VM, interpreted mode, NONE",
    "Eclipse OpenJ9 VM, JRE 25 Linux amd64-64-Bit (JIT enabled AOT enabled), OPTIMIZING",
    "Substrate VM, static mode, OPTIMIZING",
    "'', '', OPTIMIZING"
  })
  void the_compiler_is_known_by_what_the_machine_says(String name, String info, Compiler compiler) {
    assertThat(Compiler.of(name, info)).isEqualTo(compiler);
  }

  @Test
  void a_machine_that_has_all_is_not_spoken_of() {
    Jvm jvm = new Jvm(Compiler.OPTIMIZING, true, true);

    assertThat(jvm.vectorsAreFast()).isTrue();
    assertThat(jvm.warning()).isEmpty();
  }

  @Test
  void a_machine_that_lacks_something_says_what_it_costs_and_what_helps() {
    assertSlow(new Jvm(Compiler.OPTIMIZING, false, true), """
        blick: the module jdk.incubator.vector is not there, so attention is about 40 times slower;\
         start java with --add-modules jdk.incubator.vector""");
  }

  private static void assertSlow(Jvm jvm, String warning) {
    assertThat(jvm.vectorsAreFast()).isFalse();
    assertThat(jvm.warning()).contains(warning);
  }
}
