package io.blick.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MachineKindTest {

  @Test
  void the_folder_is_that_of_the_vendor_and_else_of_the_architecture() {
    assertThat(MachineKind.of(Optional.of("GenuineIntel"), "amd64"))
        .isEqualTo(new MachineKind("intel", "Intel"));
    assertThat(MachineKind.of(Optional.of("AuthenticAMD"), "amd64"))
        .isEqualTo(new MachineKind("amd", "AMD"));
    assertThat(MachineKind.of(Optional.of("  Shanghai  "), "amd64").folder()).isEqualTo("shanghai");
    assertThat(MachineKind.of(Optional.empty(), "aarch64"))
        .isEqualTo(new MachineKind("aarch64", "aarch64"));
  }

  @Test
  void a_folder_tells_the_kind() {
    assertThat(MachineKind.ofFolder("amd").title()).isEqualTo("AMD");
    assertThat(MachineKind.ofFolder("riscv64").title()).isEqualTo("riscv64");
  }

  @Test
  void intel_and_amd_stand_before_others() {
    assertThat(Stream.of("riscv64", "amd", "aarch64", "intel")
            .map(MachineKind::ofFolder)
            .sorted(MachineKind.ORDER)
            .map(MachineKind::folder))
        .containsExactly("intel", "amd", "aarch64", "riscv64");
  }
}
