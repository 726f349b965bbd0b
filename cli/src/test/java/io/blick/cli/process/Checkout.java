package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkout with the real scripts and with one source a room. In the place of Maven is a script
 * that notes that it was called; what is run is what this checkout was built to.
 */
final class Checkout {
  private static final Path REAL = Path.of("..").toAbsolutePath().normalize();

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> before = List.of();

  /** An end of the script. */
  record End(int exit, String out, String err) {

    /** Returns the lines on standard error that are not the JVM's own. */
    List<String> said() {
      return err.lines().filter(line -> !line.contains("incubator")).toList();
    }
  }

  private Checkout(Path home) {
    this.home = home;
    for (String name : List.of("PATH", "HOME", "JAVA_HOME")) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
  }

  static Checkout in(Path home) throws IOException {
    Files.createDirectories(home.resolve(".mvn"));
    copy("blick", home);
    for (String name : List.of("find-jdk.sh", "sources.sh", "jvm-options.sh")) {
      copy(".mvn/" + name, home);
    }
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    for (String room : List.of("core", "cli", "bench")) {
      Files.createDirectories(home.resolve(room).resolve("src/main/java"));
      Files.writeString(home.resolve(room).resolve("pom.xml"), "<project/>");
      Files.writeString(home.resolve(room).resolve("src/main/java/Page.java"), "page of " + room);
    }
    Path mvnw = Files.writeString(home.resolve("mvnw"), """
        #!/bin/sh
        home=${0%%/*}
        . "$home/.mvn/sources.sh"
        echo built >>"$home/builds"
        [ ! -e "$home/broken" ] || { echo "[ERROR] it is broken"; exit 1; }
        mkdir -p "$home/cli/target/blick"
        cp -R '%s/cli/target/blick/modules' '%s/cli/target/blick/classpath' "$home/cli/target/blick"
        sources cli >"$home/cli/target/blick/stamp"
        """.formatted(REAL, REAL));
    assertThat(mvnw.toFile().setExecutable(true)).isTrue();
    return new Checkout(home);
  }

  private static void copy(String name, Path home) throws IOException {
    Path from = REAL.resolve(name);
    Path to = Files.copy(from, home.resolve(name));
    assertThat(to.toFile().setExecutable(Files.isExecutable(from))).isTrue();
  }

  Path home() {
    return home;
  }

  Path source(String room) {
    return home.resolve(room).resolve("src/main/java/Page.java");
  }

  /** Gives a source another time of its last change. */
  void age(String room, Duration fromNow) throws IOException {
    Files.setLastModifiedTime(source(room), FileTime.from(Instant.now().plus(fromNow)));
  }

  /** Returns how often something was built. */
  long builds() throws IOException {
    Path builds = home.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  /** Sets a variable, or with no value takes it away. */
  Checkout with(String name, String... value) {
    environment.remove(name);
    for (String one : value) {
      environment.put(name, one);
    }
    return this;
  }

  /** Runs all commands by another one, such as {@code setpriv}. */
  Checkout by(String... command) {
    before = List.of(command);
    return this;
  }

  /** Runs the script by its path. */
  End blick(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("blick").toString()));
    command.addAll(List.of(arguments));
    return run(home, command);
  }

  /** Runs a command in a folder. */
  End run(Path folder, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.addAll(arguments);
    Path out = Files.createTempFile("blick-script", ".out");
    Path err = Files.createTempFile("blick-script", ".err");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    int exit = Start.exit(builder.start());
    End end = new End(
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
    Files.delete(out);
    Files.delete(err);
    return end;
  }
}
