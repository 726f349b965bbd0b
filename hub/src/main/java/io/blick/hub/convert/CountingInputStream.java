package io.blick.hub.convert;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** An input stream that reports how many bytes are read. */
final class CountingInputStream extends FilterInputStream {
  private final LongConsumer read;

  CountingInputStream(InputStream in, LongConsumer read) {
    super(in);
    this.read = read;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      read.accept(1);
    }
    return value;
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    int bytes = super.read(into, at, most);
    if (bytes > 0) {
      read.accept(bytes);
    }
    return bytes;
  }
}
