package io.blick.models.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blick.core.tensor.DType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the header of a safetensors file says about one tensor. */
final class SafetensorsEntry {
  private final Claim claim;
  private @Nullable DType type;
  private @Nullable Sizes sizes;
  private long begin = -1;
  private long end = -1;

  private SafetensorsEntry(Claim claim) {
    this.claim = claim;
  }

  /**
   * Reads one entry.
   *
   * @param claim the entry's place and name
   * @param json at the name of the entry; afterwards at its end
   * @param dataBytes how many bytes of data the file has
   */
  static SafetensorsEntry read(Claim claim, JsonParser json, long dataBytes) throws IOException {
    var entry = new SafetensorsEntry(claim);
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw claim.broken(SafetensorsRule.ENTRY, Shown.name(json.getText()));
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      entry.readKey(json, dataBytes);
    }
    return entry;
  }

  private void readKey(JsonParser json, long dataBytes) throws IOException {
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
        readOffsets(json, dataBytes);
      }
      default -> throw claim.broken(SafetensorsRule.KEY, Shown.name(key));
    }
  }

  private void requireFirst(boolean first, String key) {
    if (!first) {
      throw SafetensorsRule.KEY_TWICE.broken(claim.file(), claim.at(), key);
    }
  }

  private DType readType(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      for (DType known : DType.values()) {
        if (known.name().equals(json.getText())) {
          return known;
        }
      }
    }
    throw claim.broken(SafetensorsRule.DTYPE, Shown.name(json.getText()));
  }

  private Sizes readSizes(JsonParser json) throws IOException {
    requireToken(json, JsonToken.START_ARRAY, SafetensorsRule.SHAPE);
    var read = new Sizes();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      read.add(claim.file(), claim.at(), readNumber(json, SafetensorsRule.SHAPE));
    }
    return read;
  }

  private void readOffsets(JsonParser json, long dataBytes) throws IOException {
    requireToken(json, JsonToken.START_ARRAY, SafetensorsRule.OFFSETS);
    json.nextToken();
    begin = readNumber(json, SafetensorsRule.OFFSETS);
    json.nextToken();
    end = readNumber(json, SafetensorsRule.OFFSETS);
    json.nextToken();
    requireToken(json, JsonToken.END_ARRAY, SafetensorsRule.OFFSETS);
    if (begin < 0 || begin > end || end > dataBytes) {
      throw claim.broken(SafetensorsRule.OFFSETS_RANGE, dataBytes, begin, end);
    }
  }

  private long readNumber(JsonParser json, SafetensorsRule rule) throws IOException {
    requireToken(json, JsonToken.VALUE_NUMBER_INT, rule);
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw claim.broken(rule, Shown.name(json.getText()));
    }
    return json.getLongValue();
  }

  private void requireToken(JsonParser json, JsonToken token, SafetensorsRule rule)
      throws IOException {
    if (json.currentToken() != token) {
      throw claim.broken(rule, Shown.name(json.getText()));
    }
  }

  Claim claim() {
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

  StoredTensor stored(long dataAt) {
    if (type == null) {
      throw claim.broken(SafetensorsRule.KEY_MISSING, "dtype");
    }
    if (sizes == null) {
      throw claim.broken(SafetensorsRule.KEY_MISSING, "shape");
    }
    if (end < 0) {
      throw claim.broken(SafetensorsRule.KEY_MISSING, "data_offsets");
    }
    return StoredTensor.of(claim, type, sizes, claim.file(), dataAt + begin, end - begin);
  }
}
