package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that makes the kept roles, which no build compiles, and which runs for minutes. */
@Tag("process")
class MeasureRolesProcessTest {
  @Test
  void it_compiles_with_the_jars_of_the_command(@TempDir Path classes)
      throws IOException, InterruptedException {
    Process javac = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
            "-d",
            classes.toString(),
            "--class-path",
            "cli/target/blick/modules/*:cli/target/blick/classpath/*",
            "lens/src/main/measured/MeasureRoles.java")
        .directory(Path.of("..").toFile())
        .redirectErrorStream(true)
        .start();

    String said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(javac.waitFor()).as(said).isZero();
    assertThat(classes.resolve("MeasureRoles.class")).exists();
  }
}
