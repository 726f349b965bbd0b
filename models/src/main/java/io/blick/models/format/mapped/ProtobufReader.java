package io.blick.models.format.mapped;

/**
 * A cursor over the fields of one protobuf message in a mapped file. Fields that nobody asks for
 * are skipped unread, so that deep nesting in a hostile file costs nothing.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the wire format</a>
 */
public final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;
  private static final int LAST_FIELD = 536_870_911;

  private final MappedFile file;
  private final long end;
  private long at;
  private long fieldAt;
  private int field;
  private int type;

  /**
   * Starts before the first field of the message that begins at byte {@code at} and ends before
   * {@code end}.
   */
  public ProtobufReader(MappedFile file, long at, long end) {
    this.file = file;
    this.at = at;
    this.end = end;
  }

  public MappedFile file() {
    return file;
  }

  /** Returns the offset of the next byte. */
  public long at() {
    return at;
  }

  /** Returns the number of bytes left in the message. */
  public long left() {
    return end - at;
  }

  /** Reads the tag of the next field; returns false at the end of the message. */
  public boolean next() {
    if (at == end) {
      return false;
    }
    fieldAt = at;
    long tag = varint();
    long number = tag >>> 3;
    if (number < 1 || number > LAST_FIELD) {
      throw ProtobufRule.FIELD.broken(file, fieldAt, number);
    }
    field = (int) number;
    type = (int) tag & 7;
    if (type != VARINT && type != FIXED64 && type != LENGTH && type != FIXED32) {
      throw ProtobufRule.WIRE_TYPE.broken(file, fieldAt, field, type);
    }
    return true;
  }

  /** Returns the number of the field whose tag was read last. */
  public int field() {
    return field;
  }

  /** Returns the offset of that field's tag. */
  public long fieldAt() {
    return fieldAt;
  }

  /** Whether that field is length-delimited, as a packed list is. */
  public boolean hasLength() {
    return type == LENGTH;
  }

  /** Returns the value of a varint field. */
  public long number() {
    requireType(VARINT);
    return varint();
  }

  /** Returns the value of a four-byte field. */
  public int fixed32() {
    requireType(FIXED32);
    return file.fixed32(advance(4));
  }

  /** Returns a cursor over the message, or the packed list, in a length-delimited field. */
  public ProtobufReader message() {
    requireType(LENGTH);
    long length = varint();
    long start = advance(length);
    return new ProtobufReader(file, start, start + length);
  }

  /** Returns the short text in a length-delimited field. */
  public String text() {
    return message().rest();
  }

  /** Returns the rest of the message as a short text. */
  public String rest() {
    return file.text(at, end - at);
  }

  /** Skips the current field. */
  public void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case FIXED32 -> advance(4);
      default -> message();
    }
  }

  /** Reads a varint: seven bits a byte, the lowest first. */
  public long varint() {
    long value = 0;
    long start = at;
    long last = Math.min(end, start + LONGEST_VARINT);
    for (int shift = 0; at < last; shift += 7) {
      long bits = file.unsignedByte(at++);
      value |= (bits & 0x7f) << shift;
      if (bits < 0x80) {
        return value;
      }
    }
    throw ProtobufRule.VARINT.broken(file, start, end);
  }

  /** Skips bytes that the caller knows to be left; returns the offset of the first. */
  public long take(long count) {
    long start = at;
    at += count;
    return start;
  }

  private long advance(long count) {
    if (count < 0 || count > end - at) {
      throw ProtobufRule.LENGTH.broken(
          file, fieldAt, field, end - at, Long.toUnsignedString(count));
    }
    return take(count);
  }

  private void requireType(int wanted) {
    if (type != wanted) {
      throw ProtobufRule.FIELD_TYPE.broken(file, fieldAt, field, wanted, type);
    }
  }
}
