package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.process.Checkout.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ./mvnw does before and after Maven, with a script in Maven's place. */
@Tag("process")
class MvnwProcessTest {
  @TempDir
  private Path folder;

  private Checkout checkout;

  @BeforeEach
  void check_out() throws Exception {
    checkout = Checkout.in(folder.resolve("a checkout"));
    Path real = Path.of("..", "mvnw");
    Files.copy(real, checkout.home().resolve("mvnw"), StandardCopyOption.REPLACE_EXISTING);
    Path mvn = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(mvn, """
        #!/bin/sh
        [ "$1" != --version ] || { echo 'Apache Maven 3.9.11'; exit; }
        for option do
          case $option in
            -Dblick.sources=*) cp "${option#*=}/cli" '%s/listed' ;;
          esac
        done
        echo it was called
        """.formatted(folder));
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    checkout.with("PATH", mvn.getParent() + ":" + System.getenv("PATH"));
  }

  private End mvnw() throws Exception {
    return checkout.run(
        folder, List.of("sh", checkout.home().resolve("mvnw").toString(), "verify"));
  }

  private Path classes(String room) throws Exception {
    Path classes = checkout.home().resolve(room).resolve("target/classes");
    return Files.createFile(Files.createDirectories(classes).resolve("Page.class"));
  }

  @Test
  void the_list_of_the_sources_is_handed_to_maven() throws Exception {
    End end = mvnw();

    assertThat(end.out()).isEqualTo("it was called\n");
    assertThat(end.exit()).isZero();
    assertThat(Files.readAllLines(folder.resolve("listed")))
        .hasSize(8)
        .anyMatch(line -> line.startsWith("cli/src/main/java/Page.java 11 "))
        .noneMatch(line -> line.startsWith("bench"));
  }

  @Test
  void classes_of_a_source_that_became_older_are_deleted_and_no_others() throws Exception {
    mvnw();
    Path core = classes("core");
    Path cli = classes("cli");
    checkout.age("core", Duration.ofDays(-7));

    mvnw();

    assertThat(core).doesNotExist();
    assertThat(cli).exists();
  }

  @Test
  void without_a_folder_for_temporary_files_another_is_taken() throws Exception {
    checkout.with("TMPDIR", folder.resolve("gone").toString());

    End end = mvnw();

    assertThat(end.said()).isEmpty();
    assertThat(end.exit()).isZero();
  }

  @Test
  void without_maven_and_a_place_for_one_it_says_so() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("few"));
    for (String command : List.of("sh", "sed", "cut", "awk", "dirname", "readlink", "mkdir")) {
      Path script = Files.writeString(
          bin.resolve(command),
          "#!/bin/sh\nPATH=/usr/bin:/bin exec %s \"$@\"\n".formatted(command));
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    Path file = Files.createFile(folder.resolve("file"));
    checkout.with("PATH", bin.toString()).with("XDG_CACHE_HOME", file.toString());
    checkout.with("JAVA_HOME", System.getProperty("java.home"));

    End end = mvnw();

    assertThat(end.exit()).isEqualTo(1);
    assertThat(end.said()).hasSize(2).allMatch(line -> line.startsWith("mvnw: "));
    assertThat(end.said().getLast())
        .isEqualTo("mvnw: cannot write to %s/blick/maven; set XDG_CACHE_HOME to a folder where you"
                .formatted(file)
            + " may");
  }
}
