package io.blick.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.cli.error.FailureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
  private final TestOutput output = new TestOutput();

  @TempDir
  private Path folder;

  @Test
  void a_file_is_there_when_it_is_whole() throws IOException {
    Path file = folder.resolve("heads.svg");

    output.to(file).write("äger\n");

    assertThat(file).hasContent("äger\n");
    assertThat(files()).containsExactly("heads.svg");
    assertThat(output.out()).isEmpty();
  }

  @Test
  void a_result_that_fails_leaves_the_old_file_and_nothing_beside_it() throws IOException {
    Path file = folder.resolve("heads.svg");
    Files.writeString(file, "old");
    Output result = output.to(file);

    assertThatThrownBy(() -> result.write(stream -> {
          stream.write('n');
          throw new IOException("stopped");
        }))
        .hasMessage("stopped");
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly("heads.svg");
  }

  @Test
  void a_result_made_as_a_file_comes_to_standard_output_too() throws IOException {
    output.standardOutput().writeFile(path -> Files.writeString(path, "bytes"));

    assertThat(output.out()).isEqualTo("bytes");
  }

  @Test
  void what_a_writer_puts_beside_the_file_goes_with_it() throws IOException {
    Path file = folder.resolve("heads.safetensors");

    output.to(file).writeFile(path -> {
      Files.writeString(path.resolveSibling(".half"), "left");
      Files.writeString(path, "whole");
    });

    assertThat(file).hasContent("whole");
    assertThat(files()).containsExactly("heads.safetensors");
  }

  @Test
  void a_folder_that_takes_no_file_is_named() {
    assertThatThrownBy(() -> output.to("/proc/heads.svg").write("lost"))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file in a folder that can be written; got /proc/heads.svg");
  }

  @Test
  void a_device_is_written_not_replaced() throws IOException {
    output.to("/dev/null").write("gone");

    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThat(Files.exists(Path.of("/dev/null"))).isTrue();
  }

  @Test
  void a_folder_is_no_file() {
    assertThatThrownBy(() -> output.to(folder))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file; got the folder " + folder);
  }

  @Test
  void the_folder_of_the_file_must_exist() {
    Path file = folder.resolve("none").resolve("heads.svg");

    assertThatThrownBy(() -> output.to(file))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file in a folder that exists; got " + file);
  }

  @Test
  void what_is_no_folder_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("heads"), "old");

    assertThatThrownBy(() -> output.to(file + "/x"))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file in a folder; got %s/x, where %s is no folder"
            .formatted(file, file));
  }

  @Test
  void a_name_that_no_file_can_have_is_told_before_the_work() {
    String name = folder.resolve("a".repeat(307)).toString();

    assertThatThrownBy(() -> output.to(name))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file; got %s: File name too long".formatted(name));
  }

  @Test
  void behind_a_link_the_file_is_replaced_and_the_link_stays() throws IOException {
    Path file = Files.writeString(Files.createDirectory(folder.resolve("far")).resolve("a"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("far", "a"));
    Path longer = Files.createSymbolicLink(folder.resolve("longer"), link);

    output.to(longer).write("new");

    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
    assertThat(longer).isSymbolicLink();
    assertThat(files()).containsExactly("far", "link", "longer");
    assertThat(file.getParent()).isDirectoryContaining(found -> found.endsWith("a"));
  }

  @Test
  void a_link_to_what_is_not_there_makes_it() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));

    output.to(link).write("new");

    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(files()).containsExactly("a", "link");
  }

  @Test
  void a_link_into_a_folder_that_is_not_there_is_refused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("none", "a"));

    assertThatThrownBy(() -> output.to(link))
        .hasMessage("--out must name a file in a folder that exists; got %s, a link to %s"
            .formatted(link, folder.resolve("none").resolve("a")));
  }

  @Test
  void a_circle_of_links_is_refused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("back"));
    Files.createSymbolicLink(folder.resolve("back"), Path.of("link"));

    assertThatThrownBy(() -> output.to(link))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file; got " + link + ", a link that leads back to itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/stdout", "/proc/self/fd/1", "/dev/fd/1", "/proc/thread-self/fd/1"})
  void what_stands_for_standard_output_is_standard_output(String name) throws IOException {
    output.to(name).write("here");
    output.to(name).writeFile(path -> Files.writeString(path, " and here"));

    assertThat(output.out()).isEqualTo("here and here");
  }

  @Test
  void a_link_to_what_stands_for_standard_output_stays() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/proc/self/fd/1"));

    output.to(link).write("here");

    assertThat(output.out()).isEqualTo("here");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void an_open_file_goes_on_where_its_owner_is() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "first, and more");
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
      open.position("first, ".length());

      output.to(descriptor(file)).write("then");

      assertThat(file).hasContent("first, thenmore");
    }
  }

  @Test
  void what_is_open_to_be_read_is_not_written() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "text");
    try (FileChannel _ = FileChannel.open(file, StandardOpenOption.READ)) {
      String name = descriptor(file).toString();

      assertThatThrownBy(() -> output.to(name))
          .isInstanceOf(FailureException.class)
          .hasMessage("--out must name what is open for writing; got " + name);
      assertThat(file).hasContent("text");
    }
  }

  @Test
  void what_is_not_open_is_refused() {
    assertThatThrownBy(() -> output.to("/dev/fd/999999"))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name what is open; got /dev/fd/999999");
  }

  @Test
  void a_pipe_is_written_not_replaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Output result = output.to(pipe);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> read = threads.submit(() -> Files.readAllBytes(pipe));

      result.write("through");

      assertThat(read.get()).asString(StandardCharsets.UTF_8).isEqualTo("through");
    }
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void what_takes_no_more_is_named_as_it_was_given() {
    String sentence = "--out must name a FILE that takes all of the result; got /dev/full: No space"
        + " left on device; make room there, or name another";

    assertThatThrownBy(() -> output.to("/dev/full").write("lost")).hasMessage(sentence);
    assertThatThrownBy(
            () -> output.to("/dev/full").writeFile(path -> Files.writeString(path, "lost")))
        .hasMessage(sentence);
  }

  @Test
  void an_error_of_the_hidden_file_names_the_file_that_was_given() throws IOException {
    Path file = folder.resolve("heads.svg");

    assertThatThrownBy(() -> output.to(file).writeFile(path -> {
          throw new FileSystemException(path.toString(), null, "No space left on device");
        }))
        .hasMessage(
            "--out must name a FILE that takes all of the result; got %s: No space left on"
                + " device; make room there, or name another",
            file);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_file_that_is_written_itself_and_takes_no_more_is_as_it_was() throws IOException {
    Path name = Path.of("/proc/self/oom_score_adj");
    String old = Files.readString(name);

    assertThatThrownBy(() -> output.to(name).write("no number"))
        .isInstanceOf(IOException.class)
        .hasMessage("--out must name a FILE that takes all of the result; got /proc/self/"
            + "oom_score_adj: Invalid argument; make room there, or name another; the file is as it"
            + " was");
    assertThat(name).hasContent(old);
  }

  @Test
  void a_name_that_ends_as_folders_do_is_no_file() {
    String name = folder.resolve("heads") + "/";

    assertThatThrownBy(() -> output.to(name))
        .isInstanceOf(FailureException.class)
        .hasMessage("--out must name a file; got the folder " + name);
  }

  /** Returns the name under which this process has a file open. */
  private static Path descriptor(Path file) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(one -> leadsTo(one, file)).findFirst().orElseThrow();
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
    } catch (IOException closed) {
      return false;
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
