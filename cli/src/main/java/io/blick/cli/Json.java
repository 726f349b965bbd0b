package io.blick.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON in UTF-8 that nothing obeys: a terminal finds no control character in it, and a page no tag.
 * A float is written with the fewest digits that read back to the same float.
 */
final class Json {
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
      .build();

  private Json() {}

  /** Writes one value as one line. */
  static void line(OutputStream out, Value value) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.setCharacterEscapes(new Inertly());
    value.writeTo(new Numbers(json));
    json.writeRaw('\n');
    json.close();
  }

  /** Writes numbers as an array. */
  static void floats(JsonGenerator json, float[] values) throws IOException {
    json.writeStartArray();
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  /** Writes rows of numbers as an array of arrays. */
  static void rows(JsonGenerator json, float[][] rows) throws IOException {
    json.writeStartArray();
    for (float[] row : rows) {
      floats(json, row);
    }
    json.writeEndArray();
  }

  /** Something that has a form in JSON. */
  @FunctionalInterface
  interface Value {
    /** Writes it. */
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Refuses what JSON has no number for. */
  private static final class Numbers extends JsonGeneratorDelegate {
    Numbers(JsonGenerator json) {
      super(json, false);
    }

    @Override
    public void writeNumber(float number) throws IOException {
      require(Float.isFinite(number), number);
      super.writeNumber(number);
    }

    @Override
    public void writeNumber(double number) throws IOException {
      require(Double.isFinite(number), number);
      super.writeNumber(number);
    }

    private static void require(boolean finite, double number) {
      if (!finite) {
        throw new IllegalStateException(
            "json: a number must be finite; got %s; the weights may be damaged".formatted(number));
      }
    }
  }

  /** Which characters are written as an escape of their number. */
  private static final class Inertly extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes['<'] = ESCAPE_STANDARD;
      escapes[0x7f] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      boolean acts = isC1(c) || isLineEnd(c) || turns(c);
      return acts ? new SerializedString("\\u%04x".formatted(c)) : null;
    }

    private static boolean isC1(int c) {
      return c >= 0x80 && c <= 0x9f;
    }

    private static boolean isLineEnd(int c) {
      return c == 0x2028 || c == 0x2029;
    }

    // The embeddings, overrides and isolates of UAX 9, which turn the characters after them.
    private static boolean turns(int c) {
      return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
  }
}
