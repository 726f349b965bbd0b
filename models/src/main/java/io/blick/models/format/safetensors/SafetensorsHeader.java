package io.blick.models.format.safetensors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blick.models.format.Escaped;
import io.blick.models.format.json.JsonFile;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorDeclaration;
import io.blick.models.format.mapped.TensorRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads and checks the header of a safetensors file, token by token. */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";
  static final long LONGEST = 100_000_000;

  /** The number of bytes before the header, which hold its length. */
  static final int START = 8;

  private final MappedFile file;
  private final long dataAt;
  private final JsonParser json;
  private final SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final SequencedMap<String, String> metadata = new LinkedHashMap<>();
  private final SequencedMap<String, SafetensorsEntry> entries = new LinkedHashMap<>();
  private boolean metadataSeen;

  private SafetensorsHeader(MappedFile file, long length, JsonParser json) {
    this.file = file;
    this.dataAt = START + length;
    this.json = json;
  }

  static SafetensorsHeader read(MappedFile file) {
    int length = length(file);
    if (length == 0 || file.unsignedByte(START) != '{') {
      String got = length == 0 ? "nothing" : "byte " + file.unsignedByte(START);
      throw SafetensorsRule.HEADER_START.broken(file, START, got);
    }
    file.requireUtf8(START, length);
    // Without charset detection, which would take a zero byte after the brace for UTF-16. A factory
    // of its own, since a shared one would keep the names of every file.
    JsonFactory factory = JsonFactory.builder()
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .build();
    try (JsonParser json =
        factory.createParser(new SegmentInputStream(file.bytes(START, length)))) {
      var header = new SafetensorsHeader(file, length, json);
      header.readTokens();
      header.requireFilled();
      header.entries.forEach(
          (name, entry) -> header.tensors.put(name, entry.stored(header.dataAt)));
      return header;
    } catch (JacksonException e) {
      throw SafetensorsRule.JSON.broken(file, at(e), JsonFile.parserMessage(e));
    } catch (IOException e) {
      throw new UncheckedIOException("safetensors: memory must be readable", e);
    }
  }

  /**
   * The place of a parse error; the parser gives none where its own limits, such as depth, are
   * exceeded.
   */
  private static long at(JacksonException e) {
    JsonLocation place = e.getLocation();
    return place == null ? START : START + Math.max(0, place.getByteOffset());
  }

  private static int length(MappedFile file) {
    if (file.size() < START) {
      throw SafetensorsRule.LENGTH.broken(file, 0, file.size());
    }
    long length = file.fixed64(0);
    if (length < 0 || length > LONGEST) {
      throw SafetensorsRule.HEADER_LIMIT.broken(file, 0, Long.toUnsignedString(length));
    }
    if (length > file.size() - START) {
      throw SafetensorsRule.HEADER_FITS.broken(file, 0, length, file.size() - START);
    }
    return (int) length;
  }

  SequencedMap<String, StoredTensor> tensors() {
    return tensors;
  }

  SequencedMap<String, String> metadata() {
    return metadata;
  }

  private void readTokens() throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (name.equals(METADATA)) {
        readMetadata();
      } else {
        readEntry(name);
      }
    }
    if (json.nextToken() != null) {
      throw SafetensorsRule.HEADER_END.broken(file, here(), Escaped.text(json.getText()));
    }
  }

  private void readMetadata() throws IOException {
    if (metadataSeen) {
      throw SafetensorsRule.KEY_TWICE.broken(file, here(), METADATA);
    }
    metadataSeen = true;
    JsonToken value = json.nextToken();
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      throw SafetensorsRule.METADATA.broken(file, here(), Escaped.text(json.getText()));
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = requireText(json.currentName());
      if (metadata.containsKey(key)) {
        throw SafetensorsRule.KEY_TWICE.broken(file, here(), Escaped.text(key));
      }
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw SafetensorsRule.METADATA.broken(file, here(), Escaped.text(json.getText()));
      }
      metadata.put(key, requireText(json.getText()));
    }
  }

  private void readEntry(String name) throws IOException {
    var declaration = new TensorDeclaration(file, here(), requireText(name));
    SafetensorsEntry entry = SafetensorsEntry.read(declaration, json);
    entry.requireComplete();
    if (entries.putIfAbsent(name, entry) != null) {
      throw TensorRule.NAME_TWICE.broken(file, declaration.at(), Escaped.text(name));
    }
  }

  /** Checks for lone surrogates, which JSON can escape and which are no characters. */
  private String requireText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.isBmpCodePoint(text.codePointAt(i))) {
          throw TensorRule.TEXT.broken(file, here());
        }
        i++;
      }
    }
    return text;
  }

  private void requireFilled() {
    List<SafetensorsEntry> placed = new ArrayList<>(entries.values());
    placed.sort(
        Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
    long filled = 0;
    for (SafetensorsEntry entry : placed) {
      if (entry.begin() != filled) {
        throw entry.declaration().broken(SafetensorsRule.NO_GAP, filled, entry.begin());
      }
      filled = entry.end();
    }
    if (filled > file.size() - dataAt) {
      // Unsigned, since a hostile end can be as large as any number.
      throw SafetensorsRule.CUT.broken(
          file, file.size(), Long.toUnsignedString(dataAt + filled), file.size());
    }
    if (filled < file.size() - dataAt) {
      throw SafetensorsRule.ALL_DATA.broken(file, dataAt + filled, file.size() - dataAt, filled);
    }
  }

  /**
   * The parser's offset in the file; the place that it gives for a name is not always in the file.
   */
  private long here() {
    return START + json.currentLocation().getByteOffset();
  }
}
