package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import io.blick.lens.flow.Norms;
import io.blick.lens.flow.Rollout;
import io.blick.lens.report.request.ForwardPass;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.Threads;
import io.blick.lens.roles.measured.MeasuredRoles;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;

/** One run of a {@link LookRequest} on a model. */
final class LookRun {
  private final Threads threads;
  private final TextModel model;
  private final LookRequest request;
  private final Reading reading;
  private final Notes notes = new Notes();

  private LookRun(Threads threads, TextModel model, LookRequest request, Reading reading) {
    this.threads = threads;
    this.model = model;
    this.request = request;
    this.reading = reading;
  }

  static LookResult of(Threads threads, TextModel model, LookRequest request) {
    Required.of("look", "model", model);
    Required.of("look", "request", request);
    request.target().check(model);
    Reading reading = Reading.of(model, request.segments());
    return new LookRun(threads, model, request, reading).result();
  }

  private LookResult result() {
    notes.addDecomposed(model, reading);
    return switch (request.target()) {
      case LookTarget.Everything _ -> {
        Trace trace = ForwardPass.trace(threads, model, reading);
        yield new PairsResult(trace, maps(trace), notes.all());
      }
      case LookTarget.OneHead(Head head) -> {
        Trace trace = ForwardPass.trace(threads, model, reading);
        yield new HeadMapResult(
            trace, maps(trace), head, notes.all(), MeasuredRoles.known(model, head));
      }
      case LookTarget.FromTo(String from, String to) -> ranking(from, to);
      case LookTarget.Rollout(int layer) -> rollout(layer);
      case LookTarget.WholeRollout _ -> rollout(model.layers() - 1);
    };
  }

  private RankingResult ranking(String from, String to) {
    // Before the pass: nobody should wait for it to learn of a mistyped word.
    TextUnits words = reading.units(Granularity.WORDS);
    int fromIndex = notes.find(words, from);
    int toIndex = notes.find(words, to);
    Trace trace = ForwardPass.trace(threads, model, reading);
    return new RankingResult(trace, maps(trace), fromIndex, toIndex, notes.all());
  }

  private RolloutResult rollout(int layer) {
    Trace trace = ForwardPass.trace(threads, model, reading);
    return new RolloutResult(Rollout.of(trace, layer), request.granularity(), notes.all());
  }

  private HeadMaps maps(Trace trace) {
    return switch (request.edgeScore()) {
      case WEIGHT, ROLLOUT -> trace.maps(request.granularity());
      case NORM -> Norms.of(model, trace).maps(request.granularity());
    };
  }
}
