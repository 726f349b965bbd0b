package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.lens.measure.Rollout;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Measure;
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.Pairs;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.Trace;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.io.IOException;
import java.util.List;

/** What {@code look} shows, in JSON: every key is always there. */
final class LookJson {
  private final JsonGenerator json;

  private LookJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes one object. */
  static void write(JsonGenerator json, Trace trace, HeadMaps maps, Answer answer)
      throws IOException {
    new LookJson(json).all(trace, maps, answer);
  }

  private void all(Trace trace, HeadMaps maps, Answer answer) throws IOException {
    List<String> segments = trace.segments();
    json.writeStartObject();
    json.writeStringField("model", trace.model());
    json.writeStringField("text", segments.getFirst());
    json.writeFieldName("second");
    if (segments.size() == 1) {
      json.writeNull();
    } else {
      json.writeString(segments.getLast());
    }
    json.writeNumberField("layers", trace.layers());
    json.writeNumberField("heads", trace.heads());
    encoding(trace.encoding());
    json.writeStringField("unit", Choice.name(maps.units().unit()));
    json.writeStringField("measure", Choice.name(measure(maps, answer)));
    answer(trace, maps, answer);
    json.writeEndObject();
  }

  private void encoding(Encoding encoding) throws IOException {
    json.writeArrayFieldStart("pieces");
    for (Piece piece : encoding.pieces()) {
      json.writeStartObject();
      json.writeStringField("text", piece.text());
      json.writeNumberField("segment", piece.segment());
      TokensJson.offsets(json, piece);
      json.writeNumberField("word", piece.word());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("words");
    for (Word word : encoding.words()) {
      json.writeStartObject();
      json.writeStringField("text", word.text());
      json.writeArrayFieldStart("pieces");
      for (int piece : word.pieces()) {
        json.writeNumber(piece);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Measure measure(HeadMaps maps, Answer answer) {
    return answer instanceof Answer.UpTo ? Measure.ROLLOUT : maps.measure();
  }

  private void answer(Trace trace, HeadMaps maps, Answer answer) throws IOException {
    switch (answer) {
      case Answer.UpTo(int layer) -> {
        json.writeNumberField("layer", layer + 1);
        nulls("head");
        json.writeFieldName("weights");
        Json.rows(json, Rollout.of(trace, layer).map(maps.units().unit()));
        nulls("ranking", "pairs");
      }
      case Answer.OneHead(Head head) -> {
        head(head);
        json.writeFieldName("weights");
        Json.rows(json, maps.map(head));
        nulls("ranking", "pairs");
      }
      case Answer.FromTo(int from, int to) -> {
        nulls("layer", "head", "weights");
        ranking(Ranking.of(maps, from, to));
        nulls("pairs");
      }
      case Answer.Everything _ -> {
        nulls("layer", "head", "weights", "ranking");
        pairs(Pairs.of(maps));
      }
    }
  }

  private void ranking(Ranking ranking) throws IOException {
    json.writeArrayFieldStart("ranking");
    for (Ranking.Ranked ranked : ranking.heads()) {
      json.writeStartObject();
      head(ranked.head());
      json.writeNumberField("weight", ranked.weight());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void pairs(Pairs pairs) throws IOException {
    json.writeArrayFieldStart("pairs");
    for (Pair pair : pairs.all()) {
      json.writeStartObject();
      json.writeNumberField("from", pair.from());
      json.writeNumberField("to", pair.to());
      json.writeNumberField("mean", pair.mean());
      head(pair.head());
      json.writeNumberField("weight", pair.weight());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void head(Head head) throws IOException {
    json.writeNumberField("layer", head.layer() + 1);
    json.writeNumberField("head", head.head() + 1);
  }

  private void nulls(String... names) throws IOException {
    for (String name : names) {
      json.writeNullField(name);
    }
  }
}
