package io.blick.lens.report.ablation;

import io.blick.lens.ablation.OutputEffect;
import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.ablation.output.OutputChange.AnswerChange;
import io.blick.lens.ablation.output.OutputChange.ChangedClass;
import io.blick.lens.ablation.output.OutputChange.ClassChange;
import io.blick.lens.ablation.output.OutputChange.TagChange;
import io.blick.lens.ablation.output.OutputChange.TaggedWord;
import io.blick.lens.ablation.output.OutputChange.VectorChange;
import io.blick.lens.draw.Numbers;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.table.Value;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import io.blick.models.task.Answer;
import io.blick.models.task.ScoredLabel;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The tables of classes, tags, answers and vectors: of each head, or before and after. */
final class OutputTables {
  private static final int DECIMALS = 4;

  // Vectors of one text lie close to each other whatever is silenced.
  private static final int VECTOR_DECIMALS = 6;

  private OutputTables() {}

  /** The effect of silencing one head, of a known kind. */
  record HeadChange<C extends OutputChange>(Head head, C change) {}

  /** Returns a row for each head. */
  static Table<? extends HeadChange<?>> heads(List<OutputEffect> effects) {
    return switch (effects.getFirst().change()) {
      case ClassChange _ -> classes(rows(ClassChange.class, effects));
      case TagChange _ -> tags(rows(TagChange.class, effects));
      case AnswerChange _ -> answers(rows(AnswerChange.class, effects));
      case VectorChange _ ->
        new Table<>(
            List.of(
                Column.head(HeadChange::head),
                distance(effects.getFirst().change().distance(), VECTOR_DECIMALS)),
            rows(VectorChange.class, effects));
    };
  }

  private static <C extends OutputChange> List<HeadChange<C>> rows(
      Class<C> kind, List<OutputEffect> effects) {
    return effects.stream()
        .map(effect -> new HeadChange<>(effect.head(), kind.cast(effect.change())))
        .toList();
  }

  private static <C extends OutputChange> Column<HeadChange<C>> distance(
      double largest, int decimals) {
    return Column.<HeadChange<C>>number(
            "distance", decimals, row -> row.change().distance())
        .bar(row -> largest == 0 ? 0 : row.change().distance() / largest);
  }

  private static Table<HeadChange<ClassChange>> classes(List<HeadChange<ClassChange>> heads) {
    return new Table<>(
        List.of(
            Column.head(HeadChange::head),
            distance(heads.getFirst().change().distance(), DECIMALS),
            change(row -> -row.change().fall()),
            fall(row -> row.change().fall()),
            scored("first class without it", "", row -> row.change().after().getFirst())),
        heads);
  }

  private static Table<HeadChange<TagChange>> tags(List<HeadChange<TagChange>> heads) {
    return new Table<>(
        List.of(
            Column.head(HeadChange::head),
            distance(heads.getFirst().change().distance(), DECIMALS),
            Column.count("changed", row -> row.change().changed())),
        heads);
  }

  private static Table<HeadChange<AnswerChange>> answers(List<HeadChange<AnswerChange>> heads) {
    return new Table<>(
        List.of(
            Column.head(HeadChange::head),
            distance(heads.getFirst().change().distance(), DECIMALS),
            change(row -> -row.change().fall()),
            fall(row -> row.change().fall()),
            answer("best answer without it", "", row -> row.change().after())),
        heads);
  }

  private static <R> Column<R> change(ToDoubleFunction<R> change) {
    return Column.signed("change", DECIMALS, change).forPeople();
  }

  private static <R> Column<R> fall(ToDoubleFunction<R> fall) {
    return Column.number("fall", DECIMALS, fall).forPrograms();
  }

  private static <R> Column<R> scored(
      String heading, String prefix, Function<R, ScoredLabel> scored) {
    return Column.words(
        heading,
        row -> shown(scored.apply(row)),
        List.of(prefix + "label", prefix + "score"),
        row -> List.of(Value.of(scored.apply(row).label()), Value.of((double)
            scored.apply(row).score())));
  }

  private static <R> Column<R> answer(String heading, String prefix, Function<R, Answer> answer) {
    return Column.words(
        heading,
        row -> shown(answer.apply(row)),
        List.of(prefix + "text", prefix + "start", prefix + "end", prefix + "score"),
        row -> List.of(
            Value.of(answer.apply(row).text()),
            Value.of((long) answer.apply(row).start()),
            Value.of((long) answer.apply(row).end()),
            Value.of((double) answer.apply(row).score())));
  }

  /** Returns what the model says before and after, side by side. */
  static Table<?> change(OutputChange change) {
    return switch (change) {
      case ClassChange classes -> classes(classes);
      case TagChange tags -> words(tags);
      case AnswerChange answers ->
        new Table<>(
            List.of(
                answer("before", "before.", AnswerChange::before),
                answer("after", "after.", AnswerChange::after),
                Column.<AnswerChange>number("distance", DECIMALS, AnswerChange::distance)
                    .forPrograms(),
                fall(AnswerChange::fall)),
            List.of(answers));
      case VectorChange vector ->
        new Table<>(
            List.of(Column.number("distance", VECTOR_DECIMALS, VectorChange::distance)),
            List.of(vector));
    };
  }

  private static Table<?> classes(ClassChange change) {
    return new Table<>(
        List.of(
            Column.<ChangedClass>text("label", ChangedClass::label).named("class"),
            Column.number("before", DECIMALS, ChangedClass::before),
            Column.number("after", DECIMALS, ChangedClass::after),
            change(one -> one.after() - one.before()),
            Column.<ChangedClass>number("distance", DECIMALS, _ -> change.distance())
                .forPrograms(),
            fall(_ -> change.fall())),
        change.classes().stream()
            .sorted(Comparator.comparingDouble(ChangedClass::before).reversed())
            .toList());
  }

  private static Table<?> words(TagChange change) {
    return new Table<>(
        List.of(
            Column.<TaggedWord>text("text", TaggedWord::text).named("word"),
            Column.<TaggedWord>count("start", TaggedWord::start).forPrograms(),
            Column.<TaggedWord>count("end", TaggedWord::end).forPrograms(),
            scored("before", "before.", TaggedWord::before),
            scored("after", "after.", TaggedWord::after),
            Column.number("distance", DECIMALS, TaggedWord::distance)),
        change.words());
  }

  /** Returns what the model says as it is, for people; a vector is not shown. */
  static Table<?> before(OutputChange change) {
    return switch (change) {
      case ClassChange classes -> asItIs(classes.before().stream().map(OutputTables::shown));
      case AnswerChange answers -> asItIs(Stream.of(shown(answers.before())));
      case VectorChange _ -> asItIs(Stream.of());
      case TagChange tags ->
        new Table<>(
            List.of(
                Column.<TaggedWord>text("text", TaggedWord::text).named("word"),
                scored("as it is", "before.", TaggedWord::before)),
            tags.words());
    };
  }

  private static Table<String> asItIs(Stream<String> lines) {
    return new Table<>(
        List.of(Column.<String>text("as it is", line -> line).shown(line -> line)), lines.toList());
  }

  // The number first: all are of one width, so the words are aligned too.
  private static String shown(ScoredLabel scored) {
    return Numbers.fixed(scored.score(), DECIMALS) + "  " + Visible.text(scored.label());
  }

  private static String shown(Answer answer) {
    return Numbers.fixed(answer.score(), DECIMALS) + "  " + Visible.text(answer.text());
  }
}
