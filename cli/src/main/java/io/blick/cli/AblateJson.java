package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.core.attention.Cuts;
import io.blick.lens.measure.CorpusAblation;
import io.blick.lens.measure.GuessChange;
import io.blick.lens.measure.GuessEffect;
import io.blick.lens.measure.LossEffect;
import io.blick.lens.measure.PieceLoss;
import io.blick.lens.measure.Prediction;
import io.blick.lens.report.heads.NamedEdge;
import io.blick.lens.trace.Head;
import java.io.IOException;
import java.util.List;

/** What {@code ablate} found, in JSON: one object, in which what does not belong is null. */
final class AblateJson {
  private static final AblateQuestion NOTHING =
      new AblateQuestion(List.of(), List.of(), List.of(), Cuts.Rest.RENORMALIZED);

  private final JsonGenerator json;

  private AblateJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(JsonGenerator json, String model, Ablated ablated) throws IOException {
    var page = new AblateJson(json);
    json.writeStartObject();
    json.writeStringField("model", model);
    switch (ablated) {
      case Ablated.HeadsByGuesses(var text, var effects) -> {
        page.asked(text, NOTHING);
        page.masks(effects.getFirst().masks(), false);
        page.ranking(effects);
        page.nulls("pieces", "lines", "empty", "tooLong", "masked", "loss", "after", "losses");
      }
      case Ablated.HeadsByLoss(var text, var result) -> {
        page.asked(text, NOTHING);
        page.nulls("masks", "ranking", "pieces", "lines", "empty", "tooLong");
        json.writeNumberField("masked", result.pieces());
        json.writeNumberField("loss", (float) result.loss());
        page.nulls("after");
        page.losses(result.heads());
      }
      case Ablated.HeadsByCorpus(var file, var result) -> {
        page.nulls("text");
        json.writeStringField("corpus", file);
        page.question(NOTHING);
        page.nulls("masks", "ranking", "pieces");
        page.corpus(result);
      }
      case Ablated.Guesses(var text, var question, var changes) -> {
        page.asked(text, question);
        page.masks(changes, true);
        page.nulls(
            "ranking", "pieces", "lines", "empty", "tooLong", "masked", "loss", "after", "losses");
      }
      case Ablated.Losses found -> {
        page.asked(found.text(), found.question());
        page.nulls("masks", "ranking");
        page.pieces(found.losses());
        page.nulls("lines", "empty", "tooLong");
        json.writeNumberField("masked", found.losses().size());
        json.writeNumberField("loss", (float) found.before());
        json.writeNumberField("after", (float) found.after());
        page.nulls("losses");
      }
    }
    json.writeEndObject();
  }

  private void asked(String text, AblateQuestion question) throws IOException {
    json.writeStringField("text", text);
    nulls("corpus");
    question(question);
  }

  private void question(AblateQuestion question) throws IOException {
    heads("silenced", question.silenced());
    json.writeArrayFieldStart("cut");
    for (NamedEdge edge : question.cut()) {
      json.writeStartObject();
      json.writeStringField("from", edge.from());
      json.writeStringField("to", edge.to());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (question.cut().isEmpty()) {
      nulls("in", "others");
      return;
    }
    if (question.in().isEmpty()) {
      nulls("in");
    } else {
      heads("in", question.in());
    }
    json.writeStringField("others", Choice.name(question.others()));
  }

  private void heads(String name, List<Head> heads) throws IOException {
    json.writeArrayFieldStart(name);
    for (Head head : heads) {
      json.writeStartObject();
      head(head);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void head(Head head) throws IOException {
    json.writeNumberField("layer", head.layer() + 1);
    json.writeNumberField("head", head.head() + 1);
  }

  private void masks(List<GuessChange> masks, boolean changed) throws IOException {
    json.writeArrayFieldStart("masks");
    for (GuessChange mask : masks) {
      json.writeStartObject();
      json.writeNumberField("position", mask.position());
      predictions("before", mask.before());
      if (changed) {
        predictions("after", mask.after());
        change(mask);
      } else {
        nulls("after", "distance", "fall");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void change(GuessChange mask) throws IOException {
    json.writeNumberField("distance", (float) mask.distance());
    json.writeNumberField("fall", (float) mask.fall());
  }

  private void predictions(String name, List<Prediction> predictions) throws IOException {
    json.writeArrayFieldStart(name);
    for (Prediction prediction : predictions) {
      json.writeStartObject();
      json.writeStringField("piece", prediction.piece());
      json.writeNumberField("probability", prediction.probability());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void ranking(List<GuessEffect> effects) throws IOException {
    json.writeArrayFieldStart("ranking");
    for (GuessEffect effect : effects) {
      json.writeStartObject();
      head(effect.head());
      json.writeNumberField("distance", (float) effect.distance());
      json.writeNumberField("fall", (float) effect.fall());
      json.writeArrayFieldStart("masks");
      for (GuessChange mask : effect.masks()) {
        json.writeStartObject();
        change(mask);
        json.writeStringField("piece", mask.after().getFirst().piece());
        json.writeNumberField("probability", mask.after().getFirst().probability());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void pieces(List<PieceLoss> losses) throws IOException {
    json.writeArrayFieldStart("pieces");
    for (PieceLoss loss : losses) {
      json.writeStartObject();
      json.writeNumberField("position", loss.position());
      json.writeStringField("piece", loss.piece());
      json.writeNumberField("before", (float) loss.before());
      json.writeNumberField("after", (float) loss.after());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void corpus(CorpusAblation result) throws IOException {
    json.writeNumberField("lines", result.lines());
    json.writeNumberField("empty", result.empty());
    json.writeNumberField("tooLong", result.tooLong());
    json.writeNumberField("masked", result.masked());
    json.writeNumberField("loss", (float) result.loss());
    nulls("after");
    json.writeArrayFieldStart("losses");
    for (CorpusAblation.Ranked ranked : result.heads()) {
      json.writeStartObject();
      effect(ranked.effect());
      json.writeNumberField("low", (float) ranked.low());
      json.writeNumberField("high", (float) ranked.high());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void losses(List<LossEffect> effects) throws IOException {
    json.writeArrayFieldStart("losses");
    for (LossEffect effect : effects) {
      json.writeStartObject();
      effect(effect);
      nulls("low", "high");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void effect(LossEffect effect) throws IOException {
    head(effect.head());
    json.writeNumberField("loss", (float) effect.loss());
    json.writeNumberField("change", (float) effect.change());
  }

  private void nulls(String... names) throws IOException {
    for (String name : names) {
      json.writeNullField(name);
    }
  }
}
