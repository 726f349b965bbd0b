package io.blick.lens.report.attribution;

import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.report.ablation.AblationRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** An {@link AttributionResult} in JSON: one object that always has every key. */
final class AttributionJson {
  private AttributionJson() {}

  static void write(AttributionResult result, OutputStream out) throws IOException {
    AttributionRequest request = result.request();
    Json.line(out, json -> {
      json.text("model", result.model())
          .text("text", request.source().name())
          .text("second", second(request.source()))
          .text("question", question(request.source()))
          .text("by", AttributionSentences.name(request.by()))
          .text("of", AttributionSentences.name(result.of()))
          .text("kind", result.kind())
          .text("hidden", result.hider())
          .count(
              "layer",
              request
                  .layer()
                  .map(layer -> OptionalLong.of(layer + 1L))
                  .orElse(OptionalLong.empty()))
          .text("unit", AttributionSentences.name(request.unit()))
          .texts(
              "units",
              IntStream.range(0, result.units().size())
                  .mapToObj(result.units()::label)
                  .toList())
          .objects("words", result.words(), AttributionJson::word)
          .object(
              "correlation",
              one -> one.count("words", result.correlation().words())
                  .number("attention", result.correlation().attention())
                  .number("rollout", result.correlation().rollout()));
      if (result.mixing().isPresent()) {
        json.rows("mixing", result.mixing().get());
      } else {
        json.nulls("mixing");
      }
    });
  }

  private static void word(JsonWriter json, AttributedWord word) throws IOException {
    json.count("index", word.index())
        .text("text", word.text())
        .text("in", word.in())
        .count("start", word.start())
        .count("end", word.end())
        .number("distance", word.distance())
        .number("fall", word.fall())
        .number("attention", word.attention())
        .number("rollout", word.rollout());
  }

  private static Optional<String> second(AblationRequest.Source source) {
    return source instanceof AblationRequest.Pair pair
        ? Optional.of(pair.second())
        : Optional.empty();
  }

  private static Optional<String> question(AblationRequest.Source source) {
    return source instanceof AblationRequest.Asked asked
        ? Optional.of(asked.question())
        : Optional.empty();
  }
}
