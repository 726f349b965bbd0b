package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.ClassRoot;
import io.blick.core.tensor.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnresetTest {
  /** What results in memory of their own may take until the garbage collector runs. */
  private static final int OWN_MB = 128;

  /** The largest chunk and what it does not fill, the heap, compiled code and threads. */
  private static final int BESIDES_MB = 256;

  /** The passes make 8 GB of results. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:-DisableExplicitGC", "-XX:+DisableExplicitGC"})
  @Timeout(300)
  void passes_without_a_reset_run_in_bounded_memory(String collector)
      throws IOException, InterruptedException {
    long most = (Workspace.MOST_OUTSIDE >> 20) + OWN_MB + BESIDES_MB;
    ProcessBuilder builder = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        collector,
        "-XX:MaxDirectMemorySize=" + OWN_MB + "m",
        "--class-path",
        ClassRoot.of(EagerOps.class) + File.pathSeparator + ClassRoot.of(UnresetPasses.class),
        UnresetPasses.class.getName()));
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));

    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(Long.parseLong(printed.strip().lines().toList().getLast()))
        .as(printed)
        .isLessThan(most);
  }
}
