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

/** What the header of a safetensors file says about one tensor. */
final class SafetensorsEntry {
  private final TensorDeclaration claim;
  private @Nullable ElementType type;
  private @Nullable Sizes sizes;
  private long begin = -1;
  private long end = -1;

  private SafetensorsEntry(TensorDeclaration claim) {
    this.claim = claim;
  }

  /**
   * Reads one entry.
   *
   * @param claim the entry's place and name
   * @param json at the name of the entry; afterwards at its end
   */
  static SafetensorsEntry read(TensorDeclaration claim, JsonParser json) throws IOException {
    var entry = new SafetensorsEntry(claim);
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw claim.broken(SafetensorsRule.ENTRY, Escaped.text(json.getText()));
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
        requireFirst(end < 0, key);
        readOffsets(json);
      }
      default -> throw claim.broken(SafetensorsRule.KEY, Escaped.text(key));
    }
  }

  private void requireFirst(boolean first, String key) {
    if (!first) {
      throw SafetensorsRule.KEY_TWICE.broken(claim.file(), claim.at(), key);
    }
  }

  private ElementType readType(JsonParser json) throws IOException {
    boolean text = json.currentToken() == JsonToken.VALUE_STRING;
    ElementType named = text ? SafetensorsTypes.named(json.getText()) : null;
    if (named == null) {
      throw claim.broken(SafetensorsRule.DTYPE, Escaped.text(json.getText()));
    }
    return named;
  }

  private Sizes readSizes(JsonParser json) throws IOException {
    requireToken(json, JsonToken.START_ARRAY, SafetensorsRule.SHAPE);
    var read = new Sizes();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      read.add(claim.file(), claim.at(), readNumber(json, SafetensorsRule.SHAPE));
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
      throw claim.broken(SafetensorsRule.OFFSETS_RANGE, begin, end);
    }
  }

  private long readNumber(JsonParser json, SafetensorsRule rule) throws IOException {
    requireToken(json, JsonToken.VALUE_NUMBER_INT, rule);
    // What is larger than any size, and -0, which the format takes for a fraction.
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || json.getText().equals("-0")) {
      throw claim.broken(rule, Escaped.text(json.getText()));
    }
    return json.getLongValue();
  }

  private void requireToken(JsonParser json, JsonToken token, SafetensorsRule rule)
      throws IOException {
    if (json.currentToken() != token) {
      throw claim.broken(rule, Escaped.text(json.getText()));
    }
  }

  TensorDeclaration claim() {
    return claim;
  }

  /** Returns the first byte of the elements, counted in the data. */
  long begin() {
    return begin;
  }

  /** Returns the byte behind the elements, counted in the data. */
  long end() {
    return end;
  }

  /** Checks that all is said, and that the bytes are what type and sizes need. */
  void requireWhole() {
    if (type == null) {
      throw claim.broken(SafetensorsRule.KEY_MISSING, "dtype");
    }
    if (sizes == null) {
      throw claim.broken(SafetensorsRule.KEY_MISSING, "shape");
    }
    if (end < 0) {
      throw claim.broken(SafetensorsRule.KEY_MISSING, "data_offsets");
    }
    if (sizes.count(claim, type) * type.bits() % 8 != 0) {
      throw claim.broken(SafetensorsRule.WHOLE_BYTES, type.name(), sizes);
    }
    StoredTensor.requireBytes(claim, type, sizes, end - begin);
  }

  /** Returns the tensor, of an entry that is whole, in data that hold it. */
  StoredTensor stored(long dataAt) {
    return StoredTensor.of(
        claim,
        Objects.requireNonNull(type),
        Objects.requireNonNull(sizes),
        claim.file(),
        dataAt + begin,
        end - begin);
  }
}
