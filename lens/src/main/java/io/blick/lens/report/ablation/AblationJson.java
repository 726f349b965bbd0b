package io.blick.lens.report.ablation;

import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.ablation.GuessEffect;
import io.blick.lens.ablation.LossEffect;
import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;

/** An {@link AblationResult} in JSON: one object, in which what does not belong is null. */
final class AblationJson {
  private AblationJson() {}

  static void write(AblationResult result, OutputStream out) throws IOException {
    Json.line(out, json -> {
      json.text("model", result.model());
      asked(json, result.request());
      switch (result) {
        case AblationResult.HeadsByGuesses found -> heads(json, found);
        case AblationResult.HeadsByLoss found -> heads(json, found);
        case AblationResult.HeadsByCorpus found -> heads(json, found.found());
        case AblationResult.Guesses found -> guesses(json, found);
        case AblationResult.Losses found -> losses(json, found);
      }
    });
  }

  private static void asked(JsonWriter json, AblationRequest request) throws IOException {
    switch (request.source()) {
      case AblationRequest.Text(String text) -> json.text("text", text).nulls("corpus");
      case AblationRequest.Corpus(Path file) -> json.nulls("text").text("corpus", file.toString());
    }
    json.objects("silenced", request.silence(), JsonWriter::head)
        .objects(
            "cut",
            request.cut(),
            (one, edge) -> one.text("from", edge.from()).text("to", edge.to()));
    if (request.cut().isEmpty()) {
      json.nulls("in", "others");
      return;
    }
    if (request.in().isEmpty()) {
      json.nulls("in");
    } else {
      json.objects("in", request.in(), JsonWriter::head);
    }
    json.text("others", request.others().name().toLowerCase(Locale.ROOT));
  }

  private static void heads(JsonWriter json, AblationResult.HeadsByGuesses found)
      throws IOException {
    json.objects(
            "masks",
            found.heads().getFirst().masks(),
            (one, mask) -> one.count("position", mask.position())
                .predictions("before", mask.before())
                .nulls("after", "distance", "fall"))
        .objects("ranking", found.heads(), AblationJson::effect)
        .nulls("pieces", "lines", "empty", "tooLong", "masked", "loss", "after", "losses");
  }

  private static void effect(JsonWriter json, GuessEffect effect) throws IOException {
    json.head(effect.head())
        .number("distance", effect.distance())
        .number("fall", effect.fall())
        .objects("masks", effect.masks(), (one, mask) -> {
          change(one, mask);
          one.prediction(mask.after().getFirst());
        });
  }

  private static void change(JsonWriter json, GuessChange mask) throws IOException {
    json.number("distance", mask.distance()).number("fall", mask.fall());
  }

  private static void heads(JsonWriter json, AblationResult.HeadsByLoss found) throws IOException {
    json.nulls("masks", "ranking", "pieces", "lines", "empty", "tooLong")
        .count("masked", found.found().pieces())
        .number("loss", found.found().loss())
        .nulls("after")
        .objects("losses", found.found().heads(), (one, effect) -> {
          loss(one, effect);
          one.nulls("low", "high");
        });
  }

  private static void heads(JsonWriter json, CorpusAblation found) throws IOException {
    json.nulls("masks", "ranking", "pieces")
        .count("lines", found.lines())
        .count("empty", found.empty())
        .count("tooLong", found.tooLong())
        .count("masked", found.masked())
        .number("loss", found.loss())
        .nulls("after")
        .objects("losses", found.heads(), (one, ranked) -> {
          loss(one, ranked.effect());
          one.interval(ranked.interval());
        });
  }

  private static void loss(JsonWriter json, LossEffect effect) throws IOException {
    json.head(effect.head()).number("loss", effect.loss()).number("change", effect.change());
  }

  private static void guesses(JsonWriter json, AblationResult.Guesses found) throws IOException {
    json.objects("masks", found.masks(), (one, mask) -> {
          one.count("position", mask.position())
              .predictions("before", mask.before())
              .predictions("after", mask.after());
          change(one, mask);
        })
        .nulls("ranking", "pieces", "lines", "empty", "tooLong", "masked", "loss", "after")
        .nulls("losses");
  }

  private static void losses(JsonWriter json, AblationResult.Losses found) throws IOException {
    json.nulls("masks", "ranking")
        .objects(
            "pieces",
            found.pieces(),
            (one, piece) -> one.count("position", piece.position())
                .text("piece", piece.piece())
                .number("before", piece.before())
                .number("after", piece.after()))
        .nulls("lines", "empty", "tooLong")
        .count("masked", found.pieces().size())
        .number("loss", found.before())
        .number("after", found.after())
        .nulls("losses");
  }
}
