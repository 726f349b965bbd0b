package io.blick.lens.ablation;

import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The effect of silencing heads and cutting edges on what a model says of a text: its classes, the
 * tags of its words, the answer to a question, its vector. Each head is silenced alone, all others
 * as they are (Michel, Levy and Neubig 2019, arXiv 1905.10650, section 3.2).
 *
 * <p>That shows what the model without the head does, not what the head is for, as with
 * {@link Ablation}. For one thread at a time.
 */
public final class OutputAblation implements AutoCloseable {
  private static final String OPERATION = "ablate";

  private final TextModel model;
  private final InterventionRuns runs;

  private OutputAblation(TextModel model, InterventionRuns runs) {
    this.model = model;
    this.runs = runs;
  }

  /**
   * Begins with a model.
   *
   * @param threads of the caller's, who closes them
   */
  public static OutputAblation on(Parallel threads, TextModel model) {
    Required.of(OPERATION, "threads", threads);
    Required.of(OPERATION, "model", model);
    return new OutputAblation(model, new InterventionRuns(threads, model));
  }

  /** Returns how many runs it takes to silence each head once: what progress counts to. */
  public int runs() {
    return 1 + model.layers() * model.heads();
  }

  /**
   * Returns what an intervention does.
   *
   * @param measure made for the text
   */
  public OutputChange change(Reading text, OutputMeasure<?> measure, Intervention what) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "measure", measure);
    Required.of(OPERATION, "intervention", what);
    return changes(text, measure, List.of(what), _ -> {}).getFirst();
  }

  /**
   * Returns what silencing each head does: the largest distance first; of equal ones the lower
   * layer, then the lower head.
   *
   * @param measure made for the text
   * @param progress is told how many of {@link #runs} are done
   */
  public List<OutputEffect> ranked(Reading text, OutputMeasure<?> measure, LongConsumer progress) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "measure", measure);
    Required.of(OPERATION, "progress", progress);
    List<Head> heads = Head.all(model);
    List<OutputChange> changes = changes(text, measure, Intervention.each(heads), progress);
    return IntStream.range(0, heads.size())
        .mapToObj(n -> new OutputEffect(heads.get(n), changes.get(n)))
        .sorted(OutputEffect.LARGEST_FIRST)
        .toList();
  }

  /**
   * Returns what each variation of a text does.
   *
   * @param measure made for the text
   * @param progress is told how many runs are done, of one more than there are variations
   */
  public List<OutputChange> changes(
      Reading text, OutputMeasure<?> measure, Variations variations, LongConsumer progress) {
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "measure", measure);
    Required.of(OPERATION, "variations", variations);
    Required.of(OPERATION, "progress", progress);
    return switch (variations) {
      case Variations.Interventions(List<Intervention> each) ->
        changes(text, measure, each, progress);
      case Variations.Texts(List<Encoding> each) -> instead(text, measure, each, progress);
    };
  }

  private <S> List<OutputChange> instead(
      Reading text, OutputMeasure<S> measure, List<Encoding> others, LongConsumer progress) {
    S before = read(text.encoding(), measure);
    progress.accept(1);
    List<OutputChange> changes = new ArrayList<>();
    for (Encoding other : others) {
      changes.add(measure.change(before, read(other, measure)));
      progress.accept(1L + changes.size());
    }
    return changes;
  }

  private <S> S read(Encoding text, OutputMeasure<S> measure) {
    List<S> said = new ArrayList<>();
    runs.run(
        List.of(text),
        List.of(),
        (_, ops, hidden, batch) -> said.add(measure.read(ops, hidden, batch)),
        _ -> {});
    return said.getFirst();
  }

  private <S> List<OutputChange> changes(
      Reading text, OutputMeasure<S> measure, List<Intervention> whats, LongConsumer progress) {
    List<S> said = new ArrayList<>();
    runs.run(
        List.of(text.encoding()),
        whats,
        (_, ops, hidden, batch) -> said.add(measure.read(ops, hidden, batch)),
        progress);
    return said.stream()
        .skip(1)
        .map(after -> measure.change(said.getFirst(), after))
        .toList();
  }

  @Override
  public void close() {
    runs.close();
  }
}
