package io.blick.lens.report.attribution;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.attribution.AttentionFromPlaces;
import io.blick.lens.attribution.AttributedOutput;
import io.blick.lens.attribution.Attribution;
import io.blick.lens.attribution.AttributionMethod;
import io.blick.lens.attribution.ContextMixing;
import io.blick.lens.attribution.RankCorrelation;
import io.blick.lens.attribution.ReadPlaces;
import io.blick.lens.attribution.UnitEffect;
import io.blick.lens.report.Progress;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.ablation.MeasureChoice;
import io.blick.lens.report.request.Guesser;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.report.request.Threads;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextHead.SentenceHead;
import io.blick.models.text.TextModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One run of an {@link AttributionRequest} on a model. */
final class AttributionRun {
  private static final String OPERATION = "attribute";
  private static final String RUNS = "runs";

  private final Parallel threads;
  private final TextModel model;
  private final AttributionRequest request;
  private final Progress progress;
  private final Reading reading;
  private final AttributionOutput of;
  private final Notes notes = new Notes();

  private AttributionRun(
      Parallel threads, TextModel model, AttributionRequest request, Progress progress) {
    this.threads = threads;
    this.model = model;
    this.request = request;
    this.progress = progress;
    this.reading = MeasureChoice.read(OPERATION, model, request.source());
    this.of = request.of().filter(AttributionOutput.MIXING::equals).orElseGet(this::chosen);
  }

  private AttributionOutput chosen() {
    return AttributionOutput.of(MeasureChoice.of(
        OPERATION,
        model,
        request.of().flatMap(AttributionOutput::measure),
        request.source(),
        reading));
  }

  static AttributionResult of(
      Threads threads, TextModel model, AttributionRequest request, Progress progress) {
    Required.of(OPERATION, "model", model);
    Required.of(OPERATION, "request", request);
    Required.of(OPERATION, "progress", progress);
    request.layer().ifPresent(layer -> RequestedHeads.checkLayer(model, layer));
    return threads.forMany(all -> new AttributionRun(all, model, request, progress).result());
  }

  private AttributionResult result() {
    notes.addDecomposed(model, reading);
    return of == AttributionOutput.MIXING ? mixed() : attributed();
  }

  private AttributionResult mixed() {
    OptionalLong runs = OptionalLong.of(ContextMixing.runs(reading, request.unit(), layers()));
    try (Progress.Counter counter = progress.count(RUNS, runs)) {
      ContextMixing mixing =
          ContextMixing.of(threads, model, reading, request.unit(), layers(), counter);
      return result(mixing.effects(), Optional.empty(), Optional.of(mixing.map()));
    }
  }

  private AttributionResult attributed() {
    AttributionMethod method = method();
    var attribution = Attribution.on(threads, model, reading, request.unit(), method);
    AttributedOutput output = output();
    OptionalLong runs = OptionalLong.of(attribution.runs(output));
    try (Progress.Counter counter = progress.count(RUNS, runs)) {
      List<UnitEffect> effects = attribution.effects(output, counter);
      return result(effects, hider(method), Optional.empty());
    }
  }

  private List<Integer> layers() {
    return request
        .layer()
        .map(List::of)
        .orElseGet(() -> IntStream.range(0, model.layers()).boxed().toList());
  }

  private AttributionMethod method() {
    return switch (request.by()) {
      case VALUE_ZEROING -> new AttributionMethod.ValueZeroing(layers());
      case OCCLUSION ->
        new AttributionMethod.Occlusion(model.tokenizer().mask().orElseGet(this::unknown));
    };
  }

  private int unknown() {
    int unknown = model
        .tokenizer()
        .unknown()
        .orElseThrow(() -> new RequestException(
            "by",
            "needs a piece that hides a word, a mask or one for unknown words; %s has neither"
                .formatted(Visible.text(model.name()))));
    notes.add("the model has no mask, so %s stands instead of a hidden word"
        .formatted(Visible.text(model.tokenizer().piece(unknown))));
    return unknown;
  }

  private Optional<String> hider(AttributionMethod method) {
    return switch (method) {
      case AttributionMethod.Occlusion(int piece) ->
        Optional.of(model.tokenizer().piece(piece));
      case AttributionMethod.ValueZeroing _ -> Optional.empty();
    };
  }

  private AttributedOutput output() {
    return switch (of) {
      case GUESSES -> {
        Guesser guesser = Guesser.of(OPERATION, model);
        yield new AttributedOutput.Guesses(guesser.head(), guesser.mask());
      }
      case LOSS -> {
        Guesser guesser = Guesser.of(OPERATION, model);
        yield new AttributedOutput.Losses(guesser.head(), guesser.mask());
      }
      case CLASS, TAGS, ANSWER, EMBEDDING, MIXING ->
        new AttributedOutput.Said(MeasureChoice.output(model, of.measure().orElseThrow(), reading));
    };
  }

  private ReadPlaces places() {
    return switch (of) {
      case GUESSES -> ReadPlaces.masks(reading, model.tokenizer().mask().orElseThrow());
      case LOSS -> ReadPlaces.losses(reading, model.tokenizer().mask().orElseThrow());
      case CLASS -> ReadPlaces.first();
      case TAGS -> ReadPlaces.tags(reading);
      case ANSWER -> ReadPlaces.answers(reading);
      case EMBEDDING ->
        ReadPlaces.pooled(reading, model.head(SentenceHead.class).orElseThrow().pooledPieces());
      case MIXING -> ReadPlaces.own(reading);
    };
  }

  private AttributionResult result(
      List<UnitEffect> effects, Optional<String> hider, Optional<float[][]> mixing) {
    TextUnits units = reading.units(request.unit());
    AttentionFromPlaces attention =
        AttentionFromPlaces.of(Trace.on(threads, model, reading), request.unit());
    ReadPlaces places = places();
    var rows = new AttributedWords(reading, units, request.source());
    List<AttributedWord> words = units.inText().stream()
        .map(unit -> {
          List<Integer> from = places.of(reading, units.pieces(unit));
          return rows.of(
              unit,
              effects.stream().filter(one -> one.unit() == unit).findFirst(),
              from.isEmpty() ? 0 : attention.attention(unit, from),
              from.isEmpty() ? 0 : attention.rollout(unit, from));
        })
        .toList();
    return new AttributionResult(
        model.name(),
        model.layers(),
        model.heads(),
        request,
        of,
        kind(),
        hider,
        units,
        words,
        correlation(words),
        mixing,
        notes.all());
  }

  private Optional<String> kind() {
    return of == AttributionOutput.CLASS
        ? model.head(ClassHead.class).map(head -> head.kind().name().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static Correlation correlation(List<AttributedWord> words) {
    List<AttributedWord> measured =
        words.stream().filter(word -> word.distance().isPresent()).toList();
    return new Correlation(
        measured.size(),
        correlation(measured, AttributedWord::attention),
        correlation(measured, AttributedWord::rollout));
  }

  private static OptionalDouble correlation(
      List<AttributedWord> words, ToDoubleFunction<AttributedWord> other) {
    return RankCorrelation.of(
        words.stream().mapToDouble(word -> word.distance().orElseThrow()).toArray(),
        words.stream().mapToDouble(other).toArray());
  }
}
