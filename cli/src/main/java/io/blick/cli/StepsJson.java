package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.util.List;

/** The four steps of one query in JSON. */
final class StepsJson {
  private StepsJson() {}

  /**
   * Writes one object.
   *
   * @param from the word that looks
   */
  static void write(JsonGenerator json, Trace trace, String from, Steps steps) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", trace.model());
    json.writeStringField("text", trace.segments().getFirst());
    json.writeNumberField("layer", steps.head().layer() + 1);
    json.writeNumberField("head", steps.head().head() + 1);
    json.writeStringField("from", from);
    json.writeStringField("piece", steps.label());
    json.writeNumberField("dimension", steps.dimension());
    floats(json, "query", steps.query());
    json.writeArrayFieldStart("keys");
    for (Steps.Key key : steps.keys()) {
      json.writeStartObject();
      json.writeStringField("piece", key.piece());
      json.writeNumberField("dot", key.dot());
      json.writeNumberField("scaled", key.scaled());
      json.writeNumberField("weight", key.weight());
      json.writeEndObject();
    }
    json.writeEndArray();
    floats(json, "output", steps.output());
    json.writeEndObject();
  }

  private static void floats(JsonGenerator json, String name, List<Float> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
