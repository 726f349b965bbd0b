package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages for exceptions of the file system. A test that runs as root meets few of them by itself.
 */
class IoMessagesTest {

  @ParameterizedTest
  @MethodSource
  void says_what_it_means(Exception trouble, String words) {
    assertThat(IoMessages.of(trouble)).isEqualTo(words);
  }

  static Stream<Arguments> says_what_it_means() {
    return Stream.of(
        arguments(new AccessDeniedException("/a"), "no permission for /a"),
        arguments(new NoSuchFileException("/a"), "there is no /a"),
        arguments(new FileAlreadyExistsException("/a"), "/a is in the way"),
        arguments(
            new FileSystemException("/a", null, "Read-only file system"),
            "/a: Read-only file system"),
        arguments(new FileSystemException("/a"), "/a"),
        arguments(new IOException("No space left on device"), "No space left on device"),
        arguments(new FileLockInterruptionException(), "FileLockInterruptionException"),
        arguments(
            new UncheckedIOException("more", new AccessDeniedException("/a")),
            "no permission for /a"));
  }
}
