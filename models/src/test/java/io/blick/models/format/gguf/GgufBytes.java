package io.blick.models.format.gguf;

import io.blick.models.format.fuzz.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the parts of a GGUF file, right or wrong. */
public final class GgufBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins without a byte. */
  public GgufBytes() {}

  /** Writes the beginning: magic, version, number of tensors and of keys. */
  public GgufBytes begin(String magic, long version, long tensors, long keys) {
    out.writeBytes(magic.getBytes(StandardCharsets.US_ASCII));
    return int32(version).int64(tensors).int64(keys);
  }

  public GgufBytes int8(long value) {
    out.write((int) value);
    return this;
  }

  public GgufBytes int32(long value) {
    LittleEndian.fixed32(out, value);
    return this;
  }

  public GgufBytes int64(long value) {
    LittleEndian.fixed64(out, value);
    return this;
  }

  /** Writes a text after its length. */
  public GgufBytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return text(bytes, bytes.length);
  }

  /** Writes a text after any length. */
  public GgufBytes text(byte[] text, long length) {
    int64(length);
    out.writeBytes(text);
    return this;
  }

  /** Writes a key and the code of its type. */
  public GgufBytes key(String key, long type) {
    return text(key).int32(type);
  }

  /** Writes a tensor's declaration; its sizes innermost first. */
  public GgufBytes tensor(String name, long type, long offset, long... innermostFirst) {
    text(name).int32(innermostFirst.length);
    for (long size : innermostFirst) {
      int64(size);
    }
    return int32(type).int64(offset);
  }

  /** Writes zeros up to a multiple. */
  public GgufBytes align(int multiple) {
    while (out.size() % multiple != 0) {
      out.write(0);
    }
    return this;
  }

  public GgufBytes floats(float... values) {
    for (float value : values) {
      int32(Float.floatToRawIntBits(value));
    }
    return this;
  }

  public GgufBytes bytes(byte... values) {
    out.writeBytes(values);
    return this;
  }

  public byte[] toArray() {
    return out.toByteArray();
  }
}
