package io.blick.lens.report.ablation;

import io.blick.lens.ablation.Ablation;
import io.blick.lens.ablation.Intervention;
import io.blick.lens.corpus.TextLines;
import io.blick.lens.report.Progress;
import io.blick.lens.report.request.InputFile;
import io.blick.lens.report.request.Notes;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** The part of an {@link AblationRun} that measures what a model guesses at masked pieces. */
final class MaskedRun {
  static final String RUNS = "runs";

  private final TextModel model;
  private final Ablation ablation;
  private final AblationRequest request;
  private final Progress progress;
  private final Notes notes;

  MaskedRun(
      TextModel model, Ablation ablation, AblationRequest request, Progress progress, Notes notes) {
    this.model = model;
    this.ablation = ablation;
    this.request = request;
    this.progress = progress;
    this.notes = notes;
  }

  AblationResult corpus(Path file) {
    InputFile.check("corpus", file);
    String name = Visible.text(file.toString());
    List<Head> silence = request.silence();
    if (request.eachHead()) {
      return corpus(
          file,
          ablation.runsOfALine(),
          (lines, counter) -> new AblationResult.RankedByCorpus(
              model.name(), request, ablation.corpus(name, lines, counter)));
    }
    return corpus(
        file,
        Ablation.RUNS_OF_A_LINE_SILENCED,
        (lines, counter) -> new AblationResult.CorpusChanged(
            model.name(), request, ablation.corpus(name, lines, silence, counter)));
  }

  private AblationResult corpus(
      Path file, int runsOfALine, BiFunction<TextLines, Progress.Counter, AblationResult> measure) {
    OptionalLong runs =
        TextLines.count(file).stream().map(lines -> lines * runsOfALine).findFirst();
    try (TextLines lines = TextLines.open("corpus", file);
        Progress.Counter counter = progress.count(RUNS, runs)) {
      return measure.apply(lines, counter);
    }
  }

  AblationResult guesses(Reading reading) {
    if (!request.eachHead()) {
      Intervention what = what(reading);
      return new AblationResult.GuessChanges(
          model.name(),
          request,
          ablation.guesses(reading, what, request.top()),
          notes.all(),
          ablation.mask());
    }
    notes.addDecomposed(model, reading);
    try (Progress.Counter counter = progress.count(RUNS, OptionalLong.of(ablation.runsOfALine()))) {
      return new AblationResult.RankedByGuesses(
          model.name(),
          request,
          ablation.rankedByGuesses(reading, request.top(), counter),
          notes.all(),
          ablation.mask());
    }
  }

  AblationResult losses(Reading reading) {
    if (!request.eachHead()) {
      Intervention what = what(reading);
      return new AblationResult.PieceLosses(
          model.name(), request, ablation.losses(reading, what), notes.all());
    }
    notes.addDecomposed(model, reading);
    try (Progress.Counter counter = progress.count(RUNS, OptionalLong.of(ablation.runs(reading)))) {
      return new AblationResult.RankedByLoss(
          model.name(), request, ablation.rankedByLoss(reading, counter), notes.all());
    }
  }

  private Intervention what(Reading reading) {
    Intervention what = RequestedIntervention.of(model, request, reading, notes);
    notes.addDecomposed(model, reading);
    return what;
  }
}
