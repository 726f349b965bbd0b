package io.blick.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.blick.cli.error.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a file is and what may be done with it, when a result takes its place. */
class OutputPermissionsTest {
  private final TestOutput output = new TestOutput();

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rwxrwxrwx", "rw-rw-rw-"})
  void a_file_keeps_its_permissions(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("heads.svg"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    output.to(file).write("new");

    assertThat(file).hasContent("new");
    assertThat(permissions(file)).isEqualTo(permissions);
  }

  @Test
  void a_new_file_has_the_permissions_of_any_new_file() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "");
    Path file = folder.resolve("heads.svg");
    Path tensors = folder.resolve("heads.safetensors");

    output.to(file).write("new");
    output.to(tensors).writeFile(path -> Files.writeString(path, "new"));

    assertThat(permissions(file)).isEqualTo(permissions(other));
    assertThat(permissions(tensors)).isEqualTo(permissions(other));
  }

  @Test
  void another_name_of_the_file_keeps_what_it_had() throws IOException {
    Path file = Files.writeString(folder.resolve("heads.svg"), "old");
    Path other = Files.createLink(folder.resolve("other.svg"), file);

    output.to(file).write("new");

    assertThat(file).hasContent("new");
    assertThat(other).hasContent("old");
  }

  @Test
  void a_file_keeps_its_owner_and_its_group() throws IOException {
    Path file = Files.writeString(folder.resolve("heads.svg"), "old");
    boolean root = Files.getAttribute(file, "unix:uid").equals(0);
    // Only root may give files away; whoever else runs this keeps what is theirs.
    Object owner = root ? 4711 : Files.getAttribute(file, "unix:uid");
    Object group = root ? 4712 : Files.getAttribute(file, "unix:gid");
    Files.setAttribute(file, "unix:uid", owner);
    Files.setAttribute(file, "unix:gid", group);

    output.to(file).write("new");

    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(group);
    assertThat(file).hasContent("new");
  }

  @Test
  void a_file_in_a_folder_that_takes_no_other_is_written_itself() throws IOException {
    Path name = Path.of("/proc/self/comm");
    String old = Files.readString(name).strip();
    try {
      output.to(name).write("blick-out");
      assertThat(name).hasContent("blick-out\n");

      output.to(name).writeFile(path -> Files.writeString(path, "blick-file"));
      assertThat(name).hasContent("blick-file\n");
    } finally {
      Files.writeString(name, old);
    }
  }

  @Test
  void a_file_that_may_not_be_written_is_not_replaced() throws IOException {
    Path file = Files.writeString(folder.resolve("heads.svg"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    boolean root = Files.isWritable(file);

    Throwable thrown = catchThrowable(() -> output.to(file).write("new"));

    if (root) {
      assertThat(file).hasContent("new");
      assertThat(permissions(file)).isEqualTo("r--r--r--");
    } else {
      assertThat(thrown)
          .isInstanceOf(FailureException.class)
          .hasMessage("--out must name a file that can be written; got " + file);
      assertThat(file).hasContent("old");
    }
  }

  @Test
  void a_file_keeps_all_of_its_mode() throws IOException {
    Path file = Files.writeString(folder.resolve("heads.svg"), "old");
    Files.setAttribute(file, "unix:mode", 04755);

    output.to(file).write("new");

    assertThat(file).hasContent("new");
    assertThat((int) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(04755);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
