package io.blick.cli.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorSentenceTest {

  @Test
  void a_library_says_its_own_sentence() {
    assertThat(
            ErrorSentence.of(new IllegalArgumentException("head: layer must be below 12; got 13")))
        .isEqualTo("head: layer must be below 12; got 13");
  }

  @Test
  void files_are_named() {
    assertThat(ErrorSentence.of(new NoSuchFileException("config.json")))
        .isEqualTo("file config.json must exist");
    assertThat(ErrorSentence.of(new UncheckedIOException(new AccessDeniedException("config.json"))))
        .isEqualTo("file config.json must be open to you; access is denied");
    assertThat(
            ErrorSentence.of(new FileSystemException("heads.svg", null, "No space left on device")))
        .isEqualTo("file heads.svg: No space left on device");
  }

  @Test
  void a_sentence_of_its_own_stands_before_its_cause() {
    assertThat(ErrorSentence.of(new UncheckedIOException(
            "safetensors: file must be writable; got a.safetensors",
            new FileSystemException("a.part", null, "No space left on device"))))
        .isEqualTo(
            "safetensors: file must be writable; got a.safetensors: No space left on device");
    assertThat(ErrorSentence.of(new UncheckedIOException(
            "wordpiece: vocab.txt: the file must be readable", new IOException("Is a directory"))))
        .isEqualTo("wordpiece: vocab.txt: the file must be readable: Is a directory");
    assertThat(ErrorSentence.of(new UncheckedIOException(
            "safetensors: file must be readable; got a", new AccessDeniedException("a"))))
        .isEqualTo("safetensors: file must be readable; got a: access is denied");
    assertThat(ErrorSentence.of(new UncheckedIOException(
            "safetensors: file must exist and be readable; got a", new NoSuchFileException("a"))))
        .isEqualTo("safetensors: file must exist and be readable; got a");
  }

  @Test
  void a_file_that_was_cut_off_while_it_was_mapped_is_no_fault_of_the_program() {
    assertThat(ErrorSentence.of(
            new InternalError("a fault occurred in an unsafe memory access operation")))
        .isEqualTo(
            "a file must not change while it is open; got one that was cut off; run it again");
  }

  @Test
  void streams_are_named() {
    assertThat(ErrorSentence.of(new IOException("No space left on device")))
        .isEqualTo("input or output failed: No space left on device");
  }

  @Test
  void memory_is_named_by_what_it_was_for() {
    assertThat(ErrorSentence.of(new OutOfMemoryError("Java heap space")))
        .matches("memory: the heap must have room for more than the \\d+ MB that it may have; set"
            + " JAVA_TOOL_OPTIONS=-Xmx\\d+m or more");
  }

  @Test
  void a_wrapped_error_is_told_as_it_was_thrown() {
    OutOfMemoryError memory = new OutOfMemoryError("Metaspace");
    OutOfMemoryError copy = new OutOfMemoryError();
    copy.initCause(memory);
    FormatException broken = new FormatException("config", Path.of("config.json"), 7, "it is odd");

    assertThat(ErrorSentence.of(copy)).isEqualTo(ErrorSentence.of(memory));
    assertThat(ErrorSentence.of(new CompletionException(copy))).isEqualTo(ErrorSentence.of(memory));
    assertThat(ErrorSentence.of(new IOException("Map failed", memory)))
        .isEqualTo(ErrorSentence.of(memory));
    assertThat(ErrorSentence.of(new ExecutionException(new CompletionException(broken))))
        .isEqualTo(broken.getMessage());
    assertThat(ErrorSentence.of(
            new ExceptionInInitializerError(new IllegalStateException("it is odd"))))
        .isEqualTo("it is odd");
    assertThat(ErrorSentence.of(
            new IllegalArgumentException(new IllegalArgumentException("layers: got 13"))))
        .isEqualTo("layers: got 13");
  }

  @Test
  void what_a_pool_of_threads_wraps_is_told_as_it_was_thrown() {
    assertThatThrownBy(() -> IntStream.range(0, 1000).parallel().forEach(n -> {
          throw new OutOfMemoryError("Metaspace");
        }))
        .satisfies(thrown -> assertThat(ErrorSentence.of(thrown))
            .isEqualTo(ErrorSentence.of(new OutOfMemoryError("Metaspace"))));
  }

  @Test
  void a_cause_with_a_sentence_of_its_own_is_not_unwrapped() {
    assertThat(ErrorSentence.of(
            new IllegalStateException("outer", new IllegalStateException("inner"))))
        .isEqualTo("outer");
  }

  @Test
  void a_stack_that_is_not_deep_enough_is_named() {
    assertThat(ErrorSentence.of(new StackOverflowError()))
        .isEqualTo("memory: a thread's stack must be deeper; set JDK_JAVA_OPTIONS=-Xss8m; if that"
            + " does not help, it is a fault of Blick itself: java.lang.StackOverflowError;"
            + " --debug shows where");
  }

  @Test
  void a_fault_of_the_program_is_called_one() {
    assertThat(ErrorSentence.of(new IndexOutOfBoundsException("7")))
        .isEqualTo(
            "a fault of Blick itself: java.lang.IndexOutOfBoundsException: 7; --debug shows where");
  }
}
