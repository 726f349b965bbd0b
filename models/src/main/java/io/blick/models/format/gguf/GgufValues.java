package io.blick.models.format.gguf;

import io.blick.models.format.Escaped;

/** Reads the values of the metadata; of lists it checks that the file has them whole. */
final class GgufValues {
  private static final int TEXT = 8;
  private static final int LIST = 9;

  private GgufValues() {}

  /**
   * Reads a value.
   *
   * @param type its code
   */
  static GgufValue read(GgufCursor cursor, String key, int type) {
    GgufScalar scalar = GgufScalar.coded(type);
    if (scalar != null) {
      return scalar.value(cursor.file(), cursor.take(scalar.bytes(), named(key)));
    }
    return switch (type) {
      case TEXT -> new GgufValue.Text(cursor.skipText(named(key)));
      case LIST -> list(cursor, key);
      default ->
        throw GgufRule.VALUE_TYPE.broken(
            cursor.file(), cursor.at(), Escaped.text(key), Integer.toUnsignedString(type));
    };
  }

  private static GgufValue list(GgufCursor cursor, String key) {
    int type = cursor.int32(named(key));
    GgufScalar scalar = GgufScalar.coded(type);
    if (scalar == null && type != TEXT) {
      throw GgufRule.LIST_TYPE.broken(
          cursor.file(), cursor.at(), Escaped.text(key), Integer.toUnsignedString(type));
    }
    long count = cursor.int64(named(key));
    int least = scalar == null ? Long.BYTES : scalar.bytes();
    if (count < 0 || count > Math.min(Integer.MAX_VALUE, cursor.left() / least)) {
      throw GgufRule.LIST.broken(
          cursor.file(),
          cursor.at(),
          Escaped.text(key),
          cursor.left(),
          Long.toUnsignedString(count));
    }
    return scalar == null
        ? texts(cursor, key, (int) count)
        : new GgufValue.Numbers(scalar, cursor.take(count * least, named(key)), (int) count);
  }

  private static GgufValue texts(GgufCursor cursor, String key, int count) {
    long at = cursor.at();
    for (int n = 0; n < count; n++) {
      cursor.skipText(named(key));
    }
    return new GgufValue.Texts(at, count);
  }

  private static String named(String key) {
    return "key " + Escaped.text(key);
  }
}
