package io.blick.lens.report.ablation;

import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.CorpusChange;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.ablation.GuessEffect;
import io.blick.lens.ablation.LossEffect;
import io.blick.lens.ablation.TextAblation;
import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An {@link AblationResult} in JSON: one object that always has every key; those of another kind of
 * result are null.
 */
final class AblationJson {
  private AblationJson() {}

  static void write(AblationResult result, OutputStream out) throws IOException {
    Json.line(out, json -> {
      json.text("model", result.model());
      request(json, result.request());
      switch (result) {
        case AblationResult.RankedByGuesses ranked -> heads(json, ranked.heads());
        case AblationResult.RankedByLoss ranked -> heads(json, ranked.ablation());
        case AblationResult.RankedByCorpus ranked -> heads(json, ranked.ablation());
        case AblationResult.CorpusChanged changed -> losses(json, changed.change());
        case AblationResult.GuessChanges changes -> guesses(json, changes.masks());
        case AblationResult.PieceLosses losses -> losses(json, losses);
        case AblationResult.RankedByOutput _ -> noGuesses(json);
        case AblationResult.OutputChanged _ -> noGuesses(json);
      }
      OutputJson.write(json, result);
      if (result instanceof AblationResult.CorpusChanged changed) {
        json.interval(changed.change().interval());
      } else {
        json.nulls("low", "high");
      }
    });
  }

  private static void request(JsonWriter json, AblationRequest request) throws IOException {
    switch (request.source()) {
      case AblationRequest.Text(String text) -> text(json, text);
      case AblationRequest.Pair pair -> text(json, pair.text());
      case AblationRequest.Asked asked -> text(json, asked.text());
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

  private static void text(JsonWriter json, String text) throws IOException {
    json.text("text", text).nulls("corpus");
  }

  private static void noGuesses(JsonWriter json) throws IOException {
    json.nulls("masks", "ranking", "pieces", "lines", "empty", "tooLong", "masked", "loss", "after")
        .nulls("losses");
  }

  private static void heads(JsonWriter json, List<GuessEffect> heads) throws IOException {
    json.objects(
            "masks",
            heads.getFirst().masks(),
            (one, mask) -> one.count("position", mask.position())
                .predictions("before", mask.before())
                .nulls("after", "distance", "fall"))
        .objects("ranking", heads, AblationJson::effect)
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

  private static void heads(JsonWriter json, TextAblation text) throws IOException {
    json.nulls("masks", "ranking", "pieces", "lines", "empty", "tooLong")
        .count("masked", text.pieces())
        .number("loss", text.loss())
        .nulls("after")
        .objects("losses", text.heads(), (one, effect) -> {
          loss(one, effect);
          one.nulls("low", "high");
        });
  }

  private static void heads(JsonWriter json, CorpusAblation corpus) throws IOException {
    json.nulls("masks", "ranking", "pieces")
        .count("lines", corpus.lines())
        .count("empty", corpus.empty())
        .count("tooLong", corpus.tooLong())
        .count("masked", corpus.masked())
        .number("loss", corpus.loss())
        .nulls("after")
        .objects("losses", corpus.heads(), (one, ranked) -> {
          loss(one, ranked.effect());
          one.interval(ranked.interval());
        });
  }

  private static void losses(JsonWriter json, CorpusChange corpus) throws IOException {
    json.nulls("masks", "ranking", "pieces")
        .count("lines", corpus.lines())
        .count("empty", corpus.empty())
        .count("tooLong", corpus.tooLong())
        .count("masked", corpus.masked())
        .number("loss", corpus.before())
        .number("after", corpus.after())
        .nulls("losses");
  }

  private static void loss(JsonWriter json, LossEffect effect) throws IOException {
    json.head(effect.head()).number("loss", effect.loss()).number("change", effect.change());
  }

  private static void guesses(JsonWriter json, List<GuessChange> masks) throws IOException {
    json.objects("masks", masks, (one, mask) -> {
          one.count("position", mask.position())
              .predictions("before", mask.before())
              .predictions("after", mask.after());
          change(one, mask);
        })
        .nulls("ranking", "pieces", "lines", "empty", "tooLong", "masked", "loss", "after")
        .nulls("losses");
  }

  private static void losses(JsonWriter json, AblationResult.PieceLosses losses)
      throws IOException {
    json.nulls("masks", "ranking")
        .objects(
            "pieces",
            losses.pieces(),
            (one, piece) -> one.count("position", piece.position())
                .text("piece", piece.piece())
                .number("before", piece.before())
                .number("after", piece.after()))
        .nulls("lines", "empty", "tooLong")
        .count("masked", losses.pieces().size())
        .number("loss", losses.before())
        .number("after", losses.after())
        .nulls("losses");
  }
}
