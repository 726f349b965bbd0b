package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.ClassRoot;
import io.blick.core.tensor.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UnresetTest {
  /**
   * The largest chunk, the arguments, what two results in memory of their own take, and threads.
   */
  private static final int BESIDES_MB = 64;

  /**
   * The passes make 4 GB of results, in a virtual machine that lets no more than the workspace's
   * bound be allocated off the heap, and little besides.
   */
  @Test
  @Timeout(300)
  void passes_without_a_reset_run_in_bounded_memory() throws IOException, InterruptedException {
    long most = (Workspace.MOST_OUTSIDE >> 20) + BESIDES_MB;
    ProcessBuilder builder = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:MaxDirectMemorySize=" + most + "m",
        "--class-path",
        ClassRoot.of(EagerOps.class) + File.pathSeparator + ClassRoot.of(UnresetPasses.class),
        UnresetPasses.class.getName()));
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));

    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    // 500 times 1,000,003 elements and the number 6.
    assertThat(printed.strip()).endsWith("5.000045E8");
  }
}
