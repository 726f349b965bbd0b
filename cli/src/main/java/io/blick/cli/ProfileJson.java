package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.lens.measure.HeadKind;
import io.blick.lens.measure.HeadProfile;
import io.blick.lens.measure.Profile;
import java.io.IOException;

/** What each head does on average, in JSON. */
final class ProfileJson {
  private ProfileJson() {}

  static void write(JsonGenerator json, Profile profile) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", profile.model());
    json.writeNumberField("texts", profile.texts());
    json.writeNumberField("skipped", profile.skipped());
    json.writeNumberField("pieces", profile.pieces());
    json.writeObjectFieldStart("thresholds");
    number(json, "positional", HeadKind.POSITIONAL_MASS);
    number(json, "sink", HeadKind.SINK_MASS);
    number(json, "broad", HeadKind.BROAD_SHARE);
    json.writeEndObject();
    json.writeArrayFieldStart("heads");
    for (HeadProfile head : profile.heads()) {
      write(json, head);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, HeadProfile one) throws IOException {
    json.writeStartObject();
    json.writeNumberField("layer", one.head().layer() + 1);
    json.writeNumberField("head", one.head().head() + 1);
    number(json, "entropy", one.entropy());
    number(json, "relativeEntropy", one.relativeEntropy());
    number(json, "distance", one.distance());
    number(json, "self", one.itself());
    number(json, "next", one.next());
    number(json, "previous", one.previous());
    number(json, "cls", one.cls());
    number(json, "sep", one.sep());
    number(json, "punctuation", one.punctuation());
    json.writeArrayFieldStart("kinds");
    for (HeadKind kind : one.kinds()) {
      json.writeString(Choice.name(kind));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeNumberField(name, (float) value);
  }
}
