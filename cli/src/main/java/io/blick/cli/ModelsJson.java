package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.hub.Listed;
import java.io.IOException;
import java.util.List;

/** The models of the catalogue in JSON. */
final class ModelsJson {
  private ModelsJson() {}

  static void write(JsonGenerator json, List<Listed> models) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("models");
    for (Listed model : models) {
      json.writeStartObject();
      json.writeStringField("name", model.entry().name());
      switch (model.state()) {
        case Listed.State.Cached cached -> size(json, cached.bytes(), true);
        case Listed.State.Absent _, Listed.State.InTheWay _ ->
          size(json, model.entry().bytes(), false);
      }
      json.writeStringField("licence", model.entry().licence());
      json.writeStringField("languages", model.entry().languages());
      json.writeStringField("summary", model.entry().summary());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void size(JsonGenerator json, long bytes, boolean cached) throws IOException {
    json.writeNumberField("bytes", bytes);
    json.writeBooleanField("cached", cached);
  }
}
