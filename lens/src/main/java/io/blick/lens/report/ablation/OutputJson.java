package io.blick.lens.report.ablation;

import io.blick.lens.ablation.OutputEffect;
import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.ablation.output.OutputChange.AnswerChange;
import io.blick.lens.ablation.output.OutputChange.ClassChange;
import io.blick.lens.ablation.output.OutputChange.TagChange;
import io.blick.lens.ablation.output.OutputChange.TaggedWord;
import io.blick.lens.ablation.output.OutputChange.VectorChange;
import io.blick.lens.json.JsonWriter;
import io.blick.models.task.Answer;
import io.blick.models.task.ScoredLabel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The last keys of an {@link AblationResult} in JSON: what was measured, and all but guesses. */
final class OutputJson {
  private OutputJson() {}

  static void write(JsonWriter json, AblationResult result) throws IOException {
    json.text("of", MeasureChoice.name(result.of()));
    switch (result.request().source()) {
      case AblationRequest.Pair pair -> json.text("second", pair.second()).nulls("question");
      case AblationRequest.Asked asked -> json.nulls("second").text("question", asked.question());
      case AblationRequest.Text _ -> json.nulls("second", "question");
      case AblationRequest.Corpus _ -> json.nulls("second", "question");
    }
    switch (result) {
      case AblationResult.RankedByOutput ranked -> heads(json, ranked.heads());
      case AblationResult.OutputChanged changed -> change(json, changed.change());
      case AblationResult _ -> json.nulls("kind", "saidBefore", "saidAfter", "change", "effects");
    }
  }

  private static void heads(JsonWriter json, List<OutputEffect> heads) throws IOException {
    OutputChange first = heads.getFirst().change();
    said(json.text("kind", kind(first)), "saidBefore", before(first));
    json.nulls("saidAfter", "change").objects("effects", heads, (one, effect) -> {
      numbers(one.head(effect.head()), effect.change());
      Said.write(one, firstAfter(effect.change()));
    });
  }

  private static void change(JsonWriter json, OutputChange change) throws IOException {
    said(json.text("kind", kind(change)), "saidBefore", before(change));
    said(json, "saidAfter", after(change));
    json.object("change", one -> numbers(one, change)).nulls("effects");
  }

  private static void said(JsonWriter json, String key, List<Said> all) throws IOException {
    if (all.isEmpty()) {
      json.nulls(key);
    } else {
      json.objects(key, all, Said::write);
    }
  }

  private static void numbers(JsonWriter json, OutputChange change) throws IOException {
    json.number("distance", change.distance())
        .number(
            "fall",
            switch (change) {
              case ClassChange classes -> OptionalDouble.of(classes.fall());
              case AnswerChange answer -> OptionalDouble.of(answer.fall());
              case TagChange _ -> OptionalDouble.empty();
              case VectorChange _ -> OptionalDouble.empty();
            })
        .count(
            "changed",
            switch (change) {
              case TagChange tags -> OptionalLong.of(tags.changed());
              case ClassChange _ -> OptionalLong.empty();
              case AnswerChange _ -> OptionalLong.empty();
              case VectorChange _ -> OptionalLong.empty();
            });
  }

  private static Optional<String> kind(OutputChange change) {
    return switch (change) {
      case ClassChange classes -> Optional.of(MeasureChoice.name(classes.kind()));
      case TagChange _ -> Optional.empty();
      case AnswerChange _ -> Optional.empty();
      case VectorChange _ -> Optional.empty();
    };
  }

  /** Returns what the model says as it is; nothing of a vector. */
  private static List<Said> before(OutputChange change) {
    return switch (change) {
      case ClassChange classes -> classes.before().stream().map(Said::of).toList();
      case TagChange tags ->
        tags.words().stream().map(word -> Said.of(word, word.before())).toList();
      case AnswerChange answer -> List.of(Said.of(answer.before()));
      case VectorChange _ -> List.of();
    };
  }

  private static List<Said> after(OutputChange change) {
    return switch (change) {
      case ClassChange classes -> classes.after().stream().map(Said::of).toList();
      case TagChange tags ->
        tags.words().stream().map(word -> Said.of(word, word.after())).toList();
      case AnswerChange answer -> List.of(Said.of(answer.after()));
      case VectorChange _ -> List.of();
    };
  }

  /** Returns the first class or the best answer after; nothing of tags and of a vector. */
  private static Said firstAfter(OutputChange change) {
    return switch (change) {
      case ClassChange classes -> Said.of(classes.after().getFirst());
      case AnswerChange answer -> Said.of(answer.after());
      case TagChange _ -> Said.NOTHING;
      case VectorChange _ -> Said.NOTHING;
    };
  }

  /** One thing that a model says, whatever kind it is of. */
  private record Said(
      Optional<String> label,
      Optional<String> text,
      OptionalLong start,
      OptionalLong end,
      OptionalDouble score) {
    static final Said NOTHING = new Said(
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty());

    static Said of(ScoredLabel scored) {
      return new Said(
          Optional.of(scored.label()),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalDouble.of(scored.score()));
    }

    static Said of(TaggedWord word, ScoredLabel tag) {
      return new Said(
          Optional.of(tag.label()),
          Optional.of(word.text()),
          OptionalLong.of(word.start()),
          OptionalLong.of(word.end()),
          OptionalDouble.of(tag.score()));
    }

    static Said of(Answer answer) {
      return new Said(
          Optional.empty(),
          Optional.of(answer.text()),
          OptionalLong.of(answer.start()),
          OptionalLong.of(answer.end()),
          OptionalDouble.of(answer.score()));
    }

    static void write(JsonWriter json, Said said) throws IOException {
      json.text("label", said.label)
          .text("text", said.text)
          .count("start", said.start)
          .count("end", said.end)
          .number("score", said.score);
    }
  }
}
