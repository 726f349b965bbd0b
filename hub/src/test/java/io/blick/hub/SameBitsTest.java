package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.nn.EagerOps;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The last hidden state of multilingual BERT for one sentence is the same bits in 16, 8 and 4 lanes
 * and in none, and on every processor: its SHA-256 is a constant. Who changes a rule of additions
 * (docs/numerics.md) changes it, and copies the new one from what the failed test says that it got.
 */
class SameBitsTest {
  private static final String MODEL = "bert-base-multilingual-cased";
  private static final String EXPECTED =
      "5df7445ab1b59b5fe5d573f760d6b133cb20e01c86dc4cbbf674920067e3681c";

  @ParameterizedTest(name = "{0} lanes, {1}")
  @CsvSource({
    "16, VectorKernels, --add-modules=jdk.incubator.vector -XX:UseAVX=3 -XX:MaxVectorSize=64",
    " 8, VectorKernels, --add-modules=jdk.incubator.vector -XX:MaxVectorSize=32",
    " 4, VectorKernels, --add-modules=jdk.incubator.vector -XX:MaxVectorSize=16",
    " 1, ScalarKernels, ''"
  })
  void the_last_hidden_state_is_the_same_bits(int lanes, String kernels, String options)
      throws IOException, InterruptedException {
    Path model = Shared.model(MODEL);

    List<String> printed = run(model, options);

    String ran = printed.getFirst();
    // Without being told, this virtual machine has as many lanes as the processor.
    if (EagerOps.lanes() < lanes && ran.equals(EagerOps.lanes() + " " + kernels)) {
      Shared.skip("skipped: this processor has no " + lanes + " lanes");
    }
    assertThat(ran).isEqualTo(lanes + " " + kernels);
    assertThat(printed.getLast()).isEqualTo(EXPECTED);
  }

  private static List<String> run(Path model, String options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // UseAVX is an option on x86 alone.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("-Xmx2g");
    // On one line, without a date.
    command.add("-Djava.util.logging.SimpleFormatter.format=%5$s%n");
    options.lines().flatMap(line -> Arrays.stream(line.split(" ", -1))).forEach(command::add);
    command.addAll(List.of("--class-path", classPath()));
    command.addAll(List.of(FinalState.class.getName(), model.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // They could add the module that one of the machines must do without.
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed
        .lines()
        .filter(line -> !line.startsWith("WARNING: Using incubator"))
        .filter(line -> !line.contains(" VM warning: "))
        // That it is slow without vectors.
        .filter(line -> !line.startsWith("blick: "))
        .toList();
  }

  /** All that this virtual machine has on its paths, and these tests, which patch a module. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("jdk.module.path"),
        System.getProperty("java.class.path"),
        root(FinalState.class));
  }

  private static String root(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    try {
      Path path = Path.of(Objects.requireNonNull(type.getResource("/" + file)).toURI());
      for (int i = 0; i < file.split("/", -1).length; i++) {
        path = Objects.requireNonNull(path.getParent());
      }
      return path.toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
