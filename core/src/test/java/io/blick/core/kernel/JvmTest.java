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
  void a_machine_that_has_all_computes_in_vectors_and_is_not_spoken_of() {
    Jvm jvm = new Jvm(Compiler.OPTIMIZING, true, true);

    assertThat(jvm.prefersVectors()).isTrue();
    assertThat(jvm.warning()).isEmpty();
  }

  @Test
  void vectors_are_not_taken_where_scalar_code_is_faster() {
    assertThat(new Jvm(Compiler.QUICK, true, true).prefersVectors()).isFalse();
    assertThat(new Jvm(Compiler.OPTIMIZING, true, false).prefersVectors()).isFalse();
    assertThat(new Jvm(Compiler.NONE, true, false).prefersVectors()).isFalse();
    assertThat(new Jvm(Compiler.NONE, true, true).prefersVectors()).isTrue();
  }

  @Test
  void vectors_are_not_taken_where_they_are_not_there() {
    for (Compiler compiler : Compiler.values()) {
      assertThat(new Jvm(compiler, false, true).prefersVectors()).isFalse();
    }
  }

  @Test
  void without_the_module_it_says_how_to_add_it() {
    assertThat(new Jvm(Compiler.OPTIMIZING, false, true).warning()).hasValue("""
        blick: the module jdk.incubator.vector is not there, so attention is about 40 times slower;\
         start java with --add-modules jdk.incubator.vector""");
  }

  @Test
  void without_c2_it_says_which_option_to_leave_out() {
    assertThat(new Jvm(Compiler.QUICK, true, true).warning()).hasValue("""
        blick: this JVM compiles without C2 (-XX:TieredStopAtLevel=1), so attention is about 400\
         times slower; start java without that option, which some launchers add""");
    assertThat(new Jvm(Compiler.NONE, true, true).warning()).hasValue("""
        blick: this JVM only interprets (-Xint), so attention is about 30000 times slower;\
         start java without that option""");
  }

  @Test
  void without_the_instruction_it_says_that_it_may_be_the_processor_or_an_option() {
    assertThat(new Jvm(Compiler.OPTIMIZING, true, false).warning()).hasValue("""
        blick: this processor has no fused multiply-add, or java was told not to use it,\
         so attention is about 130 times slower;\
         start java without -XX:UseAVX and -XX:-UseFMA, or on a processor with AVX2""");
  }

  @Test
  void several_reasons_are_one_line_with_the_largest_cost() {
    assertThat(new Jvm(Compiler.QUICK, false, true).warning()).hasValue("""
        blick: this JVM compiles without C2 (-XX:TieredStopAtLevel=1) and the module\
         jdk.incubator.vector is not there, so attention is at least 400 times slower;\
         start java without that option, which some launchers add, and\
         with --add-modules jdk.incubator.vector""");
  }
}
