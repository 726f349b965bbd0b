package io.blick.cli;

import java.io.IOException;
import java.io.OutputStream;

/** A stream whose errors name what takes the result. */
final class NamedStream extends OutputStream {
  private final OutputStream out;
  private final Taker taker;

  NamedStream(OutputStream out, Taker taker) {
    this.out = out;
    this.taker = taker;
  }

  @Override
  public void write(int one) throws IOException {
    taker.guard(() -> out.write(one));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    taker.guard(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    taker.guard(out::flush);
  }

  @Override
  public void close() throws IOException {
    taker.guard(out::close);
  }
}
