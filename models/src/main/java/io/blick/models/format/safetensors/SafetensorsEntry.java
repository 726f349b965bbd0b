package io.blick.models.format.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blick.models.format.Escaped;
import io.blick.models.format.mapped.ElementType;
import io.blick.models.format.mapped.Sizes;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorDeclaration;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The entry of one tensor in the header of a safetensors file. */
final class SafetensorsEntry {
  /** An offset that was not read yet. */
  private static final long ABSENT = -1;

  private final TensorDeclaration declaration;
  private @Nullable ElementType type;
  private @Nullable Sizes sizes;
  private long begin = ABSENT;
  private long end = ABSENT;

  private SafetensorsEntry(TensorDeclaration declaration) {
    this.declaration = declaration;
  }

  /**
   * Reads one entry.
   *
   * @param declaration the entry's place and name
   * @param json at the name of the entry; afterwards at its end
   */
  static SafetensorsEntry read(TensorDeclaration declaration, JsonParser json) throws IOException {
    var entry = new SafetensorsEntry(declaration);
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw declaration.broken(SafetensorsRule.ENTRY, Escaped.text(json.getText()));
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      entry.readKey(json);
    }
    return entry;
  }

  private void readKey(JsonParser json) throws IOException {
    String key = json.currentName();
    json.nextToken();
    switch (key) {
      case "dtype" -> {
        requireFirst(type == null, key);
        type = readType(json);
      }
      case "shape" -> {
        requireFirst(sizes == null, key);
        sizes = readSizes(json);
      }
      case "data_offsets" -> {
        requireFirst(end == ABSENT, key);
        readOffsets(json);
      }
      default -> throw declaration.broken(SafetensorsRule.KEY, Escaped.text(key));
    }
  }

  private void requireFirst(boolean first, String key) {
    if (!first) {
      throw SafetensorsRule.KEY_TWICE.broken(declaration.file(), declaration.at(), key);
    }
  }

  private ElementType readType(JsonParser json) throws IOException {
    boolean text = json.currentToken() == JsonToken.VALUE_STRING;
    ElementType named = text ? SafetensorsTypes.named(json.getText()) : null;
    if (named == null) {
      throw declaration.broken(SafetensorsRule.DTYPE, Escaped.text(json.getText()));
    }
    return named;
  }

  private Sizes readSizes(JsonParser json) throws IOException {
    requireToken(json, JsonToken.START_ARRAY, SafetensorsRule.SHAPE);
    var read = new Sizes();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      read.add(declaration.file(), declaration.at(), readNumber(json, SafetensorsRule.SHAPE));
    }
    return read;
  }

  private void readOffsets(JsonParser json) throws IOException {
    requireToken(json, JsonToken.START_ARRAY, SafetensorsRule.OFFSETS);
    json.nextToken();
    begin = readNumber(json, SafetensorsRule.OFFSETS);
    json.nextToken();
    end = readNumber(json, SafetensorsRule.OFFSETS);
    json.nextToken();
    requireToken(json, JsonToken.END_ARRAY, SafetensorsRule.OFFSETS);
    if (begin < 0 || begin > end) {
      throw declaration.broken(SafetensorsRule.OFFSETS_RANGE, begin, end);
    }
  }

  private long readNumber(JsonParser json, SafetensorsRule rule) throws IOException {
    requireToken(json, JsonToken.VALUE_NUMBER_INT, rule);
    // What is larger than any size, and -0, which the format takes for a fraction.
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || json.getText().equals("-0")) {
      throw declaration.broken(rule, Escaped.text(json.getText()));
    }
    return json.getLongValue();
  }

  private void requireToken(JsonParser json, JsonToken token, SafetensorsRule rule)
      throws IOException {
    if (json.currentToken() != token) {
      throw declaration.broken(rule, Escaped.text(json.getText()));
    }
  }

  TensorDeclaration declaration() {
    return declaration;
  }

  /** Returns the offset of the elements in the data. */
  long begin() {
    return begin;
  }

  /** Returns the offset of the first byte after the elements, in the data. */
  long end() {
    return end;
  }

  /** Checks that no key is missing, and that type and sizes need this number of bytes. */
  void requireComplete() {
    if (type == null) {
      throw declaration.broken(SafetensorsRule.KEY_MISSING, "dtype");
    }
    if (sizes == null) {
      throw declaration.broken(SafetensorsRule.KEY_MISSING, "shape");
    }
    if (end == ABSENT) {
      throw declaration.broken(SafetensorsRule.KEY_MISSING, "data_offsets");
    }
    if (sizes.count(declaration, type) * type.bits() % 8 != 0) {
      throw declaration.broken(SafetensorsRule.WHOLE_BYTES, type.name(), sizes);
    }
    StoredTensor.requireBytes(declaration, type, sizes, end - begin);
  }

  /** Returns the tensor of a complete entry; the data must contain it. */
  StoredTensor stored(long dataAt) {
    return StoredTensor.of(
        declaration,
        Objects.requireNonNull(type),
        Objects.requireNonNull(sizes),
        declaration.file(),
        dataAt + begin,
        end - begin);
  }
}
