package io.blick.hub.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipErrorsTest {
  @TempDir
  private Path folder;

  @Test
  void no_address_and_no_host_is_told() throws IOException {
    Path errors = Files.writeString(folder.resolve("errors"), """
        WARNING: one
        \u001b[31mERROR: Could not reach https://me:secret@index.example.org/simple: \
        host='index.example.org'\u001b[0m

        """);

    assertThat(PipErrors.last(errors, 1)).isEqualTo("Could not reach an address host=a host");
    assertThat(PipErrors.last(Files.createFile(folder.resolve("silence")), 137))
        .isEqualTo("it ended with exit code 137");
  }
}
