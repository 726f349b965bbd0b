package io.blick.models.format.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds one protobuf message, damaged in tags, varints and lengths. */
public final class FuzzMessage {
  private final Mutator mutator;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public FuzzMessage(Mutator mutator) {
    this.mutator = mutator;
  }

  public FuzzMessage number(int field, long value) {
    tag(field, 0);
    varint(mutator.number(value));
    return this;
  }

  public FuzzMessage fixed32(int field, long value) {
    tag(field, 5);
    LittleEndian.fixed32(out, value);
    return this;
  }

  public FuzzMessage bytes(int field, byte[] value) {
    tag(field, 2);
    varint(mutator.number(value.length));
    out.writeBytes(value);
    return this;
  }

  public FuzzMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public FuzzMessage message(int field, FuzzMessage value) {
    return bytes(field, value.toByteArray());
  }

  public FuzzMessage varints(int field, long... values) {
    var list = new FuzzMessage(mutator);
    for (long value : values) {
      list.varint(mutator.number(value));
    }
    return message(field, list);
  }

  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private void tag(int field, int type) {
    if (mutator.strikes(2)) {
      // A field that no reader knows, in each form that can be passed over.
      out.writeBytes(new byte[] {(byte) (0xa0 | mutator.below(8)), 6});
      out.writeBytes(new byte[mutator.below(9)]);
    }
    varint(mutator.number(((long) field << 3) | type));
  }

  private void varint(long value) {
    if (mutator.strikes(4)) {
      out.writeBytes(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1});
    }
    LittleEndian.varint(out, value);
  }
}
