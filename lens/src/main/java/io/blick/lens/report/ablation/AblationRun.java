package io.blick.lens.report.ablation;

import io.blick.lens.ablation.Ablation;
import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.Intervention;
import io.blick.lens.ablation.Intervention.Edge;
import io.blick.lens.corpus.TextLines;
import io.blick.lens.report.Progress;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.request.InputFile;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** One run of an {@link AblationRequest} on a model. */
final class AblationRun {
  private static final String RUNS = "runs";

  private final TextModel model;
  private final Ablation ablation;
  private final AblationRequest request;
  private final Progress progress;
  private final Notes notes = new Notes();

  AblationRun(TextModel model, Ablation ablation, AblationRequest request, Progress progress) {
    this.model = model;
    this.ablation = ablation;
    this.request = request;
    this.progress = progress;
  }

  AblationResult result() {
    return switch (request.source()) {
      case AblationRequest.Corpus(Path file) -> corpus(file);
      case AblationRequest.Text(String text) -> {
        Reading reading = Reading.of(model, text);
        yield request.eachHead() ? eachHead(reading) : namedHeadsAndEdges(reading);
      }
    };
  }

  private AblationResult corpus(Path file) {
    InputFile.check("corpus", file);
    OptionalLong runs = TextLines.count(file).stream()
        .map(lines -> lines * ablation.runsOfALine())
        .findFirst();
    try (TextLines lines = TextLines.open("corpus", file);
        Progress.Counter counter = progress.count(RUNS, runs)) {
      CorpusAblation effects = ablation.corpus(lines, counter);
      if (effects.lines() == 0) {
        throw new RequestException(
            "corpus",
            "must have a line that can be masked; got %s with %d empty and %d too long"
                .formatted(Visible.text(file.toString()), effects.empty(), effects.tooLong()));
      }
      return new AblationResult.RankedByCorpus(model.name(), request, effects);
    }
  }

  private AblationResult eachHead(Reading reading) {
    notes.addDecomposed(model, reading);
    OptionalLong runs = OptionalLong.of(ablation.runs(reading));
    try (Progress.Counter counter = progress.count(RUNS, runs)) {
      return ablation.hasMask(reading)
          ? new AblationResult.RankedByGuesses(
              model.name(),
              request,
              ablation.rankedByGuesses(reading, request.top(), counter),
              notes.all())
          : new AblationResult.RankedByLoss(
              model.name(), request, ablation.rankedByLoss(reading, counter), notes.all());
    }
  }

  private AblationResult namedHeadsAndEdges(Reading reading) {
    RequestedHeads.check(model, "silence", request.silence());
    RequestedHeads.check(model, "in", request.in());
    Intervention intervention =
        new Intervention(Set.copyOf(request.silence()), edges(reading), request.others());
    notes.addDecomposed(model, reading);
    return ablation.hasMask(reading)
        ? new AblationResult.GuessChanges(
            model.name(),
            request,
            ablation.guesses(reading, intervention, request.top()),
            notes.all())
        : new AblationResult.PieceLosses(
            model.name(), request, ablation.losses(reading, intervention), notes.all());
  }

  private Set<Edge> edges(Reading reading) {
    TextUnits words = reading.units(Granularity.WORDS);
    List<Head> heads = request.in().isEmpty() ? ablation.heads() : request.in();
    Set<Edge> edges = new LinkedHashSet<>();
    for (NamedEdge edge : request.cut()) {
      List<Integer> from = words.pieces(notes.find(words, edge.from()));
      List<Integer> to = words.pieces(notes.find(words, edge.to()));
      for (Head head : heads) {
        from.forEach(t -> to.forEach(s -> edges.add(new Edge(head, t, s))));
      }
    }
    return edges;
  }
}
