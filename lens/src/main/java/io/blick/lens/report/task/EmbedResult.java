package io.blick.lens.report.task;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.json.Json;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.models.task.Embedder;
import io.blick.models.task.Embedding;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The vectors of texts.
 *
 * @param texts the texts
 * @param embeddings the vector of each
 * @param notes what a reader should know beside the vectors
 */
public record EmbedResult(TaskTexts texts, List<Embedding> embeddings, List<String> notes)
    implements TextsResult {
  private static final int SHOWN_NUMBERS = 8;
  private static final List<Column<Row>> COLUMNS = List.of(
      Column.count("text", Row::text),
      Column.count("dimension", Row::dimension),
      Column.number("vector", 4, Row::number));

  /** Copies the lists. */
  public EmbedResult {
    embeddings = List.copyOf(embeddings);
    notes = List.copyOf(notes);
  }

  /**
   * Embeds the texts.
   *
   * @throws RequestException if the model's folder describes no sentence embedding or has no such
   *     prompt, or a text is too long and is not to be cut
   * @throws io.blick.lens.trace.TextException if a text has no piece of its own
   */
  public static EmbedResult of(TextModel model, EmbedRequest request) {
    return of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws RequestException if the model's folder describes no sentence embedding or has no such
   *     prompt, or a text is too long and is not to be cut
   * @throws io.blick.lens.trace.TextException if a text has no piece of its own
   */
  public static EmbedResult of(Parallel threads, TextModel model, EmbedRequest request) {
    return of(Threads.of("embed", threads), model, request);
  }

  private static EmbedResult of(Threads threads, TextModel model, EmbedRequest request) {
    Required.of("embed", "model", model);
    Required.of("embed", "request", request);
    Embedder standard = TaskRun.worker(() -> Embedder.of(model));
    Embedder embedder =
        request.prompt().map(name -> standard.withPrompt(checked(model, name))).orElse(standard);
    TaskTexts texts = request.texts();
    List<Embedding> embeddings =
        TaskRun.each(threads, texts, all -> embedder.embed(all, texts.texts(), texts.tooLong()));
    return new EmbedResult(texts, embeddings, TaskRun.notes(model, texts));
  }

  private static String checked(TextModel model, String prompt) {
    Set<String> names = model
        .head(TextHead.SentenceHead.class)
        .map(head -> head.prompts().texts().keySet())
        .orElse(Set.of());
    if (!names.contains(prompt)) {
      throw new RequestException(
          "prompt",
          "must be %s; got %s"
              .formatted(
                  names.isEmpty()
                      ? "left out, since the folder of " + Visible.text(model.name()) + " has none"
                      : "one of " + Visible.text(String.join(", ", names)),
                  Visible.text(prompt)));
    }
    return prompt;
  }

  @Override
  public int cut() {
    return Math.toIntExact(embeddings.stream().filter(Embedding::cut).count());
  }

  /** Returns for each text the number of its pieces, the length and the first numbers. */
  @Override
  public String text(Terminal terminal) {
    return TaskPage.of(texts, terminal, (page, i) -> add(page, embeddings.get(i)));
  }

  private static void add(TextPage page, Embedding embedding) {
    float[] vector = embedding.vector();
    double squares = 0;
    for (float number : vector) {
      squares += (double) number * number;
    }
    page.sentence("%d pieces, %d numbers, length %s"
        .formatted(embedding.pieces(), vector.length, Numbers.fixed(Math.sqrt(squares), 4)));
    page.sentence(IntStream.range(0, Math.min(SHOWN_NUMBERS, vector.length))
            .mapToObj(i -> Numbers.fixed(vector[i], 4))
            .collect(Collectors.joining(" "))
        + (vector.length > SHOWN_NUMBERS ? " …" : ""));
  }

  @Override
  public void json(OutputStream out) throws IOException {
    for (int i = 0; i < embeddings.size(); i++) {
      String text = texts.texts().get(i);
      Embedding embedding = embeddings.get(i);
      Json.line(
          out,
          json -> json.text("text", text)
              .count("pieces", embedding.pieces())
              .flag("cut", embedding.cut())
              .numbers("vector", embedding.vector()));
    }
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, List.of()).tsv(out);
    tsvRows(out);
  }

  @Override
  public void tsvRows(OutputStream out) throws IOException {
    for (int i = 0; i < embeddings.size(); i++) {
      float[] vector = embeddings.get(i).vector();
      List<Row> rows = new ArrayList<>(vector.length);
      for (int dimension = 0; dimension < vector.length; dimension++) {
        rows.add(new Row(texts.number(i), dimension, vector[dimension]));
      }
      new Table<>(COLUMNS, rows).tsvRows(out);
    }
  }

  /** Writes the vectors as a .npy file of NumPy: float32 (N, E), a row for each text. */
  public void npy(OutputStream out) throws IOException {
    Npy.write(embeddings.stream().map(Embedding::vector).toList(), out);
  }

  /** One number of a vector. */
  private record Row(long text, int dimension, float number) {}
}
