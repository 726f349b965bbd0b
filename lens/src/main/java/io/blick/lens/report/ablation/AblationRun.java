package io.blick.lens.report.ablation;

import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.Ablation;
import io.blick.lens.ablation.OutputAblation;
import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.report.Progress;
import io.blick.lens.report.request.Guesser;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
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
    if (request.source() instanceof AblationRequest.Corpus(Path file)) {
      return masked(run -> run.corpus(file));
    }
    Reading reading = MeasureChoice.read("ablate", model, request.source());
    AblationMeasure measure =
        MeasureChoice.of("ablate", model, request.of(), request.source(), reading);
    return switch (measure) {
      case GUESSES -> masked(run -> run.guesses(reading));
      case LOSS -> masked(run -> run.losses(reading));
      case CLASS, TAGS, ANSWER, EMBEDDING ->
        output(reading, MeasureChoice.output(model, measure, reading));
    };
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
