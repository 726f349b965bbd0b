package io.blick.cli.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The streams of a run inside a test: a given standard input, and what was written to the others.
 */
public final class TestConsole {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  private TestConsole(byte[] in, Screen outScreen, Screen errScreen) {
    console = new Console(
        new ByteArrayInputStream(in),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        outScreen,
        errScreen);
  }

  /** Returns streams that are files, with nothing to read. */
  public static TestConsole files() {
    return reading(new byte[0]);
  }

  /** Returns streams that are files, with bytes to read. */
  public static TestConsole reading(byte[] in) {
    return new TestConsole(in, Screen.paper(), Screen.paper());
  }

  /** Returns streams of which standard output is shown on a screen, with text to read. */
  public static TestConsole on(Screen outScreen, String in) {
    return new TestConsole(in.getBytes(StandardCharsets.UTF_8), outScreen, Screen.paper());
  }

  /** Returns streams of which standard error is shown on a screen. */
  public static TestConsole notesOn(Screen errScreen) {
    return new TestConsole(new byte[0], Screen.paper(), errScreen);
  }

  /** Returns the streams. */
  public Console console() {
    return console;
  }

  /** Returns all bytes of standard output. */
  public byte[] outBytes() {
    return out.toByteArray();
  }

  /** Returns the text of standard output. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Returns the text of standard error. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
