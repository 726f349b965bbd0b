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
    // Named once: a list may have millions of texts.
    String what = "key " + Escaped.text(key);
    GgufScalar scalar = GgufScalar.coded(type);
    if (scalar != null) {
      return scalar.value(cursor.file(), cursor.take(scalar.bytes(), what));
    }
    return switch (type) {
      case TEXT -> new GgufValue.Text(cursor.skipText(what));
      case LIST -> list(cursor, key, what);
      default ->
        throw GgufRule.VALUE_TYPE.broken(
            cursor.file(), cursor.at(), Escaped.text(key), Integer.toUnsignedString(type));
    };
  }

  private static GgufValue list(GgufCursor cursor, String key, String what) {
    int type = cursor.int32(what);
    GgufScalar scalar = GgufScalar.coded(type);
    if (scalar == null && type != TEXT) {
      throw GgufRule.LIST_TYPE.broken(
          cursor.file(), cursor.at(), Escaped.text(key), Integer.toUnsignedString(type));
    }
    long count = cursor.int64(what);
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
        ? texts(cursor, what, (int) count)
        : numbers(cursor, scalar, what, (int) count);
  }

  private static GgufValue numbers(GgufCursor cursor, GgufScalar type, String what, int count) {
    long at = cursor.take((long) count * type.bytes(), what);
    GgufValue.Numbers list = new GgufValue.Numbers(type, at, count);
    for (int i = 0; type == GgufScalar.FLAG && i < count; i++) {
      list.value(cursor.file(), i);
    }
    return list;
  }

  private static GgufValue texts(GgufCursor cursor, String what, int count) {
    long at = cursor.at();
    for (int n = 0; n < count; n++) {
      cursor.skipText(what);
    }
    return new GgufValue.Texts(at, count, cursor.at() - at);
  }
}
