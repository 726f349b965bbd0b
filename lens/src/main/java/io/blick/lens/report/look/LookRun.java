package io.blick.lens.report.look;

import io.blick.lens.flow.Norms;
import io.blick.lens.flow.Rollout;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.Passes;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;

/** Runs the text of a {@link LookRequest}, and looks. */
final class LookRun {
  private final TextModel model;
  private final LookRequest request;
  private final Reading reading;
  private final Notes notes = new Notes();

  LookRun(TextModel model, LookRequest request, Reading reading) {
    this.model = model;
    this.request = request;
    this.reading = reading;
  }

  LookResult result() {
    notes.compositions(model, reading);
    return switch (request.target()) {
      case LookTarget.Everything _ -> {
        Trace trace = Passes.trace(model, reading);
        yield new PairsResult(trace, maps(trace), notes.all());
      }
      case LookTarget.OneHead(Head head) -> {
        Trace trace = Passes.trace(model, reading);
        yield new HeadMapResult(trace, maps(trace), head, notes.all());
      }
      case LookTarget.FromTo(String from, String to) -> ranking(from, to);
      case LookTarget.Rollout(int layer) -> rollout(layer);
      case LookTarget.WholeRollout _ -> rollout(model.layers() - 1);
    };
  }

  private RankingResult ranking(String from, String to) {
    // Before the pass: who has mistyped a word should not wait.
    TextUnits words = reading.units(Granularity.WORDS);
    int looks = notes.find(words, from);
    int seen = notes.find(words, to);
    Trace trace = Passes.trace(model, reading);
    return new RankingResult(trace, maps(trace), looks, seen, notes.all());
  }

  private RolloutResult rollout(int layer) {
    Trace trace = Passes.trace(model, reading);
    return new RolloutResult(Rollout.of(trace, layer), request.unit(), notes.all());
  }

  private HeadMaps maps(Trace trace) {
    return switch (request.measure()) {
      case WEIGHT, ROLLOUT -> trace.maps(request.unit());
      case NORM -> Norms.of(model, trace).maps(request.unit());
    };
  }
}
