package io.blick.lens.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.lens.ablation.Prediction;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.trace.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The writer of one JSON object: its keys and values, and the objects in it. A number is written as
 * the nearest float; a number that is not finite is refused with an IllegalStateException.
 */
public final class JsonWriter {
  private final JsonGenerator json;

  JsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Writes a text. */
  public JsonWriter text(String key, String value) throws IOException {
    json.writeStringField(key, value);
    return this;
  }

  /** Writes a text, or null. */
  public JsonWriter text(String key, Optional<String> value) throws IOException {
    return value.isPresent() ? text(key, value.get()) : nulls(key);
  }

  /** Writes a whole number. */
  public JsonWriter count(String key, long value) throws IOException {
    json.writeNumberField(key, value);
    return this;
  }

  /** Writes a whole number, or null. */
  public JsonWriter count(String key, OptionalLong value) throws IOException {
    return value.isPresent() ? count(key, value.getAsLong()) : nulls(key);
  }

  /** Writes true or false. */
  public JsonWriter flag(String key, boolean value) throws IOException {
    json.writeBooleanField(key, value);
    return this;
  }

  /** Writes a number. */
  public JsonWriter number(String key, double value) throws IOException {
    json.writeFieldName(key);
    number(value);
    return this;
  }

  /** Writes a number, or null. */
  public JsonWriter number(String key, OptionalDouble value) throws IOException {
    return value.isPresent() ? number(key, value.getAsDouble()) : nulls(key);
  }

  /** Writes null under each key. */
  public JsonWriter nulls(String... keys) throws IOException {
    for (String key : keys) {
      json.writeNullField(key);
    }
    return this;
  }

  /** Writes {@code layer} and {@code head}, counted from 1. */
  public JsonWriter head(Head head) throws IOException {
    return count("layer", head.layer() + 1L).count("head", head.head() + 1L);
  }

  /** Writes {@code low} and {@code high}. */
  public JsonWriter interval(Interval interval) throws IOException {
    return number("low", interval.low()).number("high", interval.high());
  }

  /** Writes {@code piece} and {@code probability}. */
  public JsonWriter prediction(Prediction prediction) throws IOException {
    return text("piece", prediction.piece()).number("probability", prediction.probability());
  }

  /** Writes an array of predictions. */
  public JsonWriter predictions(String key, List<Prediction> predictions) throws IOException {
    return objects(key, predictions, JsonWriter::prediction);
  }

  /** Writes an object. */
  public JsonWriter object(String key, Json.Fields fields) throws IOException {
    json.writeObjectFieldStart(key);
    fields.write(this);
    json.writeEndObject();
    return this;
  }

  /** Writes an object that is on a line of its own elsewhere, as it is written there. */
  public JsonWriter line(String key, Json.Line line) throws IOException {
    var written = new ByteArrayOutputStream();
    line.write(written);
    json.writeFieldName(key);
    json.writeRawValue(written.toString(StandardCharsets.UTF_8).stripTrailing());
    return this;
  }

  /** A function that writes one element of a list as an object. */
  @FunctionalInterface
  public interface Each<T> {
    /** Writes the keys and values of the element. */
    void write(JsonWriter json, T element) throws IOException;
  }

  /** Writes an object, or null. */
  public <T> JsonWriter object(String key, Optional<T> one, Each<T> each) throws IOException {
    return one.isPresent() ? object(key, json -> each.write(json, one.get())) : nulls(key);
  }

  /** Writes an array of objects. */
  public <T> JsonWriter objects(String key, Iterable<T> all, Each<T> each) throws IOException {
    json.writeArrayFieldStart(key);
    for (T one : all) {
      json.writeStartObject();
      each.write(this, one);
      json.writeEndObject();
    }
    json.writeEndArray();
    return this;
  }

  /** Writes an array of texts. */
  public JsonWriter texts(String key, Iterable<String> values) throws IOException {
    json.writeArrayFieldStart(key);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
    return this;
  }

  /** Writes an array of whole numbers. */
  public JsonWriter counts(String key, Iterable<Integer> values) throws IOException {
    json.writeFieldName(key);
    counts(values);
    return this;
  }

  /** Writes rows of whole numbers as an array of arrays. */
  public JsonWriter countRows(String key, Iterable<List<Integer>> rows) throws IOException {
    json.writeArrayFieldStart(key);
    for (List<Integer> row : rows) {
      counts(row);
    }
    json.writeEndArray();
    return this;
  }

  /** Writes an array of numbers. */
  public JsonWriter numbers(String key, Iterable<? extends Number> values) throws IOException {
    json.writeFieldName(key);
    numbers(values);
    return this;
  }

  /** Writes an array of numbers. */
  public JsonWriter numbers(String key, float[] values) throws IOException {
    json.writeFieldName(key);
    numbers(values);
    return this;
  }

  /** Writes an array of numbers, or null. */
  public JsonWriter numbers(String key, Optional<List<Float>> values) throws IOException {
    return values.isPresent() ? numbers(key, values.get()) : nulls(key);
  }

  /** Writes rows of numbers as an array of arrays. */
  public <N extends Number> JsonWriter rows(String key, Iterable<List<N>> rows) throws IOException {
    json.writeArrayFieldStart(key);
    for (List<N> row : rows) {
      numbers(row);
    }
    json.writeEndArray();
    return this;
  }

  /** Writes rows of numbers as an array of arrays. */
  public JsonWriter rows(String key, float[][] rows) throws IOException {
    json.writeArrayFieldStart(key);
    for (float[] row : rows) {
      numbers(row);
    }
    json.writeEndArray();
    return this;
  }

  private void counts(Iterable<Integer> values) throws IOException {
    json.writeStartArray();
    for (int value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private void numbers(Iterable<? extends Number> values) throws IOException {
    json.writeStartArray();
    for (Number value : values) {
      number(value.doubleValue());
    }
    json.writeEndArray();
  }

  private void numbers(float[] values) throws IOException {
    json.writeStartArray();
    for (float value : values) {
      number(value);
    }
    json.writeEndArray();
  }

  private void number(double value) throws IOException {
    float nearest = (float) value;
    if (!Float.isFinite(nearest)) {
      throw new IllegalStateException(
          "json: a number must be finite; got %s; the weights may be damaged".formatted(value));
    }
    json.writeNumber(nearest);
  }
}
