package io.blick.lens.report.ablation;

import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.Ablation;
import io.blick.lens.ablation.OutputAblation;
import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.report.Progress;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.request.Guesser;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** One run of an {@link AblationRequest} on a model. */
final class AblationRun {
  private final Parallel threads;
  private final TextModel model;
  private final AblationRequest request;
  private final Progress progress;
  private final Notes notes = new Notes();

  AblationRun(Parallel threads, TextModel model, AblationRequest request, Progress progress) {
    this.threads = threads;
    this.model = model;
    this.request = request;
    this.progress = progress;
  }

  AblationResult result() {
    RequestedHeads.check(model, "silence", request.silence());
    RequestedHeads.check(model, "show", request.show());
    return switch (request.source()) {
      case AblationRequest.Corpus(Path file) -> masked(run -> run.corpus(file));
      case AblationRequest.Text(String text) -> result(Reading.of(model, text));
      case AblationRequest.Pair(String text, String second) ->
        result(Reading.of(model, List.of(text, second)));
      case AblationRequest.Asked(String text, String question) -> {
        checkQuestion(question);
        yield result(Reading.of(model, List.of(question, text)));
      }
    };
  }

  // The reading calls its first text the text, and the first is the question here.
  private void checkQuestion(String question) {
    if (model.tokenizer().encode(question).pieces().stream()
        .noneMatch(Piece.InText.class::isInstance)) {
      throw new RequestException("question", "must have a piece of its own; got none");
    }
  }

  private AblationResult result(Reading reading) {
    AblationMeasure measure = MeasureChoice.of(model, request, reading);
    return switch (measure) {
      case GUESSES -> masked(run -> run.guesses(reading));
      case LOSS -> masked(run -> run.losses(reading));
      case CLASS -> output(reading, OutputMeasure.classes(head(TextHead.ClassHead.class)));
      case TAGS -> output(reading, OutputMeasure.tags(head(TextHead.TagHead.class), reading));
      case ANSWER ->
        output(reading, OutputMeasure.answers(head(TextHead.AnswerHead.class), reading));
      case EMBEDDING ->
        output(reading, OutputMeasure.vectors(head(TextHead.SentenceHead.class), reading));
    };
  }

  private <H extends TextHead> H head(Class<H> kind) {
    return model.head(kind).orElseThrow();
  }

  private AblationResult masked(Function<MaskedRun, AblationResult> run) {
    Guesser guesser = Guesser.of("ablate", model);
    try (Ablation ablation = Ablation.on(threads, model, guesser.head(), guesser.mask())) {
      return run.apply(new MaskedRun(model, ablation, request, progress, notes));
    }
  }

  private AblationResult output(Reading reading, OutputMeasure<?> measure) {
    try (OutputAblation ablation = OutputAblation.on(threads, model)) {
      if (request.eachHead()) {
        notes.addDecomposed(model, reading);
        OptionalLong runs = OptionalLong.of(ablation.runs());
        try (Progress.Counter counter = progress.count(MaskedRun.RUNS, runs)) {
          return new AblationResult.RankedByOutput(
              model.name(), request, ablation.ranked(reading, measure, counter), notes.all());
        }
      }
      var what = RequestedIntervention.of(model, request, reading, notes);
      notes.addDecomposed(model, reading);
      return new AblationResult.OutputChanged(
          model.name(), request, ablation.change(reading, measure, what), notes.all());
    }
  }
}
