package io.blick.cli;

import io.blick.lens.picture.Terminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where a result goes: to standard output, or into a file that is whole or not there. */
final class Output {
  private final Desk desk;
  private final Optional<Path> file;

  private Output(Desk desk, Optional<Path> file) {
    this.desk = desk;
    this.file = file;
  }

  /**
   * Returns where the arguments want the result.
   *
   * @throws FailureException if the file cannot be written there
   */
  static Output of(Given given, Desk desk) {
    Optional<Path> file = given.value(Options.OUT).map(Path::of);
    file.ifPresent(Output::check);
    return new Output(desk, file);
  }

  /** Returns what text is drawn on. */
  Terminal canvas() {
    return (file.isEmpty() ? desk.screen() : Screen.paper()).canvas();
  }

  /** Whether the result goes to a terminal. */
  boolean terminal() {
    return file.isEmpty() && desk.screen().attached();
  }

  /** Writes text. */
  void write(String text) throws IOException {
    write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes what {@code body} writes. */
  void write(Body body) throws IOException {
    if (file.isEmpty()) {
      body.writeTo(desk.out());
      return;
    }
    Path path = file.get();
    if (special(path)) {
      try (OutputStream out = Files.newOutputStream(path)) {
        body.writeTo(out);
      }
      return;
    }
    replace(path, aside -> {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
        body.writeTo(out);
      }
    });
  }

  /** Writes what {@code body} makes into a file. */
  void writeFile(FileBody body) throws IOException {
    if (file.isPresent() && !special(file.get())) {
      replace(file.get(), body);
      return;
    }
    try (Aside aside = Aside.somewhere()) {
      body.writeTo(aside.file());
      write(out -> Files.copy(aside.file(), out));
    }
  }

  private static void replace(Path path, FileBody body) throws IOException {
    try (Aside aside = Aside.beside(path)) {
      body.writeTo(aside.file());
      Files.move(
          aside.file(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  // A device or a pipe must be written itself, not replaced by a file.
  private static boolean special(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path);
  }

  private static void check(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw new FailureException("--out must name a file; got the folder %s".formatted(path));
    }
    if (!Files.isDirectory(folder)) {
      throw new FailureException(
          "--out must name a file in a folder that exists; got %s".formatted(path));
    }
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
