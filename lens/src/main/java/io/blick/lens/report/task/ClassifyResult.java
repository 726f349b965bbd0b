package io.blick.lens.report.task;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.draw.TextPage;
import io.blick.lens.json.Json;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.models.task.Classification;
import io.blick.models.task.Classifier;
import io.blick.models.task.InputText;
import io.blick.models.task.ScoredLabel;
import io.blick.models.text.TextHead.ClassKind;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The classes of texts.
 *
 * @param texts the texts
 * @param second the second text of each pair
 * @param classes the classes of each text
 * @param notes what a reader should know beside the classes
 */
public record ClassifyResult(
    TaskTexts texts, Optional<String> second, List<Classification> classes, List<String> notes)
    implements TextsResult {
  private static final Column<Row> SCORE = Column.number("score", 4, row -> row.label.score());
  private static final Column<Row> LABEL = Column.text("label", row -> row.label.label());
  private static final List<Column<Row>> COLUMNS =
      List.of(Column.count("text", Row::text), LABEL, SCORE);
  private static final List<Column<Row>> NUMBERS = List.of(SCORE, LABEL);
  private static final List<Column<Row>> PROBABILITIES =
      List.of(SCORE, LABEL.bar(row -> row.label.score()));

  /** Copies the lists. */
  public ClassifyResult {
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
  }

  /**
   * Classifies the texts.
   *
   * @throws io.blick.lens.report.RequestException if the model has no classifier, a text is too
   *     long and is not to be cut, or the second text has no piece of its own
   * @throws io.blick.lens.trace.TextException if a text has no piece of its own
   */
  public static ClassifyResult of(TextModel model, ClassifyRequest request) {
    return of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if the model has no classifier, a text is too
   *     long and is not to be cut, or the second text has no piece of its own
   * @throws io.blick.lens.trace.TextException if a text has no piece of its own
   */
  public static ClassifyResult of(Parallel threads, TextModel model, ClassifyRequest request) {
    return of(Threads.of("classify", threads), model, request);
  }

  private static ClassifyResult of(Threads threads, TextModel model, ClassifyRequest request) {
    Required.of("classify", "model", model);
    Required.of("classify", "request", request);
    TaskTexts texts = request.texts();
    Optional<String> second = request.second();
    List<InputText> inputs =
        texts.texts().stream().map(text -> new InputText(text, second)).toList();
    try (Classifier classifier = TaskRun.worker(() -> Classifier.of(model))) {
      List<Classification> classes =
          TaskRun.each(threads, texts, all -> classifier.classify(all, inputs, texts.tooLong()));
      return new ClassifyResult(texts, second, classes, TaskRun.notes(model, texts));
    }
  }

  @Override
  public int cut() {
    return Math.toIntExact(classes.stream().filter(Classification::cut).count());
  }

  @Override
  public String text(Terminal terminal) {
    return TaskPage.of(texts, terminal, (page, i) -> add(page, terminal, i));
  }

  private void add(TextPage page, Terminal terminal, int index) {
    second.ifPresent(text -> page.quote(Visible.text(text)));
    List<Column<Row>> columns = switch (classes.get(index).kind()) {
      case ONE, MANY -> PROBABILITIES;
      case SCORE -> NUMBERS;
    };
    new Table<>(columns, rows(index)).text(page, terminal);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    for (int i = 0; i < classes.size(); i++) {
      String text = texts.texts().get(i);
      Classification one = classes.get(i);
      Json.line(
          out,
          json -> json.text("text", text)
              .text("second", second)
              .text("kind", name(one.kind()))
              .objects(
                  "labels",
                  one.labels(),
                  (object, label) ->
                      object.text("label", label.label()).number("score", label.score())));
    }
  }

  private static String name(ClassKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, List.of()).tsv(out);
    tsvRows(out);
  }

  @Override
  public void tsvRows(OutputStream out) throws IOException {
    for (int i = 0; i < classes.size(); i++) {
      new Table<>(COLUMNS, rows(i)).tsvRows(out);
    }
  }

  private List<Row> rows(int index) {
    List<Row> rows = new ArrayList<>();
    for (ScoredLabel label : classes.get(index).labels()) {
      rows.add(new Row(texts.number(index), label));
    }
    return rows;
  }

  /** One label of one text. */
  private record Row(long text, ScoredLabel label) {}
}
