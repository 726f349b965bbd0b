package io.blick.core.attention.onnx;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A message of protocol buffers: numbered fields, each of which may stand there again and again.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class Proto {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final List<Field> fields;

  private Proto(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * One field: a number, or bytes.
   *
   * @param value of a number its bits
   * @param bytes of all else what it holds
   */
  private record Field(int number, int kind, long value, ByteBuffer bytes) {}

  /**
   * Reads a message.
   *
   * @param what names it in errors
   */
  static Proto read(byte[] message, String what) {
    return read(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN), what);
  }

  private static Proto read(ByteBuffer message, String what) {
    List<Field> fields = new ArrayList<>();
    while (message.hasRemaining()) {
      int at = message.position();
      try {
        fields.add(field(message));
      } catch (BufferUnderflowException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s: at byte %d must stand a field of a protocol buffer".formatted(what, at), e);
      }
    }
    return new Proto(fields);
  }

  private static Field field(ByteBuffer message) {
    long tag = varint(message);
    int number = Math.toIntExact(tag >>> 3);
    int kind = (int) (tag & 7);
    ByteBuffer nothing = ByteBuffer.allocate(0);
    return switch (kind) {
      case VARINT -> new Field(number, kind, varint(message), nothing);
      case FIXED64 -> new Field(number, kind, message.getLong(), nothing);
      case FIXED32 -> new Field(number, kind, message.getInt(), nothing);
      case BYTES -> new Field(number, kind, 0, bytes(message, varint(message)));
      default -> throw new IllegalArgumentException("kind " + kind);
    };
  }

  private static ByteBuffer bytes(ByteBuffer message, long length) {
    if (length < 0 || length > message.remaining()) {
      throw new IllegalArgumentException("length " + length);
    }
    ByteBuffer bytes = message.slice(message.position(), (int) length);
    message.position(message.position() + (int) length);
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = message.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("more than 64 bits");
  }

  private Stream<Field> all(int number, int kind) {
    return fields.stream().filter(field -> field.number == number && field.kind == kind);
  }

  /** Returns the numbers of a field, packed or one by one. */
  long[] numbers(int number) {
    return fields.stream()
        .filter(field -> field.number == number)
        .flatMapToLong(
            field -> field.kind == BYTES ? unpacked(field.bytes) : LongStream.of(field.value))
        .toArray();
  }

  private static LongStream unpacked(ByteBuffer bytes) {
    ByteBuffer left = bytes.duplicate();
    LongStream.Builder numbers = LongStream.builder();
    while (left.hasRemaining()) {
      numbers.add(varint(left));
    }
    return numbers.build();
  }

  /** Returns a number, the last one given, or 0. */
  long number(int number) {
    return all(number, VARINT).mapToLong(Field::value).reduce(0, (_, last) -> last);
  }

  /** Returns a float, the last one given, or 0. */
  float real(int number) {
    long bits = all(number, FIXED32).mapToLong(Field::value).reduce(0, (_, last) -> last);
    return Float.intBitsToFloat((int) bits);
  }

  /** Returns the texts of a field. */
  List<String> texts(int number) {
    return all(number, BYTES)
        .map(field -> StandardCharsets.UTF_8.decode(field.bytes.duplicate()).toString())
        .toList();
  }

  /** Returns a text, the last one given, or none. */
  String text(int number) {
    List<String> texts = texts(number);
    return texts.isEmpty() ? "" : texts.getLast();
  }

  /** Returns the messages of a field. */
  List<Proto> messages(int number, String what) {
    return all(number, BYTES)
        .map(field -> read(field.bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN), what))
        .toList();
  }

  /** Returns the bytes of a field, the last ones given, or none. */
  byte[] bytes(int number) {
    ByteBuffer last =
        all(number, BYTES).map(Field::bytes).reduce(ByteBuffer.allocate(0), (_, next) -> next);
    byte[] bytes = new byte[last.remaining()];
    last.duplicate().get(bytes);
    return bytes;
  }
}
