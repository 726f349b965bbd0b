package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.lens.measure.Interval;
import io.blick.lens.measure.NameHits;
import io.blick.lens.measure.Pronouns;
import io.blick.lens.trace.Head;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What heads make of pronouns, in JSON. */
final class PronounsJson {
  private PronounsJson() {}

  static void write(JsonGenerator json, Pronouns pronouns) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", pronouns.model());
    json.writeNumberField("examples", pronouns.examples());
    json.writeNumberField("skipped", pronouns.skipped());
    json.writeNumberField("ambiguous", pronouns.ambiguous());
    json.writeNumberField("cases", pronouns.all().cases());
    hits(json, pronouns.all());
    best(json, pronouns);
    heldOut(json, pronouns.heldOut());
    genders(json, pronouns);
    json.writeObjectFieldStart("baselines");
    number(json, "nearest", pronouns.all().nearestAccuracy());
    number(json, "first", pronouns.all().firstAccuracy());
    number(json, "random", Pronouns.CHANCE);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void hits(JsonGenerator json, NameHits all) throws IOException {
    json.writeArrayFieldStart("hits");
    for (List<Integer> layer : all.heads()) {
      json.writeStartArray();
      for (int hits : layer) {
        json.writeNumber(hits);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void best(JsonGenerator json, Pronouns pronouns) throws IOException {
    Interval interval = pronouns.interval();
    json.writeObjectFieldStart("best");
    head(json, pronouns.best());
    number(json, "accuracy", pronouns.all().accuracy(pronouns.best()));
    number(json, "low", interval.low());
    number(json, "high", interval.high());
    json.writeEndObject();
  }

  private static void heldOut(JsonGenerator json, Optional<Pronouns.HeldOut> heldOut)
      throws IOException {
    if (heldOut.isEmpty()) {
      json.writeNullField("heldOut");
      return;
    }
    json.writeObjectFieldStart("heldOut");
    head(json, heldOut.get().head());
    number(json, "accuracy", heldOut.get().accuracy());
    json.writeNumberField("cases", heldOut.get().hits().cases());
    json.writeEndObject();
  }

  private static void genders(JsonGenerator json, Pronouns pronouns) throws IOException {
    json.writeArrayFieldStart("byGender");
    for (Pronouns.OfGender one : pronouns.genders()) {
      json.writeStartObject();
      json.writeStringField("gender", Choice.name(one.gender()));
      json.writeNumberField("cases", one.hits().cases());
      number(json, "accuracy", one.hits().accuracy(pronouns.best()));
      number(json, "nearest", one.hits().nearestAccuracy());
      number(json, "first", one.hits().firstAccuracy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void head(JsonGenerator json, Head head) throws IOException {
    json.writeNumberField("layer", head.layer() + 1);
    json.writeNumberField("head", head.head() + 1);
  }

  // A share has no more digits than a float: it is a count by a count.
  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeNumberField(name, (float) value);
  }
}
