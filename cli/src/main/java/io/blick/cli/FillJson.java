package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.lens.measure.Prediction;
import io.blick.lens.trace.Trace;
import java.io.IOException;
import java.util.List;

/** Guesses in JSON. */
final class FillJson {
  private FillJson() {}

  static void write(JsonGenerator json, Trace trace, List<Guess> guesses) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", trace.model());
    json.writeStringField("text", trace.segments().getFirst());
    json.writeArrayFieldStart("masks");
    for (Guess guess : guesses) {
      json.writeStartObject();
      json.writeNumberField("position", guess.position());
      json.writeArrayFieldStart("predictions");
      for (Prediction prediction : guess.predictions()) {
        json.writeStartObject();
        json.writeStringField("piece", prediction.piece());
        json.writeNumberField("probability", prediction.probability());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
