package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.format.safetensors.Safetensors;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that {@code --out} names is whole or as it was, also when the process is stopped. */
@Tag("process")
class OutProcessTest {
  private static final String MODEL = "--model=all-MiniLM-L6-v2";
  private static final String LONG =
      IntStream.range(0, 61).mapToObj(i -> "cat").collect(Collectors.joining(" "));
  private static final int POLL_MILLIS = 2;

  @TempDir
  private Path folder;

  @BeforeEach
  void find() {
    Found.model("all-MiniLM-L6-v2");
  }

  @Test
  void the_file_is_renamed_into_its_place_and_standard_output_stays_empty() throws IOException {
    Path file = Files.writeString(folder.resolve("cat.svg"), "old");

    Ended ended = Start.blick(
            "look", "the cat sat", "--format", "svg", "--out", file.toString(), MODEL)
        .ended()
        .well();

    assertThat(ended.out()).isEmpty();
    assertThat(Files.readString(file)).startsWith("<?xml").endsWith("</svg>\n");
    assertThat(files()).containsExactly("cat.svg");
  }

  @Test
  void a_link_to_standard_output_stays_and_the_result_goes_there() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("out"), Path.of("/proc/self/fd/1"));

    Ended ended = Start.blick("tokens", "the cat", "--out", link.toString(), MODEL)
        .ended()
        .well();

    assertThat(ended.out()).isEqualTo("[CLS] the cat [SEP]\n");
    assertThat(link).isSymbolicLink();
    assertThat(files()).containsExactly("out");
  }

  @Test
  void what_is_stopped_in_the_middle_leaves_the_old_file_and_nothing_beside_it() throws Exception {
    Path file = Files.writeString(folder.resolve("cat.safetensors"), "old");
    Process process = writingTo(file);

    process.destroy();

    assertOldOrWhole(file, Start.exit(process), 143);
    assertThat(files()).containsExactly("cat.safetensors");
  }

  @Test
  void what_is_killed_in_the_middle_leaves_no_half_file_under_the_name() throws Exception {
    Path file = Files.writeString(folder.resolve("cat.safetensors"), "old");
    Process process = writingTo(file);

    process.destroyForcibly();

    assertOldOrWhole(file, Start.exit(process), 137);
  }

  /** Starts what writes some 2 MB, and waits until the first of them are there. */
  private Process writingTo(Path file) throws IOException, InterruptedException {
    Process process = Start.blick(
            "look", LONG, "--format", "safetensors", "--out", file.toString(), MODEL)
        .running();
    while (process.isAlive() && bytes() <= "old".length()) {
      Thread.sleep(POLL_MILLIS);
    }
    return process;
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (String name : files()) {
      File[] inside = folder.resolve(name).toFile().listFiles();
      bytes += inside == null ? folder.resolve(name).toFile().length() : 0;
      for (File file : inside == null ? new File[0] : inside) {
        bytes += file.length();
      }
    }
    return bytes;
  }

  /** The signal may have come too late, after the file was renamed, but not at half time. */
  private static void assertOldOrWhole(Path file, int exit, int stopped) throws IOException {
    assertThat(exit).isIn(stopped, 0);
    if (Files.size(file) == "old".length()) {
      assertThat(exit).isEqualTo(stopped);
      assertThat(file).hasContent("old");
      return;
    }
    try (var tensors = Safetensors.open(file)) {
      assertThat(tensors.tensor("hidden.6").sizes()).containsExactly(63, 384);
    }
  }

  @Test
  void what_was_made_for_standard_output_goes_when_its_writer_is_stopped() throws Exception {
    Process process = Start.blick("look", LONG, "--format", "safetensors", MODEL)
        .with("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + folder)
        .running();
    try (InputStream out = process.getInputStream()) {
      assertThat(out.read()).isNotNegative();
      assertThat(files()).hasSize(1);

      // Process.destroy would also close the pipe, of which the command might hear first.
      process.toHandle().destroy();

      assertThat(Start.exit(process)).isEqualTo(143);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void a_whole_file_has_every_byte_that_standard_output_gets() throws IOException {
    Path file = folder.resolve("cat.safetensors");
    Start.blick("look", "the cat", "--format", "safetensors", "--out", file.toString(), MODEL)
        .ended()
        .well();

    Ended piped =
        Start.blick("look", "the cat", "--format", "safetensors", MODEL).ended().well();

    assertThat(piped.saved(folder.resolve("piped"))).hasSameBinaryContentAs(file);
    try (var tensors = Safetensors.open(file)) {
      assertThat(tensors.tensor("hidden.6").sizes()).containsExactly(4, 384);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
