package io.blick.cli.console;

import io.blick.cli.error.OutputErrors;
import java.io.IOException;
import java.io.OutputStream;

/** An output stream whose errors name what the user named. */
public final class NamedStream extends OutputStream {
  private final OutputStream out;
  private final OutputErrors errors;

  public NamedStream(OutputStream out, OutputErrors errors) {
    this.out = out;
    this.errors = errors;
  }

  @Override
  public void write(int one) throws IOException {
    errors.guard(() -> out.write(one));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    errors.guard(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    errors.guard(out::flush);
  }

  @Override
  public void close() throws IOException {
    errors.guard(out::close);
  }
}
