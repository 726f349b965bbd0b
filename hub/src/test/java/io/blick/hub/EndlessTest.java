package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.hub.Spout.Water;
import io.blick.hub.pip.Pip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mirror that sends what is no jar, and perhaps never stops, costs neither disk nor patience. */
@Timeout(60)
class EndlessTest {
  private static final String ZEROS = "\0".repeat(1 << 16);
  private static final String CHUNK = "1000\r\n%s\r\n".formatted("0".repeat(0x1000));
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(1);

  // What operating system and client hold in their buffers between the two ends.
  private static final long BUFFERS = 16L << 20;

  private final Artifact artifact = Artifact.easyBert();

  @TempDir
  private Path folder;

  private Hub hub(Spout spout, Duration longestSilence) throws IOException {
    MavenJars maven = Homes.maven(folder, spout.address());
    return new Hub(
        new Home(folder.resolve("home")),
        artifact.catalogue(),
        new MavenJars(maven.overrides(), longestSilence),
        Pip.ofUser(),
        Progress.none());
  }

  private String refusal(Spout spout, String why) {
    return "hub: tiny is not cached and could not be downloaded; tried corner-shop at %s"
            .formatted(spout.address())
        + " for org.example:tiny:1: "
        + why;
  }

  /** Returns the bytes of all files below the local repository. */
  private long left() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("repository"))) {
      return all.filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  static Stream<Arguments> more_than_the_jar_is_not_taken() {
    return Stream.of(
        arguments("without a length", Water.endless(ZEROS, "HTTP/1.1 200 OK", "Connection: close")),
        arguments(
            "in chunks", Water.endless(CHUNK, "HTTP/1.1 200 OK", "Transfer-Encoding: chunked")),
        arguments(
            "packed",
            Water.endless(
                packed(), "HTTP/1.1 200 OK", "Content-Encoding: gzip", "Connection: close")));
  }

  /** Four megabytes of zeros in some kilobytes. */
  private static String packed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
      packing.write(new byte[4 << 20]);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void more_than_the_jar_is_not_taken(String name, Water water) throws IOException {
    try (Spout spout = Spout.open(water)) {
      Hub hub = hub(spout, NEVER);

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage(
              refusal(spout, "the jar must have %d bytes; got more".formatted(artifact.size())));

      assertThat(spout.sentBytes()).isLessThan(artifact.size() + BUFFERS);
      assertThat(left()).isLessThan(1000);
      assertThat(Homes.jar(folder)).doesNotExist();
    }
  }

  @Test
  void a_length_that_is_not_the_jars_is_refused_before_a_byte_is_kept() throws IOException {
    for (long length : List.of(artifact.size() + 1, artifact.size() - 1, 1L << 40, 0L)) {
      Water water =
          Water.endless(ZEROS, "HTTP/1.1 200 OK", "Content-Length: " + length, "Connection: close");
      try (Spout spout = Spout.open(water)) {
        Hub hub = hub(spout, NEVER);

        assertThatThrownBy(() -> hub.path("tiny"))
            .isInstanceOf(HubException.class)
            .hasMessage(refusal(
                spout, "the jar must have %d bytes; got %d".formatted(artifact.size(), length)));
        assertThat(left()).isLessThan(1000);
      }
    }
  }

  @Test
  void half_a_jar_without_a_length_is_deleted_and_asked_for_again() throws IOException {
    String half = "\0".repeat((int) artifact.size() / 2);
    Water water =
        new Water(List.of("HTTP/1.1 200 OK", "Connection: close"), half, 1, Duration.ZERO);
    try (Spout spout = Spout.open(water)) {
      Hub hub = hub(spout, NEVER);

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage("hub: the jar of tiny must have %d bytes; got %d; what was downloaded is"
                  .formatted(artifact.size(), half.length())
              + " deleted; try again");
      assertThat(Homes.jar(folder)).doesNotExist();
    }
    try (Shop shop = Shop.selling(artifact)) {
      assertThat(Homes.hub(folder, artifact, shop.address()).path("tiny")).isDirectory();
    }
  }

  @Test
  void nothing_but_the_jar_is_asked_for() throws IOException {
    Water whole = new Water(
        List.of("HTTP/1.1 200 OK", "Connection: close"),
        new String(artifact.jar(), StandardCharsets.ISO_8859_1),
        1,
        Duration.ZERO);
    try (Spout spout = Spout.open(whole)) {
      Path _ = hub(spout, NEVER).path("tiny");

      assertThat(spout.asked()).containsExactly("tiny-1.jar");
    }
  }

  static Stream<Arguments> silence_is_not_waited_for_without_end() {
    return Stream.of(
        arguments(
            "a page of an error that never ends",
            new Water(
                List.of("HTTP/1.1 404 Not Found", "Transfer-Encoding: chunked"),
                CHUNK,
                Long.MAX_VALUE,
                Duration.ofMillis(20))),
        arguments(
            "a jar that stops in the middle",
            new Water(
                List.of("HTTP/1.1 200 OK", "Connection: close"), "PK", Long.MAX_VALUE, NEVER)),
        arguments("no answer", new Water(List.of("HTTP/1.1 100 Continue"), ZEROS, 1, NEVER)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void silence_is_not_waited_for_without_end(String name, Water water) throws IOException {
    try (Spout spout = Spout.open(water)) {
      Hub hub = hub(spout, SOON);

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage(refusal(spout, "nothing came for 1 s"));
    }
  }

  @Test
  void a_slow_jar_is_waited_for_as_long_as_some_of_it_comes() throws IOException {
    // Seven pieces take longer than the silence that is borne, and none of them so long.
    Duration silence = Duration.ofSeconds(2);
    Shop.Answer dawdling = new Shop.Answer.Dawdles(artifact, 7, Duration.ofMillis(400));
    try (Shop shop = Shop.open(dawdling)) {
      MavenJars maven = Homes.maven(folder, shop.address());
      Hub hub = new Hub(
          new Home(folder.resolve("home")),
          artifact.catalogue(),
          new MavenJars(maven.overrides(), silence),
          Pip.ofUser(),
          Progress.none());

      assertThat(hub.path("tiny")).isDirectory();
    }
  }
}
