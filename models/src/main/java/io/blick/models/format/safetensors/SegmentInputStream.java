package io.blick.models.format.safetensors;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A memory segment as a stream, so that a parser needs no copy of it. */
final class SegmentInputStream extends InputStream {
  private final MemorySegment data;
  private long at;

  SegmentInputStream(MemorySegment data) {
    this.data = data;
  }

  @Override
  public int read() {
    return at < data.byteSize() ? data.get(ValueLayout.JAVA_BYTE, at++) & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length > 0 && at == data.byteSize()) {
      return -1;
    }
    int count = (int) Math.min(length, data.byteSize() - at);
    MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, bytes, offset, count);
    at += count;
    return count;
  }
}
