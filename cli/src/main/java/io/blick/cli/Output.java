package io.blick.cli;

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

/** Where a result goes: to standard output, or into a file that is whole or as it was. */
final class Output {
  private final Desk desk;
  private final Destination destination;
  private final Taker taker;

  private Output(Desk desk, Destination destination, Taker taker) {
    this.desk = desk;
    this.destination = destination;
    this.taker = taker;
  }

  /**
   * Returns where the arguments want the result.
   *
   * @throws FailureException if it cannot be written there
   */
  static Output of(Given given, Desk desk) {
    Optional<String> file = given.value(Options.OUT);
    return new Output(
        desk,
        file.isEmpty() ? new Destination.StandardOutput() : Destination.of(Options.OUT, file.get()),
        file.map(Taker::out).orElseGet(Taker::standardOutput));
  }

  /** Returns what text is drawn on. */
  Terminal canvas() {
    return switch (destination) {
      case Destination.StandardOutput _ -> desk.screen().canvas();
      case Destination.StandardError _, Destination.Stream _, Destination.Plain _ ->
        Screen.paper().canvas();
    };
  }

  /** Whether the result goes to the terminal that standard output is. */
  boolean terminal() {
    return switch (destination) {
      case Destination.StandardOutput _ -> desk.screen().attached();
      case Destination.StandardError _, Destination.Stream _, Destination.Plain _ -> false;
    };
  }

  /** Writes text. */
  void write(String text) throws IOException {
    write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes what {@code body} writes. */
  void write(Body body) throws IOException {
    switch (destination) {
      case Destination.StandardOutput _ -> body.writeTo(desk.out());
      case Destination.StandardError _ -> writeToError(body);
      case Destination.Stream(Path path) -> {
        try (OutputStream out = named(() -> opened(path))) {
          body.writeTo(out);
        }
      }
      case Destination.Plain(Path path) ->
        new Replacement(path, taker).write(aside -> {
          try (OutputStream out = named(() -> Files.newOutputStream(aside))) {
            body.writeTo(out);
          }
        });
    }
  }

  /** Writes what {@code body} makes into a file. */
  void writeFile(FileBody body) throws IOException {
    if (destination instanceof Destination.Plain(Path path)) {
      new Replacement(path, taker).write(aside -> taker.guard(() -> body.writeTo(aside)));
      return;
    }
    Taker temporary = new Taker(
        "the folder of temporary files must take the result first; got ",
        "make room there, or name a file with --out");
    try (Aside aside = Aside.somewhere()) {
      temporary.guard(() -> body.writeTo(aside.file()));
      write(out -> Files.copy(aside.file(), out));
    }
  }

  private void writeToError(Body body) throws IOException {
    body.writeTo(desk.err());
    if (desk.err().checkError()) {
      throw taker.lost(new IOException("standard error cannot be written"));
    }
  }

  private OutputStream named(Opening opening) throws IOException {
    try {
      return new NamedStream(new BufferedOutputStream(opening.open()), taker);
    } catch (IOException error) {
      throw taker.lost(error);
    }
  }

  // A file that somebody has open goes on where they are: what stands before it stays.
  private static OutputStream opened(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    if (Files.isRegularFile(path)) {
      channel.position(OpenFile.of(path).position(channel.size()));
    }
    return Channels.newOutputStream(channel);
  }

  /** Opens a stream. */
  @FunctionalInterface
  private interface Opening {
    OutputStream open() throws IOException;
  }

  /** Writes a result into a stream. */
  @FunctionalInterface
  interface Body {
    /** Writes all of it; the stream stays open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a result into a file. */
  @FunctionalInterface
  interface FileBody {
    /** Creates the file. */
    void writeTo(Path path) throws IOException;
  }
}
