package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.lens.measure.Contrast;
import io.blick.lens.measure.Glance;
import io.blick.lens.measure.Groups;
import io.blick.lens.measure.Likeness;
import io.blick.lens.measure.Occurrence;
import io.blick.lens.measure.Plane;
import io.blick.lens.measure.Senses;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** What {@code senses} shows, in JSON: every key is always there. */
final class SensesJson {
  private final JsonGenerator json;
  private final Senses senses;

  private SensesJson(JsonGenerator json, Senses senses) {
    this.json = json;
    this.senses = senses;
  }

  /** Writes one object. */
  static void write(JsonGenerator json, Senses senses) throws IOException {
    new SensesJson(json, senses).all();
  }

  private void all() throws IOException {
    Occurrence first = senses.texts().getFirst();
    json.writeStartObject();
    json.writeStringField("model", first.model());
    json.writeStringField("word", senses.word());
    json.writeNumberField("layers", first.layers());
    json.writeNumberField("heads", first.heads());
    json.writeNumberField("layer", senses.chosen());
    texts();
    cosines();
    pairs();
    json.writeObjectFieldStart("groups");
    parted(senses.cosines());
    number("others", senses.likeness().others());
    json.writeEndObject();
    json.writeArrayFieldStart("variance");
    number(senses.plane().horizontal());
    number(senses.plane().vertical());
    json.writeEndArray();
    differences();
    json.writeEndObject();
  }

  private void texts() throws IOException {
    json.writeArrayFieldStart("texts");
    for (int i = 0; i < senses.texts().size(); i++) {
      Occurrence text = senses.texts().get(i);
      Plane.Point point = senses.plane().points().get(i);
      json.writeStartObject();
      json.writeStringField("text", text.text());
      json.writeNumberField("word", text.word());
      json.writeNumberField("start", text.start());
      json.writeNumberField("end", text.end());
      json.writeNumberField("group", senses.groups().of(i));
      number("x", point.x());
      number("y", point.y());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void cosines() throws IOException {
    json.writeArrayFieldStart("cosines");
    for (Likeness layer : senses.layers()) {
      json.writeStartObject();
      json.writeNumberField("hidden", layer.index());
      number("mean", layer.summary().getAverage());
      number("others", layer.others());
      json.writeArrayFieldStart("matrix");
      for (List<Double> row : layer.cosines()) {
        json.writeStartArray();
        for (double cosine : row) {
          number(cosine);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void pairs() throws IOException {
    json.writeArrayFieldStart("pairs");
    for (Likeness.Pair pair : senses.likeness().pairs()) {
      json.writeStartObject();
      json.writeNumberField("first", pair.first());
      json.writeNumberField("second", pair.second());
      number("cosine", pair.cosine());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void differences() throws IOException {
    json.writeArrayFieldStart("differences");
    for (Contrast contrast : senses.contrasts()) {
      json.writeStartObject();
      json.writeNumberField("layer", contrast.head().layer() + 1);
      json.writeNumberField("head", contrast.head().head() + 1);
      parted(contrast.parted());
      number("difference", contrast.difference());
      json.writeArrayFieldStart("looks");
      for (Occurrence text : senses.texts()) {
        glance(text, text.glance(contrast.head()));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void glance(Occurrence text, Glance glance) throws IOException {
    json.writeStartObject();
    number("before", glance.before());
    number("after", glance.after());
    number("itself", glance.itself());
    number("previous", glance.previous());
    number("next", glance.next());
    number("others", glance.others());
    json.writeNumberField("most", glance.most());
    json.writeStringField("word", text.words().label(glance.most()));
    number("weight", glance.weight());
    json.writeEndObject();
  }

  private void parted(Groups.Parted parted) throws IOException {
    number("within", parted.within());
    number("between", parted.between());
  }

  private void number(String name, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      number(name, value.getAsDouble());
    } else {
      json.writeNullField(name);
    }
  }

  private void number(String name, double value) throws IOException {
    json.writeFieldName(name);
    number(value);
  }

  /** Writes a number as the float that it is nearest to. */
  private void number(double value) throws IOException {
    json.writeNumber((float) value);
  }
}
