package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OutputTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir
  private Path folder;

  @Test
  void a_file_is_there_when_it_is_whole() throws IOException {
    Path file = folder.resolve("heads.svg");

    output("--out", file.toString()).write("äger\n");

    assertThat(file).hasContent("äger\n");
    assertThat(files()).containsExactly("heads.svg");
    assertThat(out.size()).isZero();
  }

  @Test
  void a_result_that_fails_leaves_the_old_file_and_nothing_beside_it() throws IOException {
    Path file = folder.resolve("heads.svg");
    Files.writeString(file, "old");
    Output output = output("--out", file.toString());

    assertThatThrownBy(() -> output.write(stream -> {
          stream.write('n');
          throw new IOException("stopped");
        }))
        .hasMessage("stopped");
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly("heads.svg");
  }

  @Test
  void a_result_made_as_a_file_comes_to_standard_output_too() throws IOException {
    output().writeFile(path -> Files.writeString(path, "bytes"));

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("bytes");
  }

  @Test
  void what_a_writer_puts_beside_the_file_goes_with_it() throws IOException {
    Path file = folder.resolve("heads.safetensors");

    output("--out", file.toString()).writeFile(path -> {
      Files.writeString(path.resolveSibling(".half"), "left");
      Files.writeString(path, "whole");
    });

    assertThat(file).hasContent("whole");
    assertThat(files()).containsExactly("heads.safetensors");
  }

  @Test
  void a_folder_that_takes_no_file_is_named() {
    Output output = output("--out", "/proc/heads.svg");

    assertThatThrownBy(() -> output.write("lost"))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file in a folder that can be written; got /proc/heads.svg");
  }

  @Test
  void a_device_is_written_not_replaced() throws IOException {
    output("--out", "/dev/null").write("gone");

    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThat(Files.exists(Path.of("/dev/null"))).isTrue();
  }

  @Test
  void a_folder_is_no_file() {
    assertThatThrownBy(() -> output("--out", folder.toString()))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file; got the folder " + folder);
  }

  @Test
  void the_folder_of_the_file_must_exist() {
    Path file = folder.resolve("none").resolve("heads.svg");

    assertThatThrownBy(() -> output("--out", file.toString()))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file in a folder that exists; got " + file);
  }

  private Output output(String... arguments) {
    CommandLine line = new CommandLine(Options.command("look", "Looks.").addOption(Options.out()));
    Desk desk = new Desk(
        new ByteArrayInputStream(new byte[0]),
        out,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        Screen.paper(),
        Screen.paper());
    return Output.of(new Given(line.parseArgs(arguments)), desk);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
