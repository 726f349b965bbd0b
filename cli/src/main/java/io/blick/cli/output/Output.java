package io.blick.cli.output;

import io.blick.cli.console.Console;
import io.blick.cli.console.NamedStream;
import io.blick.cli.console.Screen;
import io.blick.cli.error.FailureException;
import io.blick.cli.error.OutputErrors;
import io.blick.lens.text.Terminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The output of a result: standard output, or a file that is whole or as it was. */
public final class Output {
  /** The option that names a file for the result. */
  public static final String OPTION = "--out";

  private final Console console;
  private final Destination destination;
  private final OutputErrors errors;

  private Output(Console console, Destination destination, OutputErrors errors) {
    this.console = console;
    this.destination = destination;
    this.errors = errors;
  }

  /**
   * Returns the output that the user chose.
   *
   * @param file the value of {@link #OPTION}, if it was given
   * @throws FailureException if it cannot be written there
   */
  public static Output of(Optional<String> file, Console console) {
    return new Output(
        console,
        file.map(value -> Destination.of(OPTION, value)).orElseGet(Destination.StandardOutput::new),
        file.map(OutputErrors::out).orElseGet(OutputErrors::standardOutput));
  }

  /** Returns the colours and the width that a picture may have there. */
  public Terminal canvas() {
    return switch (destination) {
      case Destination.StandardOutput _ -> console.outScreen().canvas();
      case Destination.StandardError _, Destination.InPlace _, Destination.RegularFile _ ->
        Screen.paper().canvas();
    };
  }

  /** Whether it is a terminal. */
  public boolean isTerminal() {
    return switch (destination) {
      case Destination.StandardOutput _ -> console.outScreen().isTerminal();
      case Destination.StandardError _, Destination.InPlace _, Destination.RegularFile _ -> false;
    };
  }

  /** Writes text. */
  public void write(String text) throws IOException {
    write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes what a body writes into a stream. */
  public void write(Body body) throws IOException {
    switch (destination) {
      case Destination.StandardOutput _ -> body.writeTo(console.out());
      case Destination.StandardError _ -> writeToError(body);
      case Destination.InPlace(Path path) -> {
        try (OutputStream out = withErrors(() -> open(path))) {
          body.writeTo(out);
        }
      }
      case Destination.RegularFile(Path path) ->
        new Replacement(path, errors).write(part -> {
          try (OutputStream out = withErrors(() -> Files.newOutputStream(part))) {
            body.writeTo(out);
          }
        });
    }
  }

  /** Writes what a body writes into a file, for results that need one. */
  public void writeFile(FileBody body) throws IOException {
    if (destination instanceof Destination.RegularFile(Path path)) {
      new Replacement(path, errors).write(part -> errors.guard(() -> body.writeTo(part)));
      return;
    }
    try (PartFile part = PartFile.temporary()) {
      OutputErrors.temporaryFile().guard(() -> body.writeTo(part.path()));
      write(out -> Files.copy(part.path(), out));
    }
  }

  private void writeToError(Body body) throws IOException {
    body.writeTo(console.err());
    if (console.err().checkError()) {
      throw errors.translate(new IOException("standard error cannot be written"));
    }
  }

  private OutputStream withErrors(Opening opening) throws IOException {
    try {
      return new NamedStream(new BufferedOutputStream(opening.open()), errors);
    } catch (IOException error) {
      throw errors.translate(error);
    }
  }

  // What is written to a file that a process has open begins at its position there; what is before
  // it stays.
  private static OutputStream open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    if (Files.isRegularFile(path)) {
      channel.position(OpenFile.of(path).position(channel.size()));
    }
    return Channels.newOutputStream(channel);
  }

  /** An action that opens a stream. */
  @FunctionalInterface
  private interface Opening {
    OutputStream open() throws IOException;
  }

  /** An action that writes a result into a stream. */
  @FunctionalInterface
  public interface Body {
    /** Writes all of it; the stream stays open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** An action that writes a result into a file. */
  @FunctionalInterface
  public interface FileBody {
    /** Creates the file. */
    void writeTo(Path path) throws IOException;
  }
}
