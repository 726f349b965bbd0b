package io.blick.lens.report.task;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.draw.TextPage;
import io.blick.lens.json.Json;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.models.task.TaggedSpan;
import io.blick.models.task.Tagger;
import io.blick.models.task.Tagging;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The tagged spans of texts.
 *
 * @param texts the texts
 * @param taggings the spans of each text
 * @param notes what a reader should know beside the spans
 */
public record TagResult(TaskTexts texts, List<Tagging> taggings, List<String> notes)
    implements TextsResult {
  private static final List<Column<Row>> COLUMNS = List.of(
      Column.<Row>count("text", Row::text).forPrograms(),
      Column.<Row>number("score", 4, row -> row.span.score()).forPeople(),
      Column.text("label", row -> row.span.label()),
      Column.<Row>text("spans.text", row -> row.span.text()).named("text"),
      Column.<Row>count("start", row -> row.span.start()).forPrograms(),
      Column.<Row>count("end", row -> row.span.end()).forPrograms(),
      Column.<Row>number("score", 4, row -> row.span.score()).forPrograms());

  /** Copies the lists. */
  public TagResult {
    taggings = List.copyOf(taggings);
    notes = List.copyOf(notes);
  }

  /**
   * Tags the texts.
   *
   * @throws io.blick.lens.report.RequestException if the model has no tagger, or a text is too long
   *     and is not to be cut
   * @throws io.blick.lens.trace.TextException if a text has no piece of its own
   */
  public static TagResult of(TextModel model, TagRequest request) {
    return of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if the model has no tagger, or a text is too long
   *     and is not to be cut
   * @throws io.blick.lens.trace.TextException if a text has no piece of its own
   */
  public static TagResult of(Parallel threads, TextModel model, TagRequest request) {
    return of(Threads.of("tag", threads), model, request);
  }

  private static TagResult of(Threads threads, TextModel model, TagRequest request) {
    Required.of("tag", "model", model);
    Required.of("tag", "request", request);
    Tagger tagger = TaskRun.worker(() -> Tagger.of(model));
    TaskTexts texts = request.texts();
    List<Tagging> taggings =
        TaskRun.each(threads, texts, all -> tagger.tag(all, texts.texts(), texts.tooLong()));
    return new TagResult(texts, taggings, TaskRun.notes(model, texts));
  }

  @Override
  public int cut() {
    return Math.toIntExact(taggings.stream().filter(Tagging::cut).count());
  }

  @Override
  public String text(Terminal terminal) {
    return TaskPage.of(texts, terminal, (page, i) -> add(page, terminal, i));
  }

  private void add(TextPage page, Terminal terminal, int index) {
    if (taggings.get(index).spans().isEmpty()) {
      page.add("no spans");
    } else {
      new Table<>(COLUMNS, rows(index)).text(page, terminal);
    }
  }

  @Override
  public void json(OutputStream out) throws IOException {
    for (int i = 0; i < taggings.size(); i++) {
      String text = texts.texts().get(i);
      List<TaggedSpan> spans = taggings.get(i).spans();
      Json.line(
          out,
          json -> json.text("text", text)
              .objects(
                  "spans",
                  spans,
                  (one, span) -> one.text("label", span.label())
                      .text("text", span.text())
                      .count("start", span.start())
                      .count("end", span.end())
                      .number("score", span.score())));
    }
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, List.of()).tsv(out);
    tsvRows(out);
  }

  @Override
  public void tsvRows(OutputStream out) throws IOException {
    for (int i = 0; i < taggings.size(); i++) {
      new Table<>(COLUMNS, rows(i)).tsvRows(out);
    }
  }

  private List<Row> rows(int index) {
    List<Row> rows = new ArrayList<>();
    for (TaggedSpan span : taggings.get(index).spans()) {
      rows.add(new Row(texts.number(index), span));
    }
    return rows;
  }

  /** One span of one text. */
  private record Row(long text, TaggedSpan span) {}
}
