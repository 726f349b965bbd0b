package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.lens.measure.Role;
import io.blick.lens.measure.Roles;
import io.blick.lens.trace.Head;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Roles in JSON. */
final class RolesJson {
  private RolesJson() {}

  static void write(JsonGenerator json, Roles roles) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", roles.model());
    json.writeNumberField("sentences", roles.sentences());
    json.writeNumberField("skipped", roles.skipped());
    json.writeNumberField("words", roles.words());
    json.writeArrayFieldStart("relations");
    for (Role role : roles.relations()) {
      write(json, role);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Role role) throws IOException {
    json.writeStartObject();
    json.writeStringField("relation", role.relation());
    json.writeStringField("direction", role.direction().label());
    json.writeNumberField("cases", role.cases());
    json.writeArrayFieldStart("hits");
    for (List<Integer> layer : role.hits()) {
      int[] counts = layer.stream().mapToInt(Integer::intValue).toArray();
      json.writeArray(counts, 0, counts.length);
    }
    json.writeEndArray();
    best(json, role.best());
    heldOut(json, role.heldOut());
    json.writeObjectFieldStart("offset");
    json.writeNumberField("offset", role.offset().offset());
    json.writeNumberField("accuracy", role.offset().accuracy());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void best(JsonGenerator json, Role.Best best) throws IOException {
    json.writeObjectFieldStart("best");
    head(json, best.head());
    json.writeNumberField("accuracy", best.accuracy());
    json.writeNumberField("low", best.low());
    json.writeNumberField("high", best.high());
    json.writeEndObject();
  }

  private static void heldOut(JsonGenerator json, Optional<Role.HeldOut> heldOut)
      throws IOException {
    if (heldOut.isEmpty()) {
      json.writeNullField("heldOut");
      return;
    }
    json.writeObjectFieldStart("heldOut");
    head(json, heldOut.get().head());
    json.writeNumberField("accuracy", heldOut.get().accuracy());
    json.writeNumberField("cases", heldOut.get().cases());
    json.writeEndObject();
  }

  private static void head(JsonGenerator json, Head head) throws IOException {
    json.writeNumberField("layer", head.layer() + 1);
    json.writeNumberField("head", head.head() + 1);
  }
}
