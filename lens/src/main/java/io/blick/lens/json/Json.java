package io.blick.lens.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSON in UTF-8 that is safe to show: it holds no control character for a terminal and no tag for a
 * page. A number is written with the fewest digits that read back to the same float.
 */
public final class Json {
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
      .build();

  private Json() {}

  /** The keys and values of an object, given by writing them. */
  @FunctionalInterface
  public interface Fields {
    /** Writes keys and values, in their order. */
    void write(JsonWriter json) throws IOException;
  }

  /** An object on a line, given by writing it. */
  @FunctionalInterface
  public interface Line {
    /** Writes the object and the line feed. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes one object on one line, and leaves the stream open.
   *
   * @throws IllegalStateException if a number is not finite
   */
  public static void line(OutputStream out, Fields fields) throws IOException {
    JsonGenerator json = generator(out);
    json.writeStartObject();
    fields.write(new JsonWriter(json));
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  /** Returns texts as an array. */
  public static String array(List<String> texts) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(bytes)) {
      json.writeStartArray();
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.setCharacterEscapes(new InertEscapes());
    return json;
  }
}
